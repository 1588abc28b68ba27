"""No power in a formula may stand for a number whose digits would fill the memory."""

from __future__ import annotations

import math

from kanscope.language.constants import constant
from kanscope.language.error import FormulaError
from kanscope.language.tree import Call, Tree

LARGEST_EXPONENT = 64
LARGEST_DEGREE = 4096
"""Exponents inside exponents multiply; this is the most they may come to."""


def check_power(power: Call, position: int) -> None:
    """FormulaError: an exponent beyond ±64, powers of powers beyond 4096, a constant power too large or
    small.
    """
    exponent = constant(power.arguments[1])
    if exponent is not None and not abs(exponent) <= LARGEST_EXPONENT:
        raise FormulaError("too_large", f"an exponent beyond ±{LARGEST_EXPONENT}", position)
    if degree(power) > LARGEST_DEGREE:
        raise FormulaError("too_large", f"powers of powers beyond {LARGEST_DEGREE}", position)
    value = constant(power)
    if value is not None and not math.isfinite(value):
        raise FormulaError("too_large", "a constant that is too large, too small or undefined", position)


def degree(tree: Tree) -> float:
    """The largest product of exponents one inside the other."""
    if not isinstance(tree, Call):
        return 1.0
    parts = [degree(part) for part in tree.arguments]
    if tree.operation != "^":
        return max(parts)
    exponent = constant(tree.arguments[1])
    return max(parts[0] * max(abs(exponent if exponent is not None else 1.0), 1.0), parts[1])
