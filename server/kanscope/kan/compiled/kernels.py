"""Cubic splines in one pass over memory each, compiled by numba on first use and kept for later processes.

Plain loops over a uniform grid: inside [0, G] a spline is (far³ - 4·near³)/6 with far = max(2 - r, 0),
near = max(1 - r, 0), r = |centre - z|, and its slope sign(centre - z)·(far² - 4·near²)/2. Sums are never
reordered: the same inputs give the same bits. Needs numba (extra `fast`): imported only when asked for.
"""

from collections.abc import Callable
from inspect import unwrap
from typing import Any

import numba

Array = Any  # of numpy: ruler (i, 2), lo and G/(hi - lo); values (i, M, N), weights (i, M), the rest (i, N)


def _write(x: Array, ruler: Array, grid: int, values: Array, place: Array) -> None:
    """Writes each place z on the unit grid, held inside, and G + 3 splines there; beyond, their tangents."""
    real = x.dtype.type
    zero, top = real(0), real(grid)
    for i in range(len(x)):
        z, lo, per_unit = place[i], ruler[i, 0], ruler[i, 1]
        for n in range(x.shape[1]):
            z[n] = min(max((x[i, n] - lo) * per_unit, zero), top)
        for m in range(grid + 3):
            centre, row = real(m - 1), values[i, m]
            for n in range(x.shape[1]):
                r = abs(centre - z[n])
                far, near = max(real(2) - r, zero), max(real(1) - r, zero)
                row[n] = (far * far * far - real(4) * (near * near * near)) * real(1 / 6)
        for n in range(x.shape[1]):
            beyond = (x[i, n] - lo) * per_unit - z[n]
            if beyond != zero:  # at a border two splines have slopes, -1/2 and 1/2
                first = 0 if beyond < zero else grid
                values[i, first, n] -= real(0.5) * beyond
                values[i, first + 2, n] += real(0.5) * beyond


def _pull_back(place: Array, ruler: Array, grid: int, by_values: Array, inward: Array) -> None:
    """Writes Σ_m by_values · dB_m/dx."""
    real = place.dtype.type
    zero = real(0)
    for i in range(len(place)):
        z, total, per_unit = place[i], inward[i], ruler[i, 1]
        total[:] = zero
        for m in range(grid + 3):
            centre, row = real(m - 1), by_values[i, m]
            for n in range(len(z)):
                side = centre - z[n]
                far, near = max(real(2) - abs(side), zero), max(real(1) - abs(side), zero)
                slope = far * far - real(4) * (near * near)
                total[n] += row[n] * (slope if side > zero else -slope)
        for n in range(len(z)):
            total[n] *= real(0.5) * per_unit


def _slope_along(place: Array, ruler: Array, grid: int, weights: Array, slopes: Array) -> None:
    """Writes Σ_m weights · dB_m/dx, the slope of each input's one curve."""
    real = place.dtype.type
    zero = real(0)
    for i in range(len(place)):
        z, total, per_unit = place[i], slopes[i], ruler[i, 1]
        total[:] = zero
        for m in range(grid + 3):
            centre, weight = real(m - 1), weights[i, m] * (real(0.5) * per_unit)
            for n in range(len(z)):
                side = centre - z[n]
                far, near = max(real(2) - abs(side), zero), max(real(1) - abs(side), zero)
                slope = far * far - real(4) * (near * near)
                total[n] += weight * (slope if side > zero else -slope)


def _compiled(function: Callable[..., None]) -> Callable[..., None]:
    """Compiled when first called; kept beside this file or in the user's cache, where one can be written."""
    plain = unwrap(function)  # tests wrap functions to check shapes, and wrappers cannot be compiled
    try:
        kept: Callable[..., None] = numba.njit(nogil=True, cache=True)(plain)
    except RuntimeError:  # nowhere to write
        kept = numba.njit(nogil=True)(plain)
    return kept


write, pull_back, slope_along = (_compiled(loops) for loops in (_write, _pull_back, _slope_along))
