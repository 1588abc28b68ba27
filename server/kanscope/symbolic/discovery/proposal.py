"""A formula some idea proposes: its form, its open constants, and where they start."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy
from sympy import Expr, Symbol


@dataclass
class Constants:
    """Makes fresh constants c₀, c₁, … and remembers what each starts from."""

    values: dict[Symbol, float] = field(default_factory=dict)

    def __call__(self, value: float) -> Symbol:
        symbol = sympy.Symbol(f"c_{len(self.values)}", real=True)
        self.values[symbol] = float(value)
        return symbol


@dataclass(frozen=True)
class Proposal:
    """`expression` over columns and constants; `start` holds the constants' first values."""

    expression: Expr
    start: dict[Symbol, float]
    idea: str
