"""The SymPy form of every function, built from SymPy objects."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import sympy
from sympy import Expr

from kanscope.language.function_text import VARIABLE, Custom, Shaped, read_function
from kanscope.symbolic.written import expression, number

_HALF = sympy.Rational(1, 2)


def _power(exponent: Expr) -> Callable[[Expr], Expr]:
    def form(z: Expr) -> Expr:
        return sympy.Pow(z, exponent)

    return form


def _gaussian(z: Expr) -> Expr:
    return sympy.exp(-(z**2))


def _sigmoid(z: Expr) -> Expr:
    return 1 / (1 + sympy.exp(-z))


def _softplus(z: Expr) -> Expr:
    return sympy.log(1 + sympy.exp(z))


def _relu(z: Expr) -> Expr:
    return (z + sympy.Abs(z)) / 2


def _langevin(z: Expr) -> Expr:
    return sympy.coth(z) - 1 / z


def _sech2(z: Expr) -> Expr:
    return sympy.cosh(z) ** -2


def _j0(z: Expr) -> Expr:
    return sympy.besselj(0, z)


def _j1(z: Expr) -> Expr:
    return sympy.besselj(1, z)


def _y0(z: Expr) -> Expr:
    return sympy.bessely(0, z)


def _hill(z: Expr, n: Expr) -> Expr:
    return z**n / (1 + z**n)


def _zero(z: Expr) -> Expr:
    return sympy.S.Zero


EXPONENTS: dict[str, Expr] = {
    "x": sympy.Integer(1),
    "x^2": sympy.Integer(2),
    "x^3": sympy.Integer(3),
    "x^4": sympy.Integer(4),
    "x^5": sympy.Integer(5),
    "1/x": sympy.Integer(-1),
    "1/x^2": sympy.Integer(-2),
    "1/x^3": sympy.Integer(-3),
    "1/x^4": sympy.Integer(-4),
    "1/x^5": sympy.Integer(-5),
    "sqrt": _HALF,
    "x^0.5": _HALF,
    "x^1.5": sympy.Rational(3, 2),
    "1/sqrt(x)": -_HALF,
    "1/x^0.5": -_HALF,
}
"""The functions that are powers."""

FORMS: dict[str, Callable[[Expr], Expr]] = {
    **{name: _power(exponent) for name, exponent in EXPONENTS.items()},
    "exp": sympy.exp,
    "log": sympy.log,
    "abs": sympy.Abs,
    "sgn": sympy.sign,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "arcsin": sympy.asin,
    "arccos": sympy.acos,
    "arctan": sympy.atan,
    "tanh": sympy.tanh,
    "arctanh": sympy.atanh,
    "cosh": sympy.cosh,
    "sinh": sympy.sinh,
    "sigmoid": _sigmoid,
    "gaussian": _gaussian,
    "arcsinh": sympy.asinh,
    "sech2": _sech2,
    "erf": sympy.erf,
    "softplus": _softplus,
    "relu": _relu,
    "sqrt(1+x^2)": lambda z: sympy.sqrt(1 + z**2),
    "1/sqrt(1+x^2)": lambda z: 1 / sympy.sqrt(1 + z**2),
    "sqrt(1-x^2)": lambda z: sympy.sqrt(1 - z**2),
    "1/sqrt(1-x^2)": lambda z: 1 / sympy.sqrt(1 - z**2),
    "lorentz": lambda z: 1 / (1 + z**2),
    "michaelis": lambda z: z / (1 + z),
    "langevin": _langevin,
    "arrhenius": lambda z: sympy.exp(-1 / z),
    "planck": lambda z: 1 / (sympy.exp(z) - 1),
    "gompertz": lambda z: sympy.exp(-sympy.exp(-z)),
    "x*exp(-x)": lambda z: z * sympy.exp(-z),
    "x*log(x)": lambda z: z * sympy.log(z),
    "sinc": sympy.sinc,
    "j0": _j0,
    "j1": _j1,
    "y0": _y0,
    "0": _zero,
}
"""name → f(z) as SymPy; as many as the catalogue has."""

SHAPED_FORMS: dict[str, Callable[..., Expr]] = {
    "power": sympy.Pow,
    "powerlog": lambda z, p: z**p * sympy.log(z),
    "hill": _hill,
    "gamma": lambda z, a: z**a * sympy.exp(-z),
    "weibull": lambda z, k: sympy.exp(-(z**k)),
    "pade": lambda z, p: (z + p) / (1 + z**2),
    "damped": lambda z, b: sympy.exp(b * z) * sympy.sin(z),
}
"""name → f(z, numbers …) as SymPy."""


def form(text: str) -> Callable[[Expr], Expr]:
    """f(z) as SymPy of any function. KeyError: no such one. FormulaError: a custom one nobody can read."""
    if text in FORMS:
        return FORMS[text]
    said = read_function(text)
    if isinstance(said, Custom):
        return lambda z: expression(said.tree, {VARIABLE: z}, FORMS)
    if isinstance(said, Shaped) and said.name in SHAPED_FORMS:
        return partial(_shaped, SHAPED_FORMS[said.name], said.numbers)
    raise KeyError(text)


def exponent(text: str) -> Expr | None:
    """p of a function that is zᵖ, else None."""
    if text in EXPONENTS:
        return EXPONENTS[text]
    said = read_function(text)
    return number(said.numbers[0]) if isinstance(said, Shaped) and said.name == "power" else None


def _shaped(family: Callable[..., Expr], numbers: tuple[float, ...], z: Expr) -> Expr:
    return family(z, *(number(value) for value in numbers))
