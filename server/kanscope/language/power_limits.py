"""No power in a formula may stand for a number whose digits would fill the memory."""

from __future__ import annotations

import math

from kanscope.language.error import FormulaError
from kanscope.language.tree import Call, Number, Tree, Variable

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


def constant(tree: Tree) -> float | None:
    """The value of a tree without variables, nan or inf where there is none; None if it has variables."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Variable):
        return None
    values = [constant(part) for part in tree.arguments]
    known = [value for value in values if value is not None]
    return _folded(tree.operation, known) if len(known) == len(values) else None


def _folded(operation: str, values: list[float]) -> float:
    """Arithmetic on constants; of a function only that it is one matters (nan is refused nowhere but as
    exponent).
    """
    try:
        if operation == "+":
            return math.fsum(values)
        if operation == "*":
            return math.prod(values)
        if operation == "/":
            return values[0] / values[1]
        if operation == "^":
            return _raised(values[0], values[1])
        return -values[0] if operation == "neg" else 1.0
    except (OverflowError, ZeroDivisionError, ValueError):
        return math.inf


def _raised(base: float, exponent: float) -> float:
    """base^exponent; too small to tell from 0 counts as too large, for its digits are as many."""
    result = base**exponent
    if isinstance(result, complex) or (result == 0 and base != 0):
        return math.inf
    return float(result)
