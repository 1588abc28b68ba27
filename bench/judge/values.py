"""What an expression is worth on rows, with its constants held out so that they can be moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

Values = NDArray[np.float64]

try:
    from scipy import special
except ImportError:  # the special functions are then simply not known
    special = None

CALLS: Mapping[type[Expr], Callable[..., Values]] = {
    sympy.exp: np.exp,
    sympy.log: np.log,
    sympy.sin: np.sin,
    sympy.cos: np.cos,
    sympy.tan: np.tan,
    sympy.cot: lambda z: 1 / np.tan(z),
    sympy.sec: lambda z: 1 / np.cos(z),
    sympy.csc: lambda z: 1 / np.sin(z),
    sympy.asin: np.arcsin,
    sympy.acos: np.arccos,
    sympy.atan: np.arctan,
    sympy.acot: lambda z: np.arctan(1 / z),
    sympy.sinh: np.sinh,
    sympy.cosh: np.cosh,
    sympy.tanh: np.tanh,
    sympy.coth: lambda z: 1 / np.tanh(z),
    sympy.sech: lambda z: 1 / np.cosh(z),
    sympy.csch: lambda z: 1 / np.sinh(z),
    sympy.asinh: np.arcsinh,
    sympy.acosh: np.arccosh,
    sympy.atanh: np.arctanh,
    sympy.Abs: np.abs,
    sympy.sign: np.sign,
    sympy.Max: lambda *z: reduce(np.maximum, z),
    sympy.Min: lambda *z: reduce(np.minimum, z),
}
SPECIAL = {
    sympy.erf: "erf",
    sympy.erfc: "erfc",
    sympy.besselj: "jv",
    sympy.bessely: "yv",
    sympy.besseli: "iv",
    sympy.besselk: "kv",
}


class Unknown(ValueError):
    """A part of the expression that cannot be evaluated here."""


@dataclass(frozen=True)
class Evaluated:
    """An expression as a function of its own constants, each place by itself.

    `constants` are the decimals and fractions in the order they are met; whole numbers, π and e stand fast.
    """

    expression: Expr
    constants: tuple[float, ...]

    @classmethod
    def of(cls, expression: Expr) -> Evaluated:
        """With the constants it has."""
        return cls(expression, tuple(_constants(expression)))

    def __call__(self, columns: Mapping[str, Values], constants: Values | None = None) -> Values:
        """One value a row, nan where there is none."""
        given = iter(self.constants if constants is None else constants)
        with np.errstate(all="ignore"):
            value = _value(self.expression, columns, given)
        return np.broadcast_to(np.asarray(value, dtype=np.float64), np.shape(next(iter(columns.values()))))


def free(node: Expr) -> bool:
    """Whether this is a constant that may be moved."""
    return bool(node.is_Float or (node.is_Rational and not node.is_Integer))


def _constants(node: Expr) -> Iterator[float]:
    if free(node):
        yield float(node)
    for part in node.args:
        yield from _constants(part)


def _value(node: Expr, columns: Mapping[str, Values], constants: Iterator[float]) -> Values:
    if free(node):
        return np.asarray(next(constants))
    if node.is_Symbol:
        return columns[node.name]
    if not node.args:
        return np.asarray(float(node) if node.is_finite is not False else np.nan)
    parts = [_value(part, columns, constants) for part in node.args]
    if node.is_Add:
        return reduce(np.add, parts)
    if node.is_Mul:
        return reduce(np.multiply, parts)
    if node.is_Pow:
        return np.power(*parts)
    return _function(node.func)(*parts)


def _function(head: type[Expr]) -> Callable[..., Values]:
    if head in CALLS:
        return CALLS[head]
    if head in SPECIAL and special is not None:
        found: Callable[..., Values] = getattr(special, SPECIAL[head])
        return found
    raise Unknown(f"{head} cannot be evaluated")
