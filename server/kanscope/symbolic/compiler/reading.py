"""From a SymPy expression to the nodes and curves that compute it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import sympy
import torch
from sympy import Expr

from kanscope.kan.functions import catalogue
from kanscope.symbolic.compiler.graph import Curve, Graph, Sum, value_of
from kanscope.symbolic.compiler.vocabulary import CALLS, POWERS, REWRITTEN, known

HIGHEST = 5
"""The largest power an edge can carry."""
MOST_FACTORS = 40
SAFE_EXPONENT = 300.0


class Reader:
    """Reads expressions over the same input symbols into one graph, sharing what they share.

    arity: the most factors a node may multiply, 2 or more; None: any number.
    """

    def __init__(self, inputs: Sequence[str], arity: int | None = None) -> None:
        self.graph = Graph(len(inputs))
        self.arity = arity or MOST_FACTORS
        self._place = {name: k for k, name in enumerate(inputs)}

    def read(self, expression: Expr) -> Sum:
        """What the expression computes. ValueError: it is not real, or has a part no edge can carry."""
        if expression.is_number:
            return Sum(_real(expression))
        if expression.is_Symbol:
            return value_of(self._input(expression.name))
        if expression.is_Add:
            return sum((self.read(part) for part in expression.args), Sum())
        if expression.is_Mul:
            return self.product([self.read(part) for part in expression.args])
        if expression.is_Pow:
            return self._power(*expression.args)
        return self._call(expression)

    def product(self, factors: Sequence[Sum]) -> Sum:
        """All factors multiplied; those that are numbers by scaling alone."""
        scale = math.prod(factor.constant for factor in factors if not factor.terms)
        others = [factor for factor in factors if factor.terms]
        if len(others) > MOST_FACTORS:
            raise ValueError(f"formula: a product of {len(others)} factors, {MOST_FACTORS} are possible")
        if not others or scale == 0:
            return Sum(scale)
        return self._multiplied(others).times(scale)

    def _multiplied(self, factors: Sequence[Sum]) -> Sum:
        """One node, or a tree of them where one may not have so many factors: shallow ones first."""
        left = list(factors)
        while len(left) > self.arity:
            left.sort(key=self.graph.reach)
            left = [*left[self.arity :], value_of(self.graph.node(*left[: self.arity]))]
        return left[0] if len(left) == 1 else value_of(self.graph.node(*left))

    def applied(self, function: str, inner: Sum) -> Sum:
        """f(inner), along an edge from the node inner is, or from a new one."""
        if not inner.terms:
            return Sum(_at(function, inner.constant))
        node, a, b = inner.line() or (self.graph.node(inner), 1.0, 0.0)
        if function == "x":
            return inner
        return Sum(0.0, {Curve(node, function, a, b): 1.0})

    def _input(self, name: str) -> int:
        if name not in self._place:
            raise ValueError(f"inputs: {name} occurs in the formula, but the inputs are {[*self._place]}")
        return self._place[name]

    def _call(self, expression: Expr) -> Sum:
        if expression.func in REWRITTEN:
            return self.read(REWRITTEN[expression.func](*expression.args))
        if expression.func not in CALLS or len(expression.args) != 1:
            raise ValueError(f"formula: {expression.func} is no function of edges; known are {known()}")
        inner = self.read(expression.args[0])
        bell = _bell(inner) if expression.func is sympy.exp else None
        return bell or self.applied(CALLS[expression.func], inner)

    def _power(self, base: Expr, exponent: Expr) -> Sum:
        if exponent.is_number:
            return self._fixed_power(self.read(base), _real(exponent))
        log = self.applied("log", self.read(base))
        return self.applied("exp", self.product([self.read(exponent), log]))

    def _fixed_power(self, base: Sum, exponent: float) -> Sum:
        """zᵖ: an edge, a product of edges where p is large, exp(p·log z) where p is no half of a whole."""
        if exponent == -1:
            logistic = _logistic(base)
            if logistic:
                return logistic
        if not (2 * exponent).is_integer():
            return self.applied("exp", self.applied("log", base).times(exponent))
        return self.product([self.applied(POWERS[part], base) for part in _parts(exponent)])


def _parts(exponent: float) -> list[float]:
    """Powers an edge can carry, all of one sign, that add up to the exponent (a multiple of ½)."""
    if exponent in POWERS:
        return [exponent]
    sign, rest = math.copysign(1.0, exponent), abs(exponent)
    half = [sign * 0.5] if rest % 1 else []
    fives, one = divmod(int(rest), HIGHEST)
    if fives > MOST_FACTORS:
        raise ValueError(f"formula: a power of {exponent:g}, {HIGHEST * MOST_FACTORS} is possible")
    return [sign * HIGHEST] * fives + ([sign * one] if one else []) + half


def _bell(inner: Sum) -> Sum | None:
    """exp(k - s·z²) as eᵏ·gaussian(√s·z), where inner is that."""
    [*curves] = inner.terms.items()
    if len(curves) != 1 or curves[0][0].function != "x^2" or curves[0][1] > 0:
        return None
    curve, width = curves[0][0], math.sqrt(-curves[0][1])
    if abs(inner.constant) > SAFE_EXPONENT:
        return None
    bell = Curve(curve.node, "gaussian", width * curve.a, width * curve.b)
    return Sum(0.0, {bell: math.exp(inner.constant)})


def _logistic(base: Sum) -> Sum | None:
    """1/(k + s·exp(z)) as sigmoid(log(k/s) - z)/k for positive k and s, where base is that."""
    [*curves] = base.terms.items()
    if len(curves) != 1 or curves[0][0].function != "exp" or min(base.constant, curves[0][1]) <= 0:
        return None
    curve, shift = curves[0][0], math.log(base.constant) - math.log(curves[0][1])
    return Sum(0.0, {Curve(curve.node, "sigmoid", -curve.a, shift - curve.b): 1 / base.constant})


def _real(number: Expr) -> float:
    value = complex(number.evalf()) if number.is_finite is not False else complex(math.nan)
    if value.imag or not math.isfinite(value.real):
        raise ValueError(f"formula: {number} is no finite real number")
    return value.real


def _at(function: str, z: float) -> float:
    value = float(catalogue.function(function).value(torch.tensor(z, dtype=torch.float64)))
    if not math.isfinite(value):
        raise ValueError(f"formula: {function} of {z:g} is no finite real number")
    return value
