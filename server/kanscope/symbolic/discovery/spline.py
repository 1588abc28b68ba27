"""Cubic splines in closed form: smooth curves and sums of curves through scattered rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]


def unit(z: Column) -> Column:
    """z laid on [-1, 1]."""
    low, high = float(z.min()), float(z.max())
    return np.zeros_like(z) if high == low else 2 * (z - low) / (high - low) - 1


def basis(u: Column, intervals: int) -> Matrix:
    """The cubic B-splines on [-1, 1] at u, (N, intervals + 3); u beyond the ends counts as the end."""
    place = np.clip((u + 1) / 2 * intervals, 0, intervals)
    v = np.abs(place[:, None] - (np.arange(intervals + 3) - 1))
    values: Matrix = (np.maximum(2 - v, 0) ** 3 - 4 * np.maximum(1 - v, 0) ** 3) / 6
    return values


def least_squares(A: Matrix, y: Column, weight: Column | None = None, ridge: float = 1e-9) -> Column:
    """argmin Σ w(y - Ac)² + ridge·tr(AᵀwA)/p·‖c‖²."""
    weighted = A if weight is None else A * weight[:, None]
    gram = A.T @ weighted
    held = gram + ridge * (np.trace(gram) / len(gram) + 1e-300) * np.eye(len(gram))
    solution: Column = np.linalg.solve(held, weighted.T @ y)
    return solution


def smooth(u: Column, y: Column, weight: Column, intervals: int) -> Column:
    """Coefficients of a spline through (u, y) whose third differences are kept small where rows are few."""
    A = basis(u, intervals)
    weighted = A * weight[:, None]
    rough = np.diff(np.eye(intervals + 3), 3, axis=0)
    gram = A.T @ weighted
    held = (
        gram
        + 1e-7 * np.trace(gram) / len(gram) * rough.T @ rough
        + 1e-12 * np.trace(gram) * np.eye(len(gram))
    )
    coefficients: Column = np.linalg.solve(held, weighted.T @ y)
    return coefficients
