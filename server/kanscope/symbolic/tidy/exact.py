"""Decimals that are a simple exact number but for rounding, written as that number: π, not 3.14159….

A network works on standardised columns, so an exact number of the user's units comes out of its formula with
an error in the last digits.
"""

from __future__ import annotations

import math

import sympy
from sympy import Expr

from kanscope.symbolic.snapping.options import options

ROUNDING = 1e-11
"""A decimal this near, relative to itself, is the exact number."""
PLAIN = 14.0
"""Bits an exact number may take: chance does not meet one of so few within eleven digits."""
LARGEST = 10**6


def recognised(expression: Expr) -> Expr:
    """The expression with its decimals exact where they are simple numbers; 0.3 stays as it is."""
    found = {decimal: exact for decimal in expression.atoms(sympy.Float) if (exact := _exact(decimal))}
    return expression.xreplace(found)


def _exact(decimal: sympy.Float) -> Expr | None:
    """The simple number a decimal is; None where it is none, or reads no better."""
    value = float(decimal)
    if not math.isfinite(value) or value == 0:
        return None
    if abs(value - round(value)) <= ROUNDING * abs(value) and abs(value) <= LARGEST:
        return sympy.Integer(round(value))
    near = options(value, ROUNDING * abs(value) / 3)
    plain = [one.exact for one in near if one.bits <= PLAIN and one.exact != 0 and not _is_decimal(one.exact)]
    close = [one for one in plain if abs(float(one) - value) <= ROUNDING * abs(value)]
    return close[0] if close else None


def _is_decimal(number: Expr) -> bool:
    """Fractions of fifths, tenths, hundredths: people write 0.3, not 3/10."""
    return bool(number.is_Rational and number.q % 5 == 0)
