"""Legendre polynomials and their slopes, by recurrence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def legendre(u: Numbers, degree: int) -> Numbers:
    """Legendre polynomials, (N, n, degree + 1)."""
    columns = [np.ones_like(u), u]
    for k in range(1, degree):
        columns.append(((2 * k + 1) * u * columns[-1] - k * columns[-2]) / (k + 1))
    return np.stack(columns[: degree + 1], -1)


def legendre_slopes(basis: Numbers) -> Numbers:
    """P′: P′_{k+1} = P′_{k−1} + (2k + 1)·P_k."""
    slopes = np.zeros_like(basis)
    for k in range(basis.shape[-1] - 1):
        slopes[..., k + 1] = (2 * k + 1) * basis[..., k] + (slopes[..., k - 1] if k else 0)
    return slopes
