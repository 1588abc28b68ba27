"""Constants of a formula that is still being found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from sympy import Expr, Symbol


@dataclass
class Constants:
    """New constants with their present numbers; no two of one maker share a name."""

    numbers: dict[Symbol, float] = field(default_factory=dict)
    serial: count[int] = field(default_factory=count)

    def __call__(self, number: float) -> Symbol:
        """A symbol for the number."""
        symbol = Symbol(f"_c{next(self.serial)}", real=True)
        self.numbers[symbol] = float(number)
        return symbol

    def beside(self, numbers: Mapping[Symbol, float]) -> Constants:
        """A maker that knows these numbers and goes on counting where this one is."""
        return Constants(dict(numbers), self.serial)


@dataclass(frozen=True)
class Draft:
    """A formula with free constants and the numbers they have now."""

    expression: Expr
    numbers: Mapping[Symbol, float]
