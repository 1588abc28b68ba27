"""Fit every function to every curve at once: y ≈ c·f(a·x + b) + d.

Starts come from a dictionary (starts.py), are polished in rounds that keep fewer starts on more points
(polish.py), and end with c and d in closed form. R² does not depend on the curve's scale, and nothing
bounds a or b but the domain of f.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.symbolic.curves import Curves, Standard, in_cells, standardise
from kanscope.symbolic.families.members import family_rank
from kanscope.symbolic.names import OFFERED
from kanscope.symbolic.polish import HOPELESS, Target, placements, polish, values
from kanscope.symbolic.starts import best_starts

ROUNDS = ((4, 64, 10), (2, 128, 10), (1, 1 << 30, 4))
"""(starts kept, points, steps) of each round."""
TOGETHER = 64
"""Curves fitted in one batch: bounds the memory."""

CELLS = 256
"""Points of the grid on which starts for scattered samples are looked up."""


@dataclass(frozen=True)
class Fits:
    """Result for F functions and E curves: every tensor (F, E), float64, in the order of `names`; a, b in
    the curve's x.

    `r2` is weighted if the curves were; a curve that is constant is matched by any function with c = 0 and
    R² = 1.
    """

    names: tuple[str, ...]
    r2: Tensor
    a: Tensor
    b: Tensor
    c: Tensor
    d: Tensor


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
    """r2, a, b, c, d for one batch of curves; `span`: half-width and middle of each curve's x."""
    t = torch.stack([best_starts(name, seeds, ROUNDS[0][0]) for name in names])
    for kept, points, steps in ROUNDS:
        t = _best(t, kept, names, target)
        t, _ = polish(names, t, target.thinned(points), steps)
    return _in_own_units(span, standard, names, t[:, :, 0], target)


def _best(t: Tensor, kept: int, names: Sequence[str], target: Target) -> Tensor:
    """The `kept` best of the starts (F, E, K, 3)."""
    if kept >= t.shape[2]:
        return t
    _, loss = polish(names, t, target.thinned(128), 0)
    index = loss.topk(kept, 2, largest=False).indices
    return t.gather(2, index[..., None].expand(-1, -1, -1, 3))


def _in_own_units(
    span: tuple[Tensor, Tensor], standard: Standard, names: Sequence[str], t: Tensor, target: Target
) -> tuple[Tensor, ...]:
    """Closed-form c, d and R² on all points, then a, b, c, d for the curve's own x and y."""
    placed = placements(names, t)
    f = values(names, placed.alpha[..., None] * target.u + placed.beta[..., None])
    mean = (target.weight * f).sum(-1, keepdim=True)
    spread = (target.weight * (f - mean).square()).sum(-1)
    c = torch.where(
        spread > 0, (target.weight * (f - mean) * target.y).sum(-1) / spread.clamp(min=1e-290), 0.0
    )
    loss = (target.weight * (target.y - c[..., None] * (f - mean)).square()).sum(-1)
    r2 = (1 - torch.nan_to_num(loss, nan=HOPELESS, posinf=HOPELESS)).clamp(min=0.0)
    r2 = torch.where(standard.flat, 1.0, r2)
    half, middle = span
    a = placed.alpha / half
    c = c * standard.deviation
    b = _small_phase(names, placed.beta - a * middle)
    return r2, a, b, c, standard.mean - c * mean[..., 0]


def _small_phase(names: Sequence[str], b: Tensor) -> Tensor:
    """Waves: whole turns are taken off b, which then trains and reads better."""
    wave = torch.tensor([name in ("sin", "cos") for name in names])[:, None]
    return torch.where(wave, torch.remainder(b + math.pi, 2 * math.pi) - math.pi, b)
