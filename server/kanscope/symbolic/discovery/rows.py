"""How much each row of a table is to count: errors relative or absolute, gross ones not at all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from kanscope.symbolic.discovery.frame import Frame
from kanscope.symbolic.discovery.legendre import exponents, legendre, products

Numbers = NDArray[np.float64]
DECADES, UPWARD = 2.0, 0.7
"""A positive target that spans more decades is known relatively, if it spans so many times as far above its
median as below: products of small numbers span decades too, but downward, where nothing is measured.
"""
GROSS = 7.0
"""A residual of so many robust deviations is gross."""
MOST_GROSS, MOST_ROWS, ROUNDS, ROWS_A_TERM = 0.25, 1500, 12, 5
NEIGHBOURS, ALIKE = 5, 0.2
"""Where the neighbours of gross rows are off the same way, by this share, the law is steep there."""


def row_weights(x: Float[Numbers, "N n"], y: Float[Numbers, " N"]) -> Float[Numbers, " N"]:
    """1/spread of y, or 1/(y·spread of log y); 0 where a row is grossly off a smooth stand-in, alone."""
    spread = float(np.std(y)) or 1.0
    weight = np.full(len(y), 1.0 / spread)
    if _is_relative(y):
        weight = 1.0 / y / (float(np.std(np.log(y))) or 1.0)
    varies = np.ptp(x, axis=0) > 0
    if not varies.any() or len(y) < 60:
        return weight
    residual = min(_residuals(x[:, varies], y, weight), key=lambda r: float(np.median(np.abs(r))))
    gross = _gross(residual)
    if not gross.any() or _is_steep(x[:, varies], residual, gross):
        return weight
    return np.where(gross, 0.0, weight)


def _is_relative(y: Float[Numbers, " N"]) -> bool:
    low, middle, high = np.quantile(y, (0.01, 0.5, 0.99))
    if y.min() <= 0 or np.log10(high / low) <= DECADES:
        return False
    return bool(np.log(high / middle) > UPWARD * np.log(middle / low))


def _residuals(x: Numbers, y: Numbers, w: Numbers) -> Iterator[Numbers]:
    """Weighted residuals of robust polynomials: of axes or logarithms, of the target or its logarithm."""
    logs = tuple(bool(c.min() > 0) for c in x.T)
    for kind in {logs, tuple(False for _ in logs)}:
        u = Frame.of(x, kind).of_points(x)
        for degree in (1, 2, 3, 4):
            degrees = exponents(u.shape[1], degree)
            terms = products(legendre(u, degree), degrees)
            if len(degrees) * ROWS_A_TERM > len(y):
                break
            yield _robust(terms, y, w)
            if y.min() > 0:
                yield _robust(terms, np.log(y), w * y)


def _robust(a: Numbers, b: Numbers, w: Numbers) -> Numbers:
    """Residuals of least squares in which far rows weigh less every round (Cauchy)."""
    here = w
    for _ in range(ROUNDS):
        c = np.linalg.lstsq(a * here[:, None], b * here, rcond=None)[0]
        r = w * (b - a @ c) / (1 - a.shape[1] / len(b))
        here = w / np.sqrt(1 + (r / (2.0 * _deviation(r))) ** 2)
    return np.asarray(r)


def _deviation(r: Numbers) -> float:
    return 1.4826 * float(np.median(np.abs(r))) + 1e-12


def _gross(r: Numbers) -> NDArray[np.bool_]:
    limit = max(GROSS * _deviation(r), float(np.quantile(np.abs(r), 1 - MOST_GROSS)))
    return np.asarray(np.abs(r) > limit)


def _is_steep(x: Numbers, r: Numbers, gross: NDArray[np.bool_]) -> bool:
    """Whether the neighbours of gross rows are off in the same direction."""
    u = (x - x.mean(0)) / x.std(0)
    every = max(1, len(u) // MOST_ROWS)
    shares = []
    for k in np.flatnonzero(gross)[:200]:
        distance = ((u[::every] - u[k]) ** 2).sum(1)
        near = np.argpartition(distance, NEIGHBOURS + 1)[: NEIGHBOURS + 1] * every
        near = near[near != k][:NEIGHBOURS]
        shares.append(float(np.median(r[near]) / r[k]))
    return float(np.median(shares)) > ALIKE
