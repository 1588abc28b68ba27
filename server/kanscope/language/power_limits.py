"""No power in a formula may stand for a number whose digits would fill the memory."""

from __future__ import annotations

import math
from typing import NamedTuple

from kanscope.language.constants import applied
from kanscope.language.error import FormulaError
from kanscope.language.tree import Call, Number, Tree, Variable

LARGEST_EXPONENT = 64
LARGEST_DEGREE = 4096
"""Exponents inside exponents multiply; this is the most they may come to."""


class Measure(NamedTuple):
    """`constant`: the value of a tree without variables, else None. `degree`: the largest product of
    exponents one inside the other.
    """

    constant: float | None
    degree: float


class PowerLimits:
    """Of one formula while it is read: every part is measured once, however often powers contain it."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Tree, Measure]] = {}  # with the trees, so that no id is given twice

    def check(self, power: Call, position: int) -> None:
        """FormulaError: an exponent beyond ±64, powers of powers beyond 4096, a constant power too large or
        small.
        """
        exponent = self.measure(power.arguments[1]).constant
        if exponent is not None and not abs(exponent) <= LARGEST_EXPONENT:
            raise FormulaError("too_large", f"an exponent beyond ±{LARGEST_EXPONENT}", position)
        value, degree = self.measure(power)
        if degree > LARGEST_DEGREE:
            raise FormulaError("too_large", f"powers of powers beyond {LARGEST_DEGREE}", position)
        if value is not None and not math.isfinite(value):
            raise FormulaError("too_large", "a constant that is too large, too small or undefined", position)

    def measure(self, tree: Tree) -> Measure:
        """Of any part of the formula."""
        if isinstance(tree, Number):
            return Measure(tree.value, 1.0)
        if isinstance(tree, Variable):
            return Measure(None, 1.0)
        if id(tree) not in self._known:
            parts = [self.measure(part) for part in tree.arguments]
            self._known[id(tree)] = (tree, _measured(tree.operation, parts))
        return self._known[id(tree)][1]


def _measured(operation: str, parts: list[Measure]) -> Measure:
    known = [part.constant for part in parts if part.constant is not None]
    value = applied(operation, known) if len(known) == len(parts) else None
    if operation != "^":
        return Measure(value, max(part.degree for part in parts))
    base, exponent = parts
    times = 1.0 if exponent.constant is None else max(abs(exponent.constant), 1.0)
    return Measure(value, max(base.degree * times, exponent.degree))
