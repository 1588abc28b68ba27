"""Which function an edge may be: fits ranked by how well they do and what they cost."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kanscope.language.function_text import Shaped, read_function
from kanscope.symbolic.curves import Curves
from kanscope.symbolic.families.members import family_of
from kanscope.symbolic.fit import Fits, fit
from kanscope.symbolic.names import OFFERED, cost

TOLERANCE = 1e-3
"""How exactly a curve is taken to be known, relative to its own deviation, when nobody says better."""
COST_WEIGHT = 2.0
"""A function that costs one more must leave e² ≈ 7 times less unexplained."""

CONSTANT_WEIGHT = 1.0
"""So must every further constant inside f, by a factor of e: on a noisy parabola a slow sine, which
has a frequency and a phase, always comes a hair closer than x² does.
"""

MISSHAPEN, STEEP = 0.03, 6.0
"""A learnt curve is smooth: what is unexplained beyond this is shape, no noise, and counts six times.

So steep that no cost in the library lifts R² below 0.5 over R² above 0.9.
"""

WIGGLE = 2.0
"""Unless the network itself is off by so much: its curves have then learnt noise, and wiggle by about twice
its error on rows it has not seen. What a name leaves of that is no fault of the name.
"""


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
    *,
    noise: float = 0.0,
    names: Sequence[str] = OFFERED,
    costs: Mapping[str, float] | None = None,
    cost_weight: float = COST_WEIGHT,
) -> list[Candidate]:
    """The `limit` best names for the first curve, by log(max(1 - R², tol²)) + cost_weight·cost + …

    `score` has it whole. `tol` is the accuracy the curve is known to (the network's error relative to
    the target): below it a better fit says nothing, so the cheaper function wins. `noise` is the relative
    error on rows the network has not seen. `costs` replaces the library's own; `cost_weight` is what one of
    them counts, 0 for accuracy alone. A function that is
    undefined wherever it is laid is left out. ValueError: tol or limit not
    positive, cost_weight negative.
    """
    if limit < 1:
        raise ValueError(f"limit: must be at least 1, got {limit}")
    if not tol > 0:
        raise ValueError(f"tol: must be positive, got {tol}")
    if not 0 <= cost_weight < math.inf:
        raise ValueError(f"cost_weight: must be at least 0, got {cost_weight}")
    fits = fit(curve, names)
    fitted = [_candidate(fits, k, costs or {}) for k in range(len(fits.names))]
    candidates = [one for one in fitted if all(map(math.isfinite, (one.a, one.b, one.c, one.d)))]
    return sorted(candidates, key=lambda one: (score(one, tol, noise, cost_weight), -one.r2))[:limit]


def score(candidate: Candidate, tol: float, noise: float, cost_weight: float = COST_WEIGHT) -> float:
    """log q + 5·log(max(1, q/m)) + cost_weight·cost + constants searched for; lower is better.

    q = max(1 - R², tol²), m = max(0.03, (2·noise)²).
    """
    left, misshapen = max(1 - candidate.r2, tol * tol), max(MISSHAPEN, (WIGGLE * noise) ** 2)
    misfit = math.log(left) + (STEEP - 1) * math.log(max(1.0, left / misshapen))
    return misfit + cost_weight * candidate.cost + CONSTANT_WEIGHT * searched(candidate.function)


def searched(text: str) -> int:
    """How many numbers of a function are looked for beside c and d."""
    shaped = isinstance(read_function(text), Shaped)
    return family_of(text).searched + shaped


def _candidate(fits: Fits, k: int, costs: Mapping[str, float]) -> Candidate:
    name, text = fits.names[k], fits.function(k, 0)
    numbers = (float(field[k, 0]) for field in (fits.a, fits.b, fits.c, fits.d))
    return Candidate(text, float(fits.r2[k, 0]), costs.get(name, cost(name)), *numbers)
