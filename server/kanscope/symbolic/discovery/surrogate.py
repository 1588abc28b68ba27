"""A smooth stand-in for the target: a polynomial in the axes or their logarithms, with exact slopes.

It is fitted in closed form in some milliseconds, and its leave-one-out error, in closed form as well, says
how well a view's columns explain its target. Slopes are what the tests for structure look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import NDArray

from kanscope.symbolic.discovery.view import View

Numbers = NDArray[np.float64]
MOST_ROWS, MOST_TERMS, ROWS_A_TERM = 900, 320, 2.5
SLOPE_ROWS, RIM = 200, 0.92
RATIO = 1.5
"""An axis that spans less than this factor is not looked at in logarithms."""
NEGLIGIBLE = 1e-8
SCALES = (False, True)


@dataclass(frozen=True)
class Surrogate:
    """`error`: leave-one-out RMSE in spreads of y. At some inner `rows` of the view: the target's `values`
    (R,) and `slopes` (R, n) by the axes.
    """

    error: float
    rows: Int[NDArray[np.int64], " R"]
    values: Float[Numbers, " R"]
    slopes: Float[Numbers, "R n"]


@dataclass(frozen=True)
class _Kind:
    """Which axes are looked at in logarithms, and whether the target is."""

    logs: tuple[bool, ...]
    target: bool


@dataclass(frozen=True)
class _Fit:
    error: float
    degrees: NDArray[np.int64]
    coefficients: Numbers
    kind: _Kind


def surrogate(view: View) -> Surrogate:
    """The polynomial with the least leave-one-out error: of any degree, in axes or logarithms, of the target
    or its logarithm.
    """
    rows = _some_rows(view)
    x, t, w = view.matrix[rows], view.target[rows], view.weight[rows]
    best = min(_fits(x, t, w), key=lambda fit: fit.error)
    u, stretch = _coordinates(x, best.kind.logs)
    inner = np.flatnonzero((np.abs(u) <= RIM).all(1))
    inner = inner if len(inner) >= SLOPE_ROWS // 4 else np.arange(len(u))
    inner = inner[:: -(-len(inner) // SLOPE_ROWS)]
    values, slopes = _looked_at(best, u[inner], stretch[inner], t)
    return Surrogate(best.error, rows[inner], values, slopes)


def _some_rows(view: View) -> NDArray[np.int64]:
    rows = np.flatnonzero(np.isfinite(view.target) & np.isfinite(view.matrix).all(1) & (view.weight > 0))
    return rows[:: max(1, -(-len(rows) // MOST_ROWS))]


def _fits(x: Numbers, t: Numbers, w: Numbers) -> Iterator[_Fit]:
    mean = float(np.average(t, weights=w * w)) if len(t) else 0.0
    flat = _Fit(
        _size(w * (t - mean)), np.zeros((1, x.shape[1]), np.int64), np.array([mean]), _Kind(_raw(x), False)
    )
    yield flat
    logs = tuple(bool(c.min() > 0 and c.max() > RATIO * c.min()) for c in x.T)
    for kind in {_raw(x), logs}:
        u, _ = _coordinates(x, kind)
        yield from _by_degree(u, t, w, _Kind(kind, False))
        if (t > 0).all() or (t < 0).all():
            yield from _by_degree(u, np.log(np.abs(t)), w * np.abs(t), _Kind(kind, True))


def _raw(x: Numbers) -> tuple[bool, ...]:
    return tuple(False for _ in x.T)


def _coordinates(x: Numbers, logs: tuple[bool, ...]) -> tuple[Numbers, Numbers]:
    """Axes (or logarithms) on [-1, 1], and how fast they run with the axes."""
    columns, stretch = [], []
    for c, log in zip(x.T, logs, strict=True):
        z = np.log(c) if log else c
        half = max((z.max() - z.min()) / 2, 1e-300)
        columns.append((z - (z.max() + z.min()) / 2) / half)
        stretch.append((1 / c if log else np.ones_like(c)) / half)
    return np.stack(columns, 1), np.stack(stretch, 1)


def _by_degree(u: Numbers, t: Numbers, w: Numbers, kind: _Kind) -> Iterator[_Fit]:
    most, least = min(MOST_TERMS, int(len(t) / ROWS_A_TERM)), np.inf
    idle = 0
    for degree in range(1, 31):
        degrees = _degrees(u.shape[1], degree)
        if len(degrees) > most or idle > 1:
            return
        fit = _solved(u, t, w, degrees, kind)
        yield fit
        idle = idle + 1 if fit.error > 0.95 * least else 0
        least = min(least, fit.error)
        if least < NEGLIGIBLE:
            return


def _degrees(axes: int, total: int) -> NDArray[np.int64]:
    """All exponents with at most this sum."""
    if axes == 1:
        return np.arange(total + 1)[:, None]
    found = []
    for picks in combinations_with_replacement(range(axes + 1), total):
        found.append(np.bincount(picks, minlength=axes + 1)[:axes])
        if len(found) > MOST_TERMS:
            break
    return np.array(found)


def _solved(u: Numbers, t: Numbers, w: Numbers, degrees: NDArray[np.int64], kind: _Kind) -> _Fit:
    """Least squares and its leave-one-out error."""
    basis = _basis(u, int(degrees.max()))
    phi = _terms(basis, degrees) * w[:, None]
    scale = np.sqrt((phi * phi).sum(0)) + 1e-300
    phi = phi / scale
    inverse = np.linalg.inv(phi.T @ phi + 1e-13 * len(scale) * np.eye(len(scale)))
    projected = phi @ inverse
    coefficients = projected.T @ (w * t)
    coefficients += projected.T @ (w * t - phi @ coefficients)
    leverage = np.minimum((projected * phi).sum(1), 0.999)
    error = _size((w * t - phi @ coefficients) / (1 - leverage))
    return _Fit(error, degrees, coefficients / scale, kind)


def _basis(u: Numbers, degree: int) -> Numbers:
    """Legendre polynomials, (N, n, degree + 1)."""
    columns = [np.ones_like(u), u]
    for k in range(1, degree):
        columns.append(((2 * k + 1) * u * columns[-1] - k * columns[-2]) / (k + 1))
    return np.stack(columns[: degree + 1], -1)


def _basis_slopes(basis: Numbers) -> Numbers:
    """P′: P′_{k+1} = P′_{k−1} + (2k + 1)·P_k."""
    slopes = np.zeros_like(basis)
    for k in range(basis.shape[-1] - 1):
        slopes[..., k + 1] = (2 * k + 1) * basis[..., k] + (slopes[..., k - 1] if k else 0)
    return slopes


def _terms(basis: Numbers, degrees: NDArray[np.int64]) -> Numbers:
    product = basis[:, 0, degrees[:, 0]]
    for k in range(1, degrees.shape[1]):
        product = product * basis[:, k, degrees[:, k]]
    return product


def _looked_at(fit: _Fit, u: Numbers, stretch: Numbers, t: Numbers) -> tuple[Numbers, Numbers]:
    basis = _basis(u, max(1, int(fit.degrees.max())))
    slope = _basis_slopes(basis)
    values = _terms(basis, fit.degrees) @ fit.coefficients
    slopes = []
    for k in range(u.shape[1]):
        mixed = basis.copy()
        mixed[:, k] = slope[:, k]
        slopes.append(_terms(mixed, fit.degrees) @ fit.coefficients)
    by_axis = np.stack(slopes, 1) * stretch
    if fit.kind.target:
        values = np.sign(t[0]) * np.exp(values)
        by_axis = by_axis * values[:, None]
    return values, by_axis


def _size(r: Numbers) -> float:
    return float(np.sqrt(np.mean(r * r)))
