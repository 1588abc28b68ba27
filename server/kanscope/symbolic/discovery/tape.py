"""An expression as a list of steps over columns of numbers: its values and its derivatives by constants.

No code is made from text: every step is looked up in a table. Derivatives run backwards through the steps, so
that all of them together cost about as much as three evaluations, however many constants there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import sympy
from jaxtyping import Float
from numpy.typing import NDArray
from sympy import Expr, Symbol

Column = NDArray[np.float64]
Unary = Callable[[Column], Column]
Slope = Callable[[Column, Column], Column]
"""(argument, value) → derivative."""

UNARY: Mapping[type[Expr], tuple[Unary, Slope]] = {
    sympy.exp: (np.exp, lambda z, v: v),
    sympy.log: (np.log, lambda z, v: 1 / z),
    sympy.sin: (np.sin, lambda z, v: np.cos(z)),
    sympy.cos: (np.cos, lambda z, v: -np.sin(z)),
    sympy.tan: (np.tan, lambda z, v: 1 + v * v),
    sympy.asin: (np.arcsin, lambda z, v: 1 / np.sqrt(1 - z * z)),
    sympy.acos: (np.arccos, lambda z, v: -1 / np.sqrt(1 - z * z)),
    sympy.atan: (np.arctan, lambda z, v: 1 / (1 + z * z)),
    sympy.sinh: (np.sinh, lambda z, v: np.cosh(z)),
    sympy.cosh: (np.cosh, lambda z, v: np.sinh(z)),
    sympy.tanh: (np.tanh, lambda z, v: 1 - v * v),
    sympy.atanh: (np.arctanh, lambda z, v: 1 / (1 - z * z)),
    sympy.Abs: (np.abs, lambda z, v: np.sign(z)),
    sympy.sign: (np.sign, lambda z, v: np.zeros_like(z)),
}
ROOTS: Mapping[float, Unary] = {0.5: np.sqrt, -1.0: np.reciprocal, 2.0: np.square}


class Tape:
    """`expression` over `inputs` (columns) and `constants` (numbers), to be evaluated again and again.

    ValueError: a symbol that is neither, or a function without numbers.
    """

    def __init__(self, expression: Expr, constants: Sequence[Symbol], inputs: Sequence[Symbol]) -> None:
        self.constants, self._inputs = tuple(constants), tuple(inputs)
        self._place: dict[Expr, int] = {symbol: k for k, symbol in enumerate((*constants, *inputs))}
        self._steps: list[tuple[Expr, tuple[int, ...]]] = []
        self._root = self._add(expression)

    def values(self, numbers: Float[Column, " p"], x: Float[Column, "N n"]) -> Float[Column, " N"]:
        """The expression on every row; nan and inf where it is not defined."""
        with np.errstate(all="ignore"):
            return self._full(self._forward(numbers, x)[self._root], len(x))

    def jacobian(
        self, numbers: Float[Column, " p"], x: Float[Column, "N n"]
    ) -> tuple[Float[Column, " N"], Float[Column, "N p"]]:
        """Values and their derivatives by every constant."""
        with np.errstate(all="ignore"):
            known = self._forward(numbers, x)
            adjoint = self._backward(known)
        columns = [self._full(adjoint[k], len(x)) for k in range(len(self.constants))]
        slopes = np.stack(columns, 1) if columns else np.empty((len(x), 0))
        return self._full(known[self._root], len(x)), slopes

    def _full(self, value: Column, rows: int) -> Column:
        return np.ascontiguousarray(np.broadcast_to(value, (rows,)))

    def _add(self, node: Expr) -> int:
        if node not in self._place:
            if node.is_Symbol:
                raise ValueError(f"expression: {node} is neither a constant nor an input")
            parts = () if node.is_number and not node.args else tuple(self._add(part) for part in node.args)
            if parts and not (node.is_Add or node.is_Mul or node.is_Pow or node.func in UNARY):
                raise ValueError(f"expression: {node.func} has no numeric value")
            self._place[node] = len(self._place)
            self._steps.append((node, parts))
        return self._place[node]

    def _forward(self, numbers: Column, x: Column) -> list[Column]:
        known: list[Column] = [np.asarray(number, dtype=np.float64) for number in numbers]
        known += [x[:, k] for k in range(len(self._inputs))]
        for node, parts in self._steps:
            known.append(_value(node, [known[part] for part in parts]))
        return known

    def _backward(self, known: list[Column]) -> list[Column]:
        adjoint: list[Column] = [np.zeros(())] * len(known)
        adjoint[self._root] = np.ones(())
        first = len(known) - len(self._steps)
        moving = self._moving(first)
        for k in range(len(self._steps) - 1, -1, -1):
            node, parts = self._steps[k]
            if moving[first + k]:
                slopes = _slopes(node, [known[part] for part in parts], known[first + k])
                for part, slope in zip(parts, slopes, strict=True):
                    if moving[part]:
                        adjoint[part] = adjoint[part] + adjoint[first + k] * slope
        return adjoint

    def _moving(self, first: int) -> list[bool]:
        """Which steps depend on a constant."""
        moving = [k < len(self.constants) for k in range(first)]
        for _, parts in self._steps:
            moving.append(any(moving[part] for part in parts))
        return moving


def _value(node: Expr, parts: list[Column]) -> Column:
    if not parts:
        return np.asarray(float(node))
    if node.is_Add:
        return sum(parts[1:], parts[0])
    if node.is_Mul:
        result = parts[0]
        for part in parts[1:]:
            result = result * part
        return result
    if node.is_Pow:
        return _power(node, *parts)
    return UNARY[node.func][0](parts[0])


def _power(node: Expr, base: Column, exponent: Column) -> Column:
    root = ROOTS.get(float(exponent)) if node.exp.is_number else None
    return root(base) if root else np.power(base, exponent)


def _slopes(node: Expr, parts: list[Column], value: Column) -> list[Column]:
    """Derivatives of one step by its parts."""
    if node.is_Add:
        return [np.ones(())] * len(parts)
    if node.is_Mul:
        return [_others(parts, k) for k in range(len(parts))]
    if node.is_Pow:
        base, exponent = parts
        by_base = exponent * np.power(base, exponent - 1)
        return [by_base, np.zeros(()) if node.exp.is_number else value * np.log(base)]
    return [UNARY[node.func][1](parts[0], value)]


def _others(parts: list[Column], k: int) -> Column:
    result: Column = np.ones(())
    for i, part in enumerate(parts):
        if i != k:
            result = result * part
    return result
