"""Formulas people type: safe to read, exact to evaluate, ready for SymPy."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kanscope.language.constants import check_constants
from kanscope.language.error import FormulaError
from kanscope.language.grammar import read
from kanscope.language.tree import Number, Tree, Variable, variables

if TYPE_CHECKING:
    from sympy import Expr

__all__ = ["Formula", "FormulaError", "parse"]

Column = NDArray[np.float64]


def _sigmoid(z: Column) -> Column:
    return 1 / (1 + np.exp(-z))


def _gaussian(z: Column) -> Column:
    return np.exp(-z * z)


_ONE_ARGUMENT: dict[str, Callable[[Column], Column]] = {
    "neg": np.negative,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "arcsin": np.arcsin,
    "arccos": np.arccos,
    "arctan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "arctanh": np.arctanh,
    "arcsinh": np.arcsinh,
    "erf": np.vectorize(math.erf, otypes=[np.float64]),
    "softplus": lambda z: np.logaddexp(0, z),
    "relu": lambda z: np.maximum(z, 0),
    "sinc": lambda z: np.sinc(z / np.pi),
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sgn": np.sign,
    "gaussian": _gaussian,
    "sigmoid": _sigmoid,
}
_MORE_ARGUMENTS: dict[str, Callable[[Column, Column], Column]] = {
    "+": np.add,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
}


@dataclass(frozen=True)
class Formula:
    """A formula that was read; `variables` are its columns in the order they appear."""

    variables: tuple[str, ...]
    tree: Tree

    def evaluate(self, columns: Mapping[str, Column]) -> Column:
        """The value on every row, nan or ±inf where it is not defined (never a complex number).

        KeyError: a variable without a column. ValueError: columns of different lengths.
        """
        used = {name: np.asarray(columns[name], dtype=np.float64) for name in self.variables}
        with np.errstate(all="ignore"):
            value = _value(self.tree, used)
        anything = used.values() or [np.asarray(column) for column in columns.values()]
        rows = np.broadcast_shapes(np.shape(value), *(column.shape for column in anything))
        return np.array(np.broadcast_to(value, rows), dtype=np.float64)

    def sympy(self) -> Expr:
        """The same as a SymPy expression over real symbols named like the variables.

        FormulaError: a part without variables is too large to be worked out exactly, or is no number.
        """
        # SymPy takes most of a second to load: a process that only evaluates formulas does without.
        from kanscope.symbolic.library import FORMS
        from kanscope.symbolic.written import expression

        check_constants(self.tree)
        return expression(self.tree, {}, FORMS)


def parse(text: str) -> Formula:
    """Read a formula such as "exp(sin(pi*x1) + x2^2)".

    FormulaError: it cannot be read; the error says why, where, and what to write instead.
    """
    tree = read(text)
    return Formula(variables(tree), tree)


def _value(tree: Tree, columns: Mapping[str, Column]) -> Column:
    if isinstance(tree, Number):
        return np.asarray(tree.value)
    if isinstance(tree, Variable):
        return columns[tree.name]
    parts = [_value(part, columns) for part in tree.arguments]
    if tree.operation in _ONE_ARGUMENT:
        return _ONE_ARGUMENT[tree.operation](parts[0])
    return reduce(_MORE_ARGUMENTS[tree.operation], parts)
