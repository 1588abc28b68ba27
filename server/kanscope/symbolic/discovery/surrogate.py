"""A smooth stand-in for the target: a polynomial in the axes or their logarithms, with exact slopes.

It is fitted in closed form in some milliseconds, and its leave-one-out error, in closed form as well, says
how well a view's columns explain its target. Slopes are what the tests for structure look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import NDArray

from kanscope.symbolic.discovery.frame import Frame
from kanscope.symbolic.discovery.ideas.outer import sound
from kanscope.symbolic.discovery.legendre import exponents, legendre, legendre_slopes, products
from kanscope.symbolic.discovery.low_rank import LowRank, low_rank
from kanscope.symbolic.discovery.view import View

Numbers = NDArray[np.float64]
MOST_ROWS, MOST_TERMS, ROWS_A_TERM = 900, 320, 2.5
SLOPE_ROWS, RIM = 200, 0.92
RATIO = 1.5
"""An axis that spans less than this factor is not looked at in logarithms."""
NEGLIGIBLE = 1e-8
ROUGH = 5e-3
"""A polynomial worse than this has a rival: a sum of products of curves."""
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
    at: Callable[[Numbers], Numbers]


@dataclass(frozen=True)
class _Kind:
    """Which axes are looked at in logarithms, and with which sign the target is (0: it is not)."""

    logs: tuple[bool, ...]
    target: float = 0.0


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
    if best.error > ROUGH and x.shape[1] > 2:
        ranked = low_rank(x, t, w)
        if ranked.error < best.error:
            return _of_ranks(ranked, rows, x)
    frame = Frame.of(x, best.kind.logs)
    u = frame.of_points(x)
    inner = np.flatnonzero((np.abs(u) <= RIM).all(1))
    inner = inner if len(inner) >= SLOPE_ROWS // 4 else np.arange(len(u))
    inner = inner[:: -(-len(inner) // SLOPE_ROWS)]
    values, slopes = _looked_at(best, u[inner], frame.stretch(x[inner]))
    return Surrogate(
        best.error, rows[inner], values, slopes, lambda points: _at(best, frame.of_points(points))
    )


def _of_ranks(ranked: LowRank, rows: NDArray[np.int64], x: Numbers) -> Surrogate:
    inner = ranked.inner(x, RIM, SLOPE_ROWS)
    return Surrogate(ranked.error, rows[inner], ranked.at(x[inner]), ranked.slopes(x[inner]), ranked.at)


def _some_rows(view: View) -> NDArray[np.int64]:
    rows = np.flatnonzero(np.isfinite(view.target) & np.isfinite(view.matrix).all(1) & (view.weight > 0))
    return rows[:: max(1, -(-len(rows) // MOST_ROWS))]


def _fits(x: Numbers, t: Numbers, w: Numbers) -> Iterator[_Fit]:
    mean = float(np.average(t, weights=w * w)) if len(t) else 0.0
    flat = _Fit(_size(w * (t - mean)), np.zeros((1, x.shape[1]), np.int64), np.array([mean]), _Kind(_raw(x)))
    yield flat
    logs = tuple(bool(c.min() > 0 and c.max() > RATIO * c.min()) for c in x.T)
    for kind in {_raw(x), logs}:
        u = Frame.of(x, kind).of_points(x)
        yield from _by_degree(u, t, w, _Kind(kind))
        sign = 1.0 if float((w * w * t).sum()) > 0 else -1.0
        rows = sound(_of_sign(sign), t, w)
        if rows is not None:
            size = np.abs(t[rows])
            yield from _by_degree(u[rows], np.log(size), w[rows] * size, _Kind(kind, sign))


def _of_sign(sign: float) -> Callable[[Numbers], NDArray[np.bool_]]:
    return lambda t: t * sign > 0


def _raw(x: Numbers) -> tuple[bool, ...]:
    return tuple(False for _ in x.T)


def _by_degree(u: Numbers, t: Numbers, w: Numbers, kind: _Kind) -> Iterator[_Fit]:
    most, least = min(MOST_TERMS, int(len(t) / ROWS_A_TERM)), np.inf
    idle = 0
    for degree in range(1, 31):
        degrees = exponents(u.shape[1], degree)
        if len(degrees) > most or idle > 1:
            return
        fit = _solved(u, t, w, degrees, kind)
        yield fit
        idle = idle + 1 if fit.error > 0.95 * least else 0
        least = min(least, fit.error)
        if least < NEGLIGIBLE:
            return


def _solved(u: Numbers, t: Numbers, w: Numbers, degrees: NDArray[np.int64], kind: _Kind) -> _Fit:
    """Least squares and its leave-one-out error."""
    basis = legendre(u, int(degrees.max()))
    phi = products(basis, degrees) * w[:, None]
    scale = np.sqrt((phi * phi).sum(0)) + 1e-300
    phi = phi / scale
    inverse = np.linalg.inv(phi.T @ phi + 1e-13 * len(scale) * np.eye(len(scale)))
    projected = phi @ inverse
    coefficients = projected.T @ (w * t)
    coefficients += projected.T @ (w * t - phi @ coefficients)
    leverage = np.minimum((projected * phi).sum(1), 0.999)
    error = _size((w * t - phi @ coefficients) / (1 - leverage))
    return _Fit(error, degrees, coefficients / scale, kind)


def _at(fit: _Fit, u: Numbers) -> Numbers:
    values: Numbers = products(legendre(u, max(1, int(fit.degrees.max()))), fit.degrees) @ fit.coefficients
    return fit.kind.target * np.exp(values) if fit.kind.target else values


def _looked_at(fit: _Fit, u: Numbers, stretch: Numbers) -> tuple[Numbers, Numbers]:
    basis = legendre(u, max(1, int(fit.degrees.max())))
    slope = legendre_slopes(basis)
    values = products(basis, fit.degrees) @ fit.coefficients
    slopes = []
    for k in range(u.shape[1]):
        mixed = basis.copy()
        mixed[:, k] = slope[:, k]
        slopes.append(products(mixed, fit.degrees) @ fit.coefficients)
    by_axis = np.stack(slopes, 1) * stretch
    if fit.kind.target:
        values = fit.kind.target * np.exp(values)
        by_axis = by_axis * values[:, None]
    return values, by_axis


def _size(r: Numbers) -> float:
    return float(np.sqrt(np.mean(r * r)))
