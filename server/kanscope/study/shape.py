"""Which network to begin with: five hidden nodes where the rows can carry them, fewer where they cannot."""

from __future__ import annotations

from typing import NamedTuple

MOST_HIDDEN, ORDER = 5, 3
FINE, COARSE = 5, 3
"""Grid intervals to begin with; the coarse grid where rows are few."""

ROWS_PER_COEFFICIENT = 2


class Shape(NamedTuple):
    """Hidden nodes and grid intervals."""

    hidden: int
    grid: int


def first_shape(rows: int, inputs: int, targets: int, trained: float = 0.7) -> Shape:
    """The shape a study begins with.

    One hidden node brings inputs + targets edges of G + k coefficients each, and every coefficient should
    have two of the rows that train: with fewer the curves follow the noise between the points.
    """
    fine = _hidden(rows * trained, inputs + targets, FINE)
    if fine >= 3:
        return Shape(fine, FINE)
    return Shape(_hidden(rows * trained, inputs + targets, COARSE), COARSE)


def _hidden(rows: float, edges: int, grid: int) -> int:
    carried = rows / (ROWS_PER_COEFFICIENT * edges * (grid + ORDER))
    return max(1, min(MOST_HIDDEN, int(carried)))
