"""An expression as a list of instructions: values on all rows, and their exact derivatives by its constants.

Forward differentiation: beside every value (n,) go the tangents ∂value/∂c of the constants c that reach it.
No code is made from text; each instruction is looked up by what SymPy calls the operation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr, Symbol

Column = NDArray[np.float64]
Tangents = dict[int, Column]
Rule = tuple[Callable[[Column], Column], Callable[[Column, Column], Column]]
"""f(z), and f'(z) given z and f(z)."""

RULES: dict[type[Expr], Rule] = {
    sympy.exp: (np.exp, lambda z, f: f),
    sympy.log: (np.log, lambda z, f: 1 / z),
    sympy.sin: (np.sin, lambda z, f: np.cos(z)),
    sympy.cos: (np.cos, lambda z, f: -np.sin(z)),
    sympy.tan: (np.tan, lambda z, f: 1 + f * f),
    sympy.asin: (np.arcsin, lambda z, f: 1 / np.sqrt(1 - z * z)),
    sympy.acos: (np.arccos, lambda z, f: -1 / np.sqrt(1 - z * z)),
    sympy.atan: (np.arctan, lambda z, f: 1 / (1 + z * z)),
    sympy.sinh: (np.sinh, lambda z, f: np.cosh(z)),
    sympy.cosh: (np.cosh, lambda z, f: np.sinh(z)),
    sympy.tanh: (np.tanh, lambda z, f: 1 - f * f),
    sympy.atanh: (np.arctanh, lambda z, f: 1 / (1 - z * z)),
    sympy.Abs: (np.abs, lambda z, f: np.sign(z)),
    sympy.sign: (np.sign, lambda z, f: np.zeros_like(z)),
}


@dataclass(frozen=True)
class _Step:
    """One instruction: the node computed, and the places of its parts."""

    node: Expr
    parts: tuple[int, ...]


class Tape:
    """`expression` over `columns` (name → rows) with `constants` left open.

    ValueError: the expression holds something without a rule.
    """

    def __init__(self, expression: Expr, columns: Mapping[str, Column], constants: Sequence[Symbol]) -> None:
        self._columns = columns
        self._rows = len(next(iter(columns.values())))
        self._place = {constant: k for k, constant in enumerate(constants)}
        self._steps: list[_Step] = []
        self._known: dict[Expr, int] = {}
        self._last = self._write(expression)

    def value(self, values: Sequence[float] | Column) -> Column:
        """The expression on every row, (n,); nan and inf where it is not defined."""
        return self._run(values, slopes=False)[0]

    def with_slopes(self, values: Sequence[float] | Column) -> tuple[Column, Column]:
        """The value (n,) and the Jacobian (n, number of constants)."""
        value, tangents = self._run(values, slopes=True)
        jacobian = np.zeros((self._rows, len(self._place)))
        for k, tangent in tangents.items():
            jacobian[:, k] = tangent
        return value, jacobian

    def _write(self, node: Expr) -> int:
        if node not in self._known:
            parts = tuple(self._write(part) for part in node.args)
            if node.args and not (node.is_Add or node.is_Mul or node.is_Pow or node.func in RULES):
                raise ValueError(f"{node.func} has no rule")
            self._steps.append(_Step(node, parts))
            self._known[node] = len(self._steps) - 1
        return self._known[node]

    def _run(self, values: Sequence[float] | Column, *, slopes: bool) -> tuple[Column, Tangents]:
        done: list[tuple[Column, Tangents]] = []
        with np.errstate(all="ignore"):
            for step in self._steps:
                done.append(self._computed(step, [done[k] for k in step.parts], values, slopes))
        value, tangents = done[self._last]
        return np.broadcast_to(value, (self._rows,)), tangents

    def _computed(
        self,
        step: _Step,
        parts: list[tuple[Column, Tangents]],
        values: Sequence[float] | Column,
        slopes: bool,
    ) -> tuple[Column, Tangents]:
        node = step.node
        if not parts:
            return self._leaf(node, values)
        if node.is_Add:
            return _sum(parts)
        if node.is_Mul:
            return _product(parts)
        if node.is_Pow:
            return _power(node, parts[0], parts[1])
        (z, inner), (f, slope) = parts[0], RULES[node.func]
        value = f(z)
        return value, _times(inner, slope(z, value)) if slopes and inner else {}

    def _leaf(self, node: Expr, values: Sequence[float] | Column) -> tuple[Column, Tangents]:
        if node in self._place:
            k = self._place[node]
            return np.asarray(float(values[k])), {k: np.asarray(1.0)}
        if node.is_Symbol:
            return self._columns[node.name], {}
        return np.asarray(float(node)), {}


def _times(tangents: Tangents, factor: Column) -> Tangents:
    return {k: tangent * factor for k, tangent in tangents.items()}


def _added(one: Tangents, other: Tangents) -> Tangents:
    return one | {k: one[k] + tangent if k in one else tangent for k, tangent in other.items()}


def _sum(parts: list[tuple[Column, Tangents]]) -> tuple[Column, Tangents]:
    value, tangents = parts[0]
    for other, more in parts[1:]:
        value, tangents = value + other, _added(tangents, more)
    return value, tangents


def _product(parts: list[tuple[Column, Tangents]]) -> tuple[Column, Tangents]:
    value, tangents = parts[0]
    for other, more in parts[1:]:
        tangents = _added(_times(tangents, other), _times(more, value))
        value = value * other
    return value, tangents


def _power(
    node: Expr, base: tuple[Column, Tangents], exponent: tuple[Column, Tangents]
) -> tuple[Column, Tangents]:
    (z, inner), (p, outer) = base, exponent
    value = _raised(node.exp, z, p)
    tangents = _times(inner, p * _raised(node.exp - 1, z, p - 1)) if inner else {}
    return value, _added(tangents, _times(outer, value * np.log(z))) if outer else tangents


def _raised(exponent: Expr, z: Column, p: Column) -> Column:
    if exponent.is_Integer and abs(int(exponent)) <= 8:
        return _whole(z, int(exponent))
    return np.sqrt(z) if exponent == sympy.Rational(1, 2) else np.power(z, p)


def _whole(z: Column, exponent: int) -> Column:
    """zⁿ by multiplication, an order of magnitude quicker than `power`."""
    value = np.ones_like(z)
    for _ in range(abs(exponent)):
        value = value * z
    return 1 / value if exponent < 0 else value
