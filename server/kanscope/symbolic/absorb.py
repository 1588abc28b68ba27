"""f(constant + Σ coefficient·term) with the numbers that f lets out already outside.

Each rule is an identity on the domain of f: kᵖ leaves a power, e^b an exponential, log k a logarithm, a
sign an odd function, half turns a wave. What leaves can merge with the numbers outside, so no constant is
written twice.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import sympy
import torch
from sympy import Expr

from kanscope.kan.functions.catalogue import function as function_of
from kanscope.symbolic.combination import Combination, single
from kanscope.symbolic.library import FORMS, exponent, form

QUARTER_TURN = math.pi / 2
ALMOST = 1e-3
"""A sine whose phase is this close to a quarter turn is written as a cosine (with what is left of the
phase).
"""
SAFE_EXPONENT = 300.0

Rule = Callable[[Combination], Combination]


def apply(function: str, inner: Combination) -> Combination:
    """f(inner) as a combination. KeyError: no such function."""
    if not inner.terms:
        return _of_number(function, inner.constant)
    power = exponent(function)
    if power is not None:
        return _power(inner, power)
    rule = _RULES.get(function)
    return rule(inner) if rule else single(form(function)(inner.expression()))


def _of_number(function: str, value: float) -> Combination:
    """f of a constant; nan where f is not defined, as the network itself would say."""
    result = float(function_of(function).value(torch.tensor(value, dtype=torch.float64)))
    return Combination(result if math.isfinite(result) else math.nan)


def _power(inner: Combination, exponent: Expr) -> Combination:
    if exponent == 1:
        return inner
    scale = inner.lead() if exponent.is_Integer else abs(inner.lead())
    outside = _finite_power(scale, exponent)
    if outside is None:
        return single(sympy.Pow(inner.expression(), exponent))
    return single(sympy.Pow(inner.times(1 / scale).expression(), exponent), outside)


def _finite_power(scale: float, exponent: Expr) -> float | None:
    """scale^exponent, or None where the number would be too large or too small to stand outside."""
    reach = abs(float(exponent) * math.log(abs(scale)))
    if reach > SAFE_EXPONENT:
        return None
    return float(scale ** int(exponent)) if exponent.is_Integer else float(scale ** float(exponent))


def _exp(inner: Combination) -> Combination:
    """e^b goes outside; where that is no number any more (growth over years) whole steps stay inside.

    They stay as an Integer: SymPy moves decimals out of exp by itself.
    """
    whole = round(inner.constant) if SAFE_EXPONENT < abs(inner.constant) < math.inf else 0
    exponent = inner.without_constant().expression() + sympy.Integer(whole)
    return single(sympy.exp(exponent), math.exp(inner.constant - whole))


def _log(inner: Combination) -> Combination:
    scale = abs(inner.lead())
    return single(sympy.log(inner.times(1 / scale).expression())).plus(math.log(scale))


def _abs(inner: Combination) -> Combination:
    scale = inner.lead()
    return single(sympy.Abs(inner.times(1 / scale).expression()), abs(scale))


def _sgn(inner: Combination) -> Combination:
    scale = inner.lead()
    return single(sympy.sign(inner.times(1 / scale).expression()), math.copysign(1.0, scale))


def _odd(form: Callable[[Expr], Expr]) -> Rule:
    """f(-z) = -f(z): the leading coefficient becomes positive."""

    def rule(inner: Combination) -> Combination:
        sign = math.copysign(1.0, inner.lead())
        return single(form(inner.times(sign).expression()), sign)

    return rule


def _even(form: Callable[[Expr], Expr]) -> Rule:
    """f(-z) = f(z): the leading coefficient becomes positive."""

    def rule(inner: Combination) -> Combination:
        return single(form(inner.times(math.copysign(1.0, inner.lead())).expression()))

    return rule


def _gaussian(inner: Combination) -> Combination:
    scale = inner.lead()
    return single(sympy.exp(-(scale**2) * inner.times(1 / scale).expression() ** 2))


def _arccos(inner: Combination) -> Combination:
    """arccos(-z) = π - arccos(z)."""
    if inner.lead() > 0:
        return single(sympy.acos(inner.expression()))
    return single(sympy.acos(inner.times(-1.0).expression()), -1.0).plus(math.pi)


def _sigmoid(inner: Combination) -> Combination:
    return single(FORMS["sigmoid"](inner.expression()))


def _nothing(inner: Combination) -> Combination:
    return Combination()


def _tan(inner: Combination) -> Combination:
    """tan has period π and is odd."""
    turned = Combination(_wrapped(inner.constant, math.pi), inner.terms)
    return _odd(sympy.tan)(turned)


def _cos(inner: Combination) -> Combination:
    return _sin(inner.plus(QUARTER_TURN))


def _sin(inner: Combination) -> Combination:
    """The phase in (-π/2, π/2], the leading coefficient positive; a quarter turn makes it a cosine."""
    phase, sign = _wrapped(inner.constant, 2 * math.pi), 1.0
    if abs(phase) > QUARTER_TURN + ALMOST:
        phase, sign = phase - math.copysign(math.pi, phase), -1.0
    if abs(abs(phase) - QUARTER_TURN) < ALMOST:
        rest = Combination(phase - math.copysign(QUARTER_TURN, phase), inner.terms)
        return _even(sympy.cos)(rest).times(sign * math.copysign(1.0, phase))
    return _odd(sympy.sin)(Combination(phase, inner.terms)).times(sign)


def _wrapped(angle: float, period: float) -> float:
    """The angle in (-period/2, period/2]; one that is there already keeps every bit."""
    if -period / 2 < angle <= period / 2:
        return angle
    return angle - period * round(angle / period)


_RULES: dict[str, Rule] = {
    "exp": _exp,
    "log": _log,
    "abs": _abs,
    "sgn": _sgn,
    "sin": _sin,
    "cos": _cos,
    "tan": _tan,
    "arcsin": _odd(sympy.asin),
    "arccos": _arccos,
    "arctan": _odd(sympy.atan),
    "tanh": _odd(sympy.tanh),
    "arctanh": _odd(sympy.atanh),
    "sinh": _odd(sympy.sinh),
    "cosh": _even(sympy.cosh),
    "sigmoid": _sigmoid,
    "arcsinh": _odd(sympy.asinh),
    "erf": _odd(sympy.erf),
    "langevin": _odd(FORMS["langevin"]),
    "j1": _odd(FORMS["j1"]),
    "j0": _even(FORMS["j0"]),
    "sinc": _even(sympy.sinc),
    "sech2": _even(FORMS["sech2"]),
    "lorentz": _even(FORMS["lorentz"]),
    "sqrt(1+x^2)": _even(FORMS["sqrt(1+x^2)"]),
    "1/sqrt(1+x^2)": _even(FORMS["1/sqrt(1+x^2)"]),
    "sqrt(1-x^2)": _even(FORMS["sqrt(1-x^2)"]),
    "1/sqrt(1-x^2)": _even(FORMS["1/sqrt(1-x^2)"]),
    "gaussian": _gaussian,
    "0": _nothing,
}
