"""Two axes that only occur as one: xᵖ·z, x + c·z, x² + c·z², 1/x + c/z."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

from kanscope.symbolic.discovery.constants import Constants
from kanscope.symbolic.discovery.moves.move import Move
from kanscope.symbolic.discovery.rational import near_rational
from kanscope.symbolic.discovery.surrogate import Surrogate
from kanscope.symbolic.discovery.view import Axis, View

Numbers = NDArray[np.float64]
WORST = 0.4


@dataclass(frozen=True)
class Sum:
    """f(x) + c·f(z), of which the slopes say f′(z)·∂t/∂z… : ∂ₓt·f′(z)·c = ∂_z t·f′(x)."""

    of: Callable[[Numbers], Numbers]
    slope: Callable[[Numbers], Numbers]
    written: Callable[[Expr], Expr]
    divides: bool = False


SUMS = (
    Sum(lambda x: x, np.ones_like, lambda x: x),
    Sum(np.square, lambda x: 2 * x, lambda x: x**2),
    Sum(np.reciprocal, lambda x: -1 / x**2, lambda x: 1 / x, True),
)


def merge(view: View, smooth: Surrogate, constants: Constants) -> Iterator[Move]:
    """All pairs whose slopes keep one of those ratios; products may leave a power of x before everything."""
    for i, j in combinations(range(len(view.axes)), 2):
        yield from _products(view, smooth, i, j)
        yield from _products(view, smooth, j, i)
        for kind in SUMS:
            yield from _sums(view, smooth, constants, (i, j), kind)


def _products(view: View, smooth: Surrogate, i: int, j: int) -> Iterator[Move]:
    """x·∂ₓt = k·z·∂_z t + m·t  ⇔  t = xᵐ·F(xᵏ·z)."""
    w, rows = view.weight[smooth.rows], smooth.rows
    a, b = view.axes[i], view.axes[j]
    left = w * a.values[rows] * smooth.slopes[:, i]
    right, value = w * b.values[rows] * smooth.slopes[:, j], w * smooth.values
    size = np.linalg.norm(left) + 1e-300
    k = float(left @ right / (right @ right + 1e-300))
    alone = float(np.linalg.norm(left - k * right) / size)
    tried = [(k, 0.0, alone)]
    both = np.stack([right, value], 1)
    (k2, m2), *_ = np.linalg.lstsq(both, left, rcond=None)
    tried.append((float(k2), float(m2), float(np.linalg.norm(left - both @ [k2, m2]) / size)))
    for k, m, misfit in tried:
        p, q = near_rational(k, 0.2, (1, 2, 3)), near_rational(m, 0.25, (1, 2))
        if misfit < WORST and p is not None and q is not None and p != 0:
            yield from _product(view, (i, j), p, q, misfit * (1 if m == 0 else 1.5))


def _product(
    view: View, pair: tuple[int, int], p: sympy.Rational, q: sympy.Rational, misfit: float
) -> Iterator[Move]:
    a, b = (view.axes[k] for k in pair)
    r = sympy.Integer(p.q)
    p = p * r
    if (p < 0 and not a.away_from_zero) or (q < 0 and not a.away_from_zero):
        if p < 0 and b.away_from_zero:
            p, r = -p, -r
        else:
            return
    if (
        (p < 0 and not a.away_from_zero)
        or (r < 0 and not b.away_from_zero)
        or not (a.positive or q.is_Integer)
    ):
        return
    with np.errstate(all="ignore"):
        joined = Axis(a.expression**p * b.expression**r, a.values ** float(p) * b.values ** float(r))
        factor = a.values ** float(q)
        target = view.target / factor
    sound = np.isfinite(target)
    if not np.isfinite(joined.values).all():
        return
    said = f"{a.expression} and {b.expression} only as {joined.expression}"
    merged = view.with_axes((*view.without(*pair), joined), said)
    if q != 0:
        base = a.expression
        target, factor = np.where(sound, target, 0.0), np.where(sound, factor, 0.0)
        merged = merged.inside(target, factor, lambda e: base**q * e, f"{base}**{q} taken off")
    yield Move(merged, misfit)


def _sums(
    view: View, smooth: Surrogate, constants: Constants, pair: tuple[int, int], kind: Sum
) -> Iterator[Move]:
    i, j = pair
    a, b = view.axes[i], view.axes[j]
    if kind.divides and not (a.away_from_zero and b.away_from_zero):
        return
    w, rows = view.weight[smooth.rows], smooth.rows
    left = w * smooth.slopes[:, j] * kind.slope(a.values[rows])
    right = w * smooth.slopes[:, i] * kind.slope(b.values[rows])
    c = float(left @ right / (right @ right + 1e-300))
    misfit = float(np.linalg.norm(left - c * right) / (np.linalg.norm(left) + 1e-300))
    if misfit > WORST or c == 0 or not np.isfinite(c):
        return
    numbers: dict[sympy.Symbol, float] = dict(view.numbers)
    for factor, cost in _factors(c):
        written: Expr = sympy.Integer(round(factor)) if abs(factor) == 1 else constants(factor)
        if written.is_Symbol:
            numbers[written] = factor
        values = kind.of(a.values) + factor * kind.of(b.values)
        joined = Axis(kind.written(a.expression) + written * kind.written(b.expression), values)
        said = f"{a.expression} and {b.expression} only as {joined.expression}"
        merged = view.with_axes((*view.without(i, j), joined), said)
        yield Move(
            View(merged.axes, merged.target, merged.weight, merged.outside, numbers, merged.said),
            misfit + cost,
        )


def _factors(c: float) -> Iterator[tuple[float, float]]:
    if 0.6 < abs(c) < 1.6:
        yield float(np.sign(c)), 0.0
    if not 0.95 < abs(c) < 1.05:
        yield c, 0.1
