"""How many digits of a formula's decimals the rows support."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import sympy
from numpy.typing import NDArray

from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.opened import Opened, opened
from kanscope.symbolic.snapping.certainty import standard_errors
from kanscope.symbolic.snapping.fitted import Vector, mean_square

FEWEST, MOST = 2, 17
WORSE = 1.02
"""Rounding may make the mean square this many times larger; otherwise a digit more is kept."""


def with_digits(
    formula: OutputFormula, columns: Mapping[str, NDArray[np.float64]], y: Vector, *, log: bool = False
) -> OutputFormula:
    """The formula with `digits`: of each decimal as many as its standard error leaves, and one.

    y (n,): the target on the rows of `columns`, its logarithm with `log`. Exact numbers are not counted;
    nothing is said of a formula without derivatives or with a value missing on a row.
    """
    try:
        model = opened(sympy.log(formula.expression) if log else formula.expression, columns, y)
    except ValueError:
        return formula
    loss = mean_square(model, model.values)
    if not len(model.values) or not math.isfinite(loss):
        return formula
    errors = standard_errors(model, model.values, loss)
    digits = [_digits(*pair) for pair in zip(model.values, errors, strict=True)]
    enough = _enough(model, digits, loss)
    return replace(formula, digits={abs(v): n for v, n in zip(model.values.tolist(), enough, strict=True)})


def _digits(value: float, error: float) -> int:
    """3.14159 ± 0.02 has three: 3.14."""
    if error <= 0 or value == 0 or not math.isfinite(error):
        return MOST
    known = math.floor(math.log10(abs(value))) - math.floor(math.log10(error)) + 1
    return min(max(known, FEWEST), MOST)


def _enough(model: Opened, digits: list[int], loss: float) -> list[int]:
    """More of them until the rounded formula is as good as the other."""
    allowed = WORSE * loss + 1e-30
    while min(digits) < MOST:
        rounded = np.array([float(f"{v:.{n}g}") for v, n in zip(model.values, digits, strict=True)])
        if mean_square(model, rounded) <= allowed:
            break
        digits = [min(n + 1, MOST) for n in digits]
    return digits
