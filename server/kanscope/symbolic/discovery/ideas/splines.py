"""Cubic splines through scattered rows, in closed form: sums and products of curves of single columns."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def basis(z: Float[Numbers, " N"], intervals: int = 8) -> Float[Numbers, "N m"]:
    """The cubic B-splines over the column's own range, m = intervals + 3."""
    low, width = float(z.min()), float(np.ptp(z)) or 1.0
    place = (z - low) / width * intervals
    v = np.abs(place[:, None] - (np.arange(intervals + 3) - 1))
    values: Numbers = (np.maximum(2 - v, 0) ** 3 - 4 * np.maximum(1 - v, 0) ** 3) / 6
    return values


def least_squares(
    A: Float[Numbers, "N m"], t: Float[Numbers, " N"], w: Float[Numbers, " N"], ridge: float = 1e-9
) -> Float[Numbers, " m"]:
    """argmin Σ w²(t - Ac)² + ridge·‖c‖², the ridge relative to the mean diagonal."""
    weighted = A * w[:, None]
    gram = weighted.T @ weighted
    held = gram + (ridge * np.trace(gram) / len(gram) + 1e-300) * np.eye(len(gram))
    return np.asarray(np.linalg.solve(held, weighted.T @ (w * t)))


def additive(
    columns: Float[Numbers, "N n"], t: Float[Numbers, " N"], w: Float[Numbers, " N"]
) -> tuple[float, list[Numbers]]:
    """t ≈ mean + Σ fᵢ(xᵢ): what is left, relative to t's spread, and the parts (N,) each with mean 0."""
    mean = float(np.average(t, weights=w**2 + 1e-300))
    bases = [basis(column) for column in columns.T]
    numbers = least_squares(np.hstack(bases), t - mean, w)
    parts = [B @ c for B, c in zip(bases, np.split(numbers, len(bases)), strict=True)]
    return _share(t - mean - sum(parts), t - mean, w), parts


def multiplicative(
    columns: Float[Numbers, "N n"], t: Float[Numbers, " N"], w: Float[Numbers, " N"], sweeps: int = 25
) -> tuple[float, list[Numbers]]:
    """t ≈ Π fᵢ(xᵢ), each factor in turn by least squares: what is left, relative to t, and the factors."""
    bases = [basis(column) for column in columns.T]
    factors = [np.ones_like(t) for _ in bases]
    for _ in range(sweeps):
        for k, B in enumerate(bases):
            others = np.prod([f for i, f in enumerate(factors) if i != k], axis=0)
            factors[k] = B @ least_squares(B * others[:, None], t, w, 1e-8)
            if k < len(bases) - 1:
                factors[k] = factors[k] / (np.abs(factors[k]).max() or 1.0)
    return _share(t - np.prod(factors, axis=0), t, w), factors


def _share(left: Numbers, of: Numbers, w: Numbers) -> float:
    return float(np.sqrt(((w * left) ** 2).sum() / (((w * of) ** 2).sum() + 1e-300)))
