"""Fit every function to every curve at once: y ≈ c·f(a·x + b) + d.

Starts come from a dictionary (starts.py), are polished in rounds that keep fewer starts on more points
(polish.py), and end with c and d in closed form. R² does not depend on the curve's scale, and nothing
bounds a or b but the domain of f.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.language.function_text import shaped_text
from kanscope.symbolic.curves import Curves, Standard, in_cells, standardise
from kanscope.symbolic.families.members import family_rank
from kanscope.symbolic.names import OFFERED, SHAPED_NAMES
from kanscope.symbolic.own_units import in_own_units
from kanscope.symbolic.polish import HOPELESS, Polished, Target, polish
from kanscope.symbolic.rows import Rows
from kanscope.symbolic.starts import Seeds, best_starts

STARTS = 3
"""Starts of every function."""
FIRST = (64, 5)
"""(points, steps) of the round with every start of a function; then only the best one goes on."""
ROUNDS = ((128, 4), (128, 4), (1 << 30, 3), (1 << 30, 3))
"""Those of further rounds, for functions that have not settled."""
NEAR = (1 << 30, 6)
"""The last round, for functions so near a curve that one of them may have made it and that still move."""
HOPE = (0.6, 12)
"""A function is polished where its best start leaves less than this share of a curve unexplained, or no more
than twice what the best of all leaves, or is among so many best.
"""
SETTLED, EXACT = 1e-3, 1e-4
"""A fit has settled once a step takes off less than this share of what it leaves, unless that is as little as
`EXACT` of the curve: there a generator may be near.
"""
NOTHING = 1e-15
TOGETHER = 16
"""Curves fitted in one batch: what a batch needs stays in the cache."""

CELLS = 256
"""Points of the grid on which starts for scattered samples are looked up."""


@dataclass(frozen=True)
class Fits:
    """Result for F functions and E curves: every tensor (F, E), float64, in the order of `names`; a, b in
    the curve's x; `number`: what was found for bare shaped names, 0 for others.

    `r2` is weighted if the curves were; a curve that is constant is matched by any function with c = 0 and
    R² = 1.
    """

    names: tuple[str, ...]
    r2: Tensor
    a: Tensor
    b: Tensor
    c: Tensor
    d: Tensor
    number: Tensor

    def function(self, row: int, curve: int) -> str:
        """The whole text of a function: of a bare shaped name with the number that was found."""
        name = self.names[row]
        return shaped_text(name, [float(self.number[row, curve])]) if name in SHAPED_NAMES else name


@torch.no_grad()
def fit(curves: Curves, names: Sequence[str] = OFFERED) -> Fits:
    """All `names` fitted to all curves. KeyError: an unknown function."""

    def part(rows: slice, grouped: Sequence[str]) -> tuple[Tensor, ...]:
        some = curves.part(rows)
        standard = standardise(some.y, some.weight)
        u = torch.linspace(-1, 1, some.y.shape[1], dtype=torch.float64)
        span = ((some.x_hi - some.x_lo) / 2, (some.x_hi + some.x_lo) / 2)
        return _fit_together(grouped, standard, Target(u, standard.y, standard.weight), standard, span)

    return _in_parts(part, len(curves.y), names)


@torch.no_grad()
def fit_scattered(
    x: Float[Tensor, " n"],
    y: Float[Tensor, "e n"],
    weight: Float[Tensor, "e n"],
    names: Sequence[str] = OFFERED,
) -> Fits:
    """All `names` fitted to samples that lie anywhere, x ascending and the same for all rows of y.

    Starts come from means over cells, the rest from the samples themselves. KeyError: an unknown function.
    """
    half, middle = (x[-1] - x[0]) / 2, (x[-1] + x[0]) / 2
    u = (x - middle) / half

    def part(rows: slice, grouped: Sequence[str]) -> tuple[Tensor, ...]:
        standard = standardise(y[rows], weight[rows])
        cells = standardise(*in_cells(u, standard.y, standard.weight, CELLS))
        span = (half.expand(len(standard.y)), middle.expand(len(standard.y)))
        return _fit_together(grouped, cells, Target(u, standard.y, standard.weight), standard, span)

    return _in_parts(part, len(y), names)


def _in_parts(
    part: Callable[[slice, Sequence[str]], tuple[Tensor, ...]], curves: int, names: Sequence[str]
) -> Fits:
    """So many curves at a time as memory bears, functions of one family side by side."""
    order = sorted(range(len(names)), key=lambda k: family_rank(names[k]))
    grouped = [names[k] for k in order]
    parts = [part(slice(first, first + TOGETHER), grouped) for first in range(0, curves, TOGETHER)]
    back = torch.tensor(sorted(range(len(order)), key=lambda k: order[k]), dtype=torch.long)
    return Fits(tuple(names), *(torch.cat(field, 1)[back] for field in zip(*parts, strict=True)))


def _fit_together(
    names: Sequence[str], seeds: Standard, target: Target, standard: Standard, span: tuple[Tensor, Tensor]
) -> tuple[Tensor, ...]:
    """r2, a, b, c, d and number for one batch of curves; `span`: half-width and middle of each curve's x."""
    found = _search(names, seeds, target)
    return in_own_units(found, span, standard, target)


def _search(names: Sequence[str], seeds: Standard, target: Target) -> Rows:
    """One row for every function and curve, in this order, polished as far as there is hope."""
    whole = Seeds.of(seeds)
    folded = whole.folded()
    parts = [best_starts(name, whole, folded, STARTS) for name in names]
    t, left = torch.stack([part[0] for part in parts]), 1 - torch.stack([part[1] for part in parts])
    curves = left.shape[1]
    kind = torch.arange(len(names)).repeat_interleave(curves)
    curve = torch.arange(curves).repeat(len(names))
    best = Rows(tuple(names), kind, curve, t[:, :, 0].reshape(-1, 4).clone())
    live = _hopeful(left.amin(2), *HOPE).reshape(-1).nonzero()[:, 0]
    begun = best.part(live.repeat_interleave(STARTS))
    tried = polish(
        replace(begun, t=t.reshape(-1, STARTS, 4)[live].reshape(-1, 4)), target.thinned(FIRST[0]), FIRST[1]
    )
    chosen = tried.loss.reshape(-1, STARTS).argmin(1)
    best.t[live] = tried.t.reshape(-1, STARTS, 4)[torch.arange(len(live)), chosen]
    for points, steps in ROUNDS:
        polished = polish(best.part(live), target.thinned(points), steps)
        best.t[live] = polished.t
        live = live[_unsettled(polished)]
        if not len(live):
            return best
    near = live[polished.loss[_unsettled(polished)] < EXACT]
    if len(near):
        best.t[near] = polish(best.part(near), target.thinned(NEAR[0]), NEAR[1]).t
    return best


def _unsettled(fits: Polished) -> Tensor:
    moving = (fits.promise > SETTLED) | (fits.loss < EXACT)
    return moving & (fits.loss > NOTHING) & (fits.loss < HOPELESS)


def _hopeful(left: Tensor, enough: float, most: int) -> Tensor:
    """(F, E): which functions may still become a curve's name."""
    least = left.amin(0, keepdim=True)
    last = left.kthvalue(min(most, len(left)), 0, keepdim=True).values
    return (left <= torch.maximum((2 * least).clamp(min=enough), last)) & (left < HOPELESS)
