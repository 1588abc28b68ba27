"""Legendre polynomials and their slopes, by recurrence."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
MOST_PRODUCTS = 320


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


def exponents(axes: int, total: int) -> NDArray[np.int64]:
    """All exponents with at most this sum."""
    if axes == 1:
        return np.arange(total + 1)[:, None]
    found = []
    for picks in combinations_with_replacement(range(axes + 1), total):
        found.append(np.bincount(picks, minlength=axes + 1)[:axes])
        if len(found) > MOST_PRODUCTS:
            break
    return np.array(found)


def products(basis: Numbers, degrees: NDArray[np.int64]) -> Numbers:
    product = basis[:, 0, degrees[:, 0]]
    for k in range(1, degrees.shape[1]):
        product = product * basis[:, k, degrees[:, k]]
    return product
