"""Terms a sum may be made of: monomials of the axes, and waves, exponentials and logarithms times such."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import sympy
from numpy.typing import NDArray

from kanscope.symbolic.discovery.view import Axis

Numbers = NDArray[np.float64]
MOST, DEAREST = 900, 6.0


@dataclass(frozen=True)
class Feature:
    """A term: its values, how it is written, what it costs and which axes it holds."""

    values: Numbers
    expression: sympy.Expr
    cost: float
    axes: frozenset[int]


def features(axes: tuple[Axis, ...], rows: NDArray[np.int64]) -> list[Feature]:
    """1 and all terms up to some cost, cheapest first, at most `MOST`; values on `rows` only, all finite."""
    one = Feature(np.ones(len(rows)), sympy.Integer(1), 0.0, frozenset())
    powers = [list(_powers(k, axis, rows)) for k, axis in enumerate(axes)]
    plain = _products(one, powers)
    special = [*_of_one(axes, rows), *_of_two(axes, rows)]
    mixed = [
        _times(s, m)
        for s in special
        for m in plain[: 400 // max(1, len(special)) + 25]
        if not (s.axes & m.axes and m.cost > 2)
    ]
    pairs = (
        [_times(a, b) for a, b in combinations(special, 2) if not a.axes & b.axes] if len(axes) < 5 else []
    )
    with np.errstate(over="ignore"):
        found = [f for f in [*plain, *mixed, *pairs] if np.isfinite(f.values**2).all() and np.any(f.values)]
    found.sort(key=lambda f: f.cost)
    return found[:MOST]


def _times(a: Feature, b: Feature) -> Feature:
    return Feature(a.values * b.values, a.expression * b.expression, a.cost + b.cost, a.axes | b.axes)


def _products(one: Feature, powers: list[list[Feature]]) -> list[Feature]:
    limit = DEAREST
    while True:
        found = [one]
        for choices in powers:
            found += [_times(f, p) for f in found for p in choices if f.cost + p.cost <= limit]
            if len(found) > 4 * MOST:
                break
        if len(found) <= MOST * 0.7 or limit <= 2:
            return sorted(found, key=lambda f: f.cost)
        limit -= 0.5


def _powers(k: int, axis: Axis, rows: NDArray[np.int64]) -> Iterator[Feature]:
    z, here = axis.values[rows], frozenset([k])
    choices = [(1, 1.0), (2, 2.0), (3, 3.0), (4, 3.9)]
    if axis.away_from_zero:
        choices += [(-1, 1.0), (-2, 2.0), (-3, 3.0)]
    if axis.positive:
        choices += [(sympy.Rational(1, 2), 1.5)]
    for p, cost in choices:
        yield Feature(z ** float(p), axis.expression**p, cost, here)


def _of_one(axes: tuple[Axis, ...], rows: NDArray[np.int64]) -> Iterator[Feature]:
    for k, axis in enumerate(axes):
        z, x, here = axis.values[rows], axis.expression, frozenset([k])
        reach = float(np.abs(axis.values).max())
        if np.ptp(z) > 1.0 and reach < 50:
            yield Feature(np.sin(z), sympy.sin(x), 2.0, here)
            yield Feature(np.cos(z), sympy.cos(x), 2.0, here)
            yield Feature(np.cos(2 * z), sympy.cos(2 * x), 3.0, here)
            yield Feature(np.sin(2 * z), sympy.sin(2 * x), 3.0, here)
        if np.ptp(z) > 0.3 and reach < 20:
            for a in (1, -1, -2, 2):
                yield Feature(np.exp(a * z), sympy.exp(a * x), 2.0 + (a not in (1, -1)), here)
        if axis.positive:
            yield Feature(np.log(z), sympy.log(x), 2.0, here)


def _of_two(axes: tuple[Axis, ...], rows: NDArray[np.int64]) -> Iterator[Feature]:
    if len(axes) > 6:
        return
    for i, j in combinations(range(len(axes)), 2):
        a, b = axes[i], axes[j]
        z = (a.values - b.values)[rows]
        here = frozenset([i, j])
        if np.ptp(z) > 1.5 and np.abs(z).max() < 60:
            yield Feature(np.cos(z), sympy.cos(a.expression - b.expression), 3.0, here)
            yield Feature(np.sin(z), sympy.sin(a.expression - b.expression), 3.0, here)
        z = (a.values * b.values)[rows]
        if np.ptp(z) > 0.8 and np.abs(z).max() < 60:
            yield Feature(np.cos(z), sympy.cos(a.expression * b.expression), 3.0, here)
            yield Feature(np.sin(z), sympy.sin(a.expression * b.expression), 3.0, here)
            if np.abs(z).max() < 20:
                yield Feature(np.exp(-z), sympy.exp(-a.expression * b.expression), 3.0, here)
