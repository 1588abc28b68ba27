"""A stand-in for the target made of few products: Σᵣ Πₖ fᵣₖ(xₖ), every f a polynomial.

Fitted by alternating least squares, one axis at a time, which is linear; ranks are added while they help rows
not fitted. Where a law is a sum of few products this is far better than a polynomial of all axes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kanscope.symbolic.discovery.frame import Frame
from kanscope.symbolic.discovery.legendre import legendre, legendre_slopes

Numbers = NDArray[np.float64]
DEGREES, RANKS, SWEEPS, HELD_OUT = (3, 6, 11), 4, 15, 5
STARTS, GLANCE = 3, 5
"""New factors tried for every rank, and sweeps after which the best goes on."""
RIDGE = 1e-9
BETTER = 0.9


@dataclass(frozen=True)
class LowRank:
    """`factors` (ranks, n, degree + 1): coefficients; `error`: RMSE on held-out rows, in spreads of y."""

    frame: Frame
    factors: Numbers
    error: float

    def at(self, x: Numbers) -> Numbers:
        """Values at points (N, n)."""
        return np.asarray(self._parts(x)[0].prod(2).sum(1))

    def slopes(self, x: Numbers) -> Numbers:
        """Slopes by the axes, (N, n)."""
        values, slopes = self._parts(x)
        found = []
        for k in range(values.shape[2]):
            mixed = values.copy()
            mixed[:, :, k] = slopes[:, :, k]
            found.append(mixed.prod(2).sum(1))
        by_axis: Numbers = np.stack(found, 1) * self.frame.stretch(x)
        return by_axis

    def inner(self, x: Numbers, rim: float, most: int) -> NDArray[np.int64]:
        """Rows not at the rim."""
        rows = np.flatnonzero((np.abs(self.frame.of_points(x)) <= rim).all(1))
        rows = rows if len(rows) >= most // 4 else np.arange(len(x))
        return rows[:: -(-len(rows) // most)]

    def _parts(self, x: Numbers) -> tuple[Numbers, Numbers]:
        basis = legendre(self.frame.of_points(x), self.factors.shape[2] - 1)
        parts = [np.einsum("nkm,rkm->nrk", one, self.factors) for one in (basis, legendre_slopes(basis))]
        return parts[0], parts[1]


def low_rank(x: Numbers, t: Numbers, w: Numbers) -> LowRank:
    """The best of some degrees and ranks."""
    frame = Frame.of(x, tuple(bool(c.min() > 0 and c.max() > 3 * c.min()) for c in x.T))
    held = np.arange(len(t)) % HELD_OUT == 0
    best = LowRank(frame, np.zeros((1, x.shape[1], 2)), float(np.sqrt(np.mean((w * t)[held] ** 2))))
    for degree in DEGREES:
        if len(t) < 6 * x.shape[1] * (degree + 1):
            break
        best = min((best, _of_degree(frame, x, t, w, degree=degree, held=held)), key=lambda one: one.error)
    return best


def _of_degree(
    frame: Frame, x: Numbers, t: Numbers, w: Numbers, *, degree: int, held: NDArray[np.bool_]
) -> LowRank:
    basis, dice = legendre(frame.of_points(x), degree), np.random.default_rng(0)
    best = LowRank(frame, np.zeros((0, x.shape[1], degree + 1)), np.inf)
    factors = best.factors
    train, check = (basis[~held], t[~held], w[~held]), (basis[held], t[held], w[held])
    for _ in range(RANKS):
        begun = []
        for _ in range(STARTS):
            fresh = dice.normal(size=(1, x.shape[1], degree + 1)) / (1 + np.arange(degree + 1))
            begun.append(_alternated(np.concatenate([factors, fresh]), *train, sweeps=GLANCE))
        factors = min(begun, key=lambda one: _error(one, *train))
        factors = _alternated(factors, *train, sweeps=SWEEPS)
        error = _error(factors, *check)
        if error > BETTER * best.error:
            break
        best = LowRank(frame, factors, error)
    return best


def _error(factors: Numbers, basis: Numbers, t: Numbers, w: Numbers) -> float:
    value = np.einsum("nkm,rkm->nrk", basis, factors).prod(2).sum(1)
    return float(np.sqrt(np.mean((w * (value - t)) ** 2)))


def _alternated(factors: Numbers, basis: Numbers, t: Numbers, w: Numbers, *, sweeps: int) -> Numbers:
    """Every axis in turn in closed form, some times over, all ranks together."""
    factors = factors.copy()
    ranks, axes, terms = factors.shape
    values = np.einsum("nkm,rkm->nrk", basis, factors)
    for _ in range(sweeps):
        for k in range(axes):
            others = np.delete(values, k, 2).prod(2)
            a = (others[:, :, None] * basis[:, k, None, :]).reshape(len(t), -1) * w[:, None]
            normal = a.T @ a
            normal += RIDGE * (np.trace(normal) / len(normal) + 1e-300) * np.eye(len(normal))
            solved = np.linalg.solve(normal, a.T @ (w * t)).reshape(ranks, terms)
            size = np.sqrt((solved * solved).sum(1, keepdims=True)) + 1e-300
            factors[:, k] = solved / size if k < axes - 1 else solved
            values[:, :, k] = basis[:, k] @ factors[:, k].T
    return factors
