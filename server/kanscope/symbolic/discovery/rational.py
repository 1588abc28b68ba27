"""Exponents as people write them."""

from __future__ import annotations

import sympy

DENOMINATORS = (1, 2, 3, 4)


def near_rational(
    value: float, room: float, denominators: tuple[int, ...] = DENOMINATORS
) -> sympy.Rational | None:
    """The fraction with the least denominator within `room` of the value, or None."""
    for q in denominators:
        if abs(round(value * q) / q - value) <= room:
            return sympy.Rational(round(value * q), q)
    return None
