"""Who goes with whom, so that all pairs together fit best."""

from __future__ import annotations

import math

from jaxtyping import Float
from torch import Tensor


def assign(gain: Float[Tensor, "n n"]) -> list[int]:
    """For each row of gain (n, n) a column of its own, so that the sum of the gains is largest.

    Shortest augmenting paths: Kuhn (1955), Munkres (1957), in the form of Jonker & Volgenant (1987).
    """
    cost = (-gain).tolist()
    size = len(cost)
    row_of = [-1] * (size + 1)  # column `size` is where every search starts
    by_row, by_column = [0.0] * size, [0.0] * (size + 1)
    for row in range(size):
        row_of[size] = row
        _augment(cost, row_of, by_row, by_column)
    column_of = [0] * size
    for column, row in enumerate(row_of[:size]):
        column_of[row] = column
    return column_of


def _augment(cost: list[list[float]], row_of: list[int], by_row: list[float], by_column: list[float]) -> None:
    """Gives the row at the start a column, moving others along the cheapest path."""
    size = len(cost)
    distance, before, seen = [math.inf] * size, [size] * size, [False] * (size + 1)
    column = size
    while row_of[column] >= 0:
        seen[column] = True
        row = row_of[column]
        for other in range(size):
            reduced = cost[row][other] - by_row[row] - by_column[other]
            if not seen[other] and reduced < distance[other]:
                distance[other], before[other] = reduced, column
        nearest = min((c for c in range(size) if not seen[c]), key=lambda c: distance[c])
        step = distance[nearest]
        for other in range(size + 1):
            if seen[other]:
                by_row[row_of[other]] += step
                by_column[other] -= step
            elif other < size:
                distance[other] -= step
        column = nearest
    while column != size:
        row_of[column] = row_of[before[column]]
        column = before[column]
