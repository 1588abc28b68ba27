"""Values of an expression on columns of numbers, by NumPy and a table: no code is made from text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

import numpy as np
import sympy
import torch
from numpy.typing import NDArray
from sympy import Expr

from kanscope.kan.functions import bessel_values

Column = NDArray[np.float64]

CALLS: dict[type[Expr], str] = {
    sympy.exp: "exp",
    sympy.log: "log",
    sympy.Abs: "abs",
    sympy.sign: "sign",
    sympy.sin: "sin",
    sympy.cos: "cos",
    sympy.tan: "tan",
    sympy.asin: "arcsin",
    sympy.acos: "arccos",
    sympy.atan: "arctan",
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.tanh: "tanh",
    sympy.atanh: "arctanh",
    sympy.asinh: "arcsinh",
}
"""SymPy's function → NumPy's name for it."""

SPECIAL: dict[type[Expr], Callable[[Column], Column]] = {
    sympy.erf: lambda z: _by_torch(torch.erf, z),
    sympy.sinc: lambda z: np.sinc(z / np.pi),
    sympy.coth: lambda z: 1 / np.tanh(z),
}
"""Those for which NumPy has no name of its own."""

BESSEL: dict[tuple[type[Expr], int], Callable[[torch.Tensor], torch.Tensor]] = {
    (sympy.besselj, 0): bessel_values.j0,
    (sympy.besselj, 1): bessel_values.j1,
    (sympy.bessely, 0): bessel_values.y0,
    (sympy.bessely, 1): bessel_values.y1,
}
"""SymPy's function and its order → ours."""


def values(expression: Expr, columns: Mapping[str, Column]) -> Column:
    """The expression's value on every row; `columns` by symbol name. nan and inf where it is not defined.

    KeyError: a symbol without a column. ValueError: something that has no value, such as an unnamed function.
    """
    return Evaluator(columns, remembers=False)(expression)


class Evaluator:
    """Values of expressions on the same columns; with `remembers` a part they share is computed once."""

    def __init__(self, columns: Mapping[str, Column], *, remembers: bool = True) -> None:
        self.columns = columns
        self.known: dict[Expr, Column] | None = {} if remembers else None

    def __call__(self, expression: Expr) -> Column:
        """As `values`."""
        with np.errstate(all="ignore"):
            value = self._value(expression)
        shapes = (column.shape for column in self.columns.values())
        return np.broadcast_to(np.asarray(value, dtype=np.float64), np.broadcast_shapes(*shapes, value.shape))

    def _value(self, node: Expr) -> Column:
        if self.known is None:
            return self._computed(node)
        if node not in self.known:
            self.known[node] = self._computed(node)
        return self.known[node]

    def _computed(self, node: Expr) -> Column:
        if node.is_Symbol:
            return self.columns[node.name]
        if node.is_number and not node.args:
            return np.asarray(float(node))
        parts = [self._value(part) for part in node.args]
        if node.is_Add:
            return reduce(np.add, parts)
        if node.is_Mul:
            return reduce(np.multiply, parts)
        return _power(node.exp, *parts) if node.is_Pow else _call(node, parts[-1])


def _power(exponent: Expr, base: Column, value: Column) -> Column:
    if exponent == sympy.Rational(1, 2):
        return np.sqrt(base)
    return np.power(base, value)


def _by_torch(function: Callable[[torch.Tensor], torch.Tensor], z: Column) -> Column:
    result: Column = function(torch.from_numpy(np.ascontiguousarray(z))).numpy()
    return result.reshape(np.shape(z))


def _call(node: Expr, argument: Column) -> Column:
    if len(node.args) == 2 and (bessel := BESSEL.get((node.func, node.args[0]))):
        return _by_torch(bessel, argument)
    if node.func in SPECIAL:
        return SPECIAL[node.func](argument)
    if node.func not in CALLS:
        raise ValueError(f"{node.func}: has no numeric value")
    result: Column = getattr(np, CALLS[node.func])(argument)
    return result
