"""Numbers that are meant to be simple fractions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Rational

Column = NDArray[np.float64]


def near(value: float, denominators: Sequence[int] = (1, 2), off: float = 0.2) -> Rational | None:
    """The fraction of smallest denominator that comes within off/denominator of `value`; None: there is none."""
    if not np.isfinite(value) or abs(value) > 12:
        return None
    for d in denominators:
        if abs(value * d - round(value * d)) < off:
            return sympy.Rational(round(value * d), d)
    return None


def all_near(values: Column, denominators: Sequence[int] = (1, 2), off: float = 0.2) -> list[Rational] | None:
    """Each of them; None as soon as one is no simple fraction."""
    found = [near(float(v), denominators, off) for v in values]
    return None if any(v is None for v in found) else [v for v in found if v is not None]
