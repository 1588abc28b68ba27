"""A formula whose decimals are open again: what is exact in it (whole numbers, fractions, π) stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr, Symbol

from kanscope.symbolic.discovery.tape import Tape

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Opened:
    """Residuals by the decimals of a formula on some rows, in units of the target's spread (see `Fitted`)."""

    expression: Expr
    symbols: tuple[Symbol, ...]
    inputs: tuple[Symbol, ...]
    values: Vector
    _tape: Tape
    _x: Matrix
    _y: Vector
    _unit: float

    @property
    def names(self) -> tuple[str, ...]:
        """The decimals' places, c_0, c_1, …"""
        return tuple(symbol.name for symbol in self.symbols)

    def residuals(self, values: Vector) -> Vector:
        """(value - y)/spread, (n,)."""
        residuals: Vector = (self._tape.values(values, self._x) - self._y) / self._unit
        return residuals

    def jacobian(self, values: Vector) -> Matrix:
        """∂residuals/∂values, (n, p)."""
        slopes: Matrix = self._tape.jacobian(values, self._x)[1] / self._unit
        return slopes

    def elsewhere(self, values: Vector, columns: Mapping[str, Vector]) -> Vector:
        """The formula on other rows."""
        return self._tape.values(values, np.stack([columns[symbol.name] for symbol in self.inputs], 1))


def opened(expression: Expr, columns: Mapping[str, Vector], y: Vector) -> Opened:
    """`expression` over `columns` by symbol name, beside y. ValueError: a part without derivatives."""
    floats = sorted(expression.atoms(sympy.Float), key=float)
    symbols = tuple(sympy.Symbol(f"c_{k}", real=True) for k in range(len(floats)))
    open_ = expression.xreplace(dict(zip(floats, symbols, strict=True)))
    inputs = tuple(sorted(expression.free_symbols, key=lambda symbol: symbol.name))
    x = np.stack([columns[symbol.name] for symbol in inputs], 1)
    tape = Tape(open_, symbols, inputs)
    unit = float(np.std(y)) or 1.0
    return Opened(open_, symbols, inputs, np.array([float(f) for f in floats]), tape, x, y, unit)
