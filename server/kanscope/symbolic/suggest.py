"""Which function an edge may be: fits ranked by how well they do and what they cost."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kanscope.symbolic.curves import Curves
from kanscope.symbolic.families.members import FAMILIES
from kanscope.symbolic.fit import Fits, fit
from kanscope.symbolic.names import NAMES, OFFERED

TOLERANCE = 1e-3
"""How exactly a curve is taken to be known, relative to its own deviation, when nobody says better."""
COST_WEIGHT = 2.0
"""A function that costs one more must leave e² ≈ 7 times less unexplained."""

CONSTANT_WEIGHT = 1.0
"""So must every further constant inside f, by a factor of e: on a noisy parabola a slow sine, which
has a frequency and a phase, always comes a hair closer than x² does.
"""

MISSHAPEN = 0.03
"""A learnt curve is smooth: what is unexplained beyond this is shape, no noise, and counts three times."""


@dataclass(frozen=True)
class Candidate:
    """`function` fitted to one curve: y ≈ c·f(a·x + b) + d in the curve's own x and y, explaining `r2` of
    it.
    """

    function: str
    r2: float
    cost: float
    a: float
    b: float
    c: float
    d: float


def suggest(
    curve: Curves,
    limit: int = 5,
    tol: float = TOLERANCE,
    weight: float = COST_WEIGHT,
    *,
    names: Sequence[str] = OFFERED,
    costs: Mapping[str, float] | None = None,
) -> list[Candidate]:
    """The `limit` best names for the first curve, best first: by log(max(1 - R², tol²)) + weight·cost + …

    `score` has it whole. `tol` is the accuracy the curve is known to (the network's error relative to
    the target): below it a better fit says nothing, so the cheaper function wins. `costs` replaces the
    library's own. ValueError: tol or limit not positive.
    """
    return rank(fit(curve, names), 0, limit, tol=tol, weight=weight, costs=costs)


def rank(
    fits: Fits,
    curve: int,
    limit: int = 5,
    *,
    tol: float = TOLERANCE,
    weight: float = COST_WEIGHT,
    costs: Mapping[str, float] | None = None,
) -> list[Candidate]:
    """The same for curve number `curve` of fits that were made for many."""
    if limit < 1:
        raise ValueError(f"limit: must be at least 1, got {limit}")
    if not tol > 0:
        raise ValueError(f"tol: must be positive, got {tol}")
    candidates = [_candidate(fits, k, curve, costs or {}) for k in range(len(fits.names))]
    return sorted(candidates, key=lambda one: (score(one, tol, weight), -one.r2))[:limit]


def score(candidate: Candidate, tol: float, weight: float) -> float:
    """log q + 2·log(max(1, q/0.03)) + weight·cost + constants searched for; lower is better.

    q = max(1 - R², tol²).
    """
    left = max(1 - candidate.r2, tol * tol)
    misfit = math.log(left) + 2 * math.log(max(1.0, left / MISSHAPEN))
    return misfit + weight * candidate.cost + CONSTANT_WEIGHT * FAMILIES[candidate.function].searched


def _candidate(fits: Fits, k: int, curve: int, costs: Mapping[str, float]) -> Candidate:
    name = fits.names[k]
    numbers = (float(field[k, curve]) for field in (fits.a, fits.b, fits.c, fits.d))
    return Candidate(name, float(fits.r2[k, curve]), costs.get(name, NAMES[name].cost), *numbers)
