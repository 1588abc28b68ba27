"""Values of an expression on columns of numbers, by NumPy and a table: no code is made from text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

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
}
"""SymPy's function → NumPy's name for it."""


def values(expression: Expr, columns: Mapping[str, Column]) -> Column:
    """The expression's value on every row; `columns` by symbol name. nan and inf where it is not defined.

    KeyError: a symbol without a column. ValueError: something that has no value, such as an unnamed function.
    """
    with np.errstate(all="ignore"):
        value = _value(expression, columns)
    rows = np.broadcast_shapes(*(column.shape for column in columns.values()), np.shape(value))
    return np.broadcast_to(np.asarray(value, dtype=np.float64), rows)


def _value(node: Expr, columns: Mapping[str, Column]) -> Column:
    if node.is_Symbol:
        return columns[node.name]
    if node.is_number and not node.args:
        return np.asarray(float(node))
    parts = [_value(part, columns) for part in node.args]
    if node.is_Add:
        return reduce(np.add, parts)
    if node.is_Mul:
        return reduce(np.multiply, parts)
    if node.is_Pow:
        return _power(parts[0], node.exp, parts[1])
    if node.func in CALLS:
        result: Column = getattr(np, CALLS[node.func])(parts[0])
        return result
    raise ValueError(f"{node.func}: has no numeric value")


def _power(base: Column, exponent: Expr, value: Column) -> Column:
    if exponent == sympy.Rational(1, 2):
        return np.sqrt(base)
    return np.power(base, value)
