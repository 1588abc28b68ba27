"""g(t) = Σ c·term: sparse regression on monomials, waves and exponentials, for every g that is allowed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import sympy
from numpy.typing import NDArray

from kanscope.symbolic.discovery.constants import Constants, Draft
from kanscope.symbolic.discovery.ideas.features import features
from kanscope.symbolic.discovery.ideas.outer import Outer, outers
from kanscope.symbolic.discovery.ideas.subsets import best_subsets
from kanscope.symbolic.discovery.view import View

Numbers = NDArray[np.float64]
ROWS = 320
WORST = 0.2
MOST = 90


def dictionary(view: View, constants: Constants) -> Iterator[Draft]:
    """The best few sums of every size, those that leave least first."""
    rows = np.flatnonzero(view.weight > 0)
    rows = rows[:: max(1, -(-len(rows) // ROWS))]
    terms = features(view.axes, rows)
    values = np.stack([term.values for term in terms], 1)
    t, w = view.target[rows], view.weight[rows]
    found = []
    for outer, sound in outers(t, w):
        found += _sums(values[sound], t[sound], w[sound], outer)
    found.sort(key=lambda one: (len(one[2]) > 3, one[0]))
    for _, outer, places, numbers in found[:MOST]:
        own = constants.beside(constants.numbers)
        total = sympy.Add(*(own(c) * terms[k].expression for k, c in zip(places, numbers, strict=True)))
        yield Draft(outer.back(total), own.numbers)


def _sums(
    values: Numbers, t: Numbers, w: Numbers, outer: Outer
) -> list[tuple[float, Outer, tuple[int, ...], Numbers]]:
    with np.errstate(all="ignore"):
        g, weight = outer.of(t), w * np.abs(outer.slope(t))
    if not (np.isfinite(g).all() and np.isfinite(weight).all()) or not np.any(weight):
        return []
    weight = np.minimum(weight, 30 * np.median(weight) + 1e-300)
    spread = np.sqrt(np.mean(weight**2 * (g - np.average(g, weights=weight**2)) ** 2)) + 1e-300
    whole = np.sqrt(np.mean((weight * g) ** 2))
    subsets = best_subsets(values * weight[:, None], g * weight)
    rows, found = len(t), []
    for left, places, numbers in subsets:
        share = left * (whole / spread) ** 2
        if share < WORST:
            score = rows * np.log(share + 1e-13) + 3 * np.log(rows) * (len(places) + outer.cost)
            found.append((float(score), outer, places, numbers))
    return found
