"""Where to start a fit: every start of a function is laid on the curve's grid once, and one matrix product
scores all.

With unit-norm centred atoms D and a curve y of variance 1 under weights w: R² = (D·wy)² / (D²·w - (D·w)²).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.functions.catalogue import SHAPED, function
from kanscope.symbolic.curves import Standard
from kanscope.symbolic.families.family import Family
from kanscope.symbolic.families.members import family_of, starts_of

BLOCKS = 8
"""Starts are taken from different blocks of the list, `BLOCKS` times more blocks than starts: spread, not
neighbours.
"""
ENOUGH = 64
"""Points on which starts are scored, but for functions that need all; neighbours are taken together."""


@dataclass(frozen=True)
class Atoms:
    """`values` (P, n) float32, centred, unit norm; `starts` (P, 4) what they were made of."""

    family: Family
    starts: Tensor
    values: Tensor

    @cached_property
    def squares(self) -> Tensor:
        """values², needed only for curves with weights."""
        return self.values.square()


@dataclass(frozen=True)
class Seeds:
    """Curves as starts are scored on them, (n, E) float32: weights, and weights times values."""

    weight: Tensor
    target: Tensor
    uniform: bool

    @staticmethod
    def of(standard: Standard) -> Seeds:
        """The curves, point by point."""
        weight = standard.weight.to(torch.float32).T
        return Seeds(weight, weight * standard.y.to(torch.float32).T, standard.uniform)

    def folded(self) -> Seeds:
        """Neighbours taken together where there are more points than enough."""
        fold = folding(len(self.weight))
        if fold == 1:
            return self
        curves = self.weight.shape[1]
        weight, target = (part.reshape(-1, fold, curves).sum(1) for part in (self.weight, self.target))
        return Seeds(weight, target, self.uniform)


def folding(points: int) -> int:
    """How many neighbours are taken together."""
    fold = points // ENOUGH
    return fold if fold > 1 and points % fold == 0 else 1


@lru_cache(maxsize=512)
def atoms(name: str, points: int, fold: int) -> Atoms:
    """All starts of one function on `points` points, `fold` of which are taken together; made when first
    asked for, 1-30 ms.
    """
    family, starts = family_of(name), starts_of(name, points)
    placed = family.place(starts)
    u = torch.linspace(-1, 1, points, dtype=torch.float64)
    z = placed.alpha[:, None] * u + placed.beta[:, None]
    values = SHAPED[name].value(z, starts[:, 3:]) if name in SHAPED else function(name).value(z)
    values = values.reshape(len(values), -1, fold).mean(2)
    values = values - values.mean(1, keepdim=True)
    norm = values.norm(dim=1, keepdim=True)
    values = (values / torch.where(norm > 0, norm, 1.0)).to(torch.float32)
    whole = torch.isfinite(values).all(1)
    if family.phases:
        whole = whole.reshape(-1, 2).all(1).repeat_interleave(2)
    if not bool(whole.any()):  # a function without values anywhere fits nothing, and is to say so
        whole, values = torch.ones_like(whole), torch.zeros_like(values)
    return Atoms(family, starts[whole], values[whole])


def best_starts(
    name: str, seeds: Seeds, folded: Seeds, count: int
) -> tuple[Float[Tensor, "e k 4"], Float[Tensor, "e k"]]:
    """Promising and different starts for every curve, and the R² each begins with, best first."""
    points = len(seeds.weight)
    fine = family_of(name).fine
    table = atoms(name, points, 1 if fine else folding(points))
    scores = _scores(table, seeds if fine else folded)
    chosen = _best_frequencies(scores, count) if table.family.phases else _best_of_blocks(scores, count)
    return table.starts[chosen.T], scores.gather(0, chosen).T.to(torch.float64)


def _scores(table: Atoms, seeds: Seeds) -> Tensor:
    """(P, E): R² of every start with c and d at their best."""
    explained = (table.values @ seeds.target).square()
    if seeds.uniform:
        return explained * len(seeds.weight)
    second = table.squares @ seeds.weight
    variance = second - (table.values @ seeds.weight).square()
    return explained / torch.maximum(variance, 1e-3 * second + 1e-30)


def _best_frequencies(scores: Tensor, count: int) -> Tensor:
    """(count, E): the two phases of a frequency add up to its score; the better one starts."""
    pairs = scores.reshape(-1, 2, scores.shape[1])
    best = pairs.sum(1).topk(min(count, len(pairs)), 0).indices
    phase = (pairs[:, 1] > pairs[:, 0]).gather(0, best)
    return _filled(2 * best + phase, count)


def _best_of_blocks(scores: Tensor, count: int) -> Tensor:
    """(count, E): the best start of each of the best blocks."""
    number, curves = scores.shape
    blocks = min(BLOCKS * count, number)
    length = -(-number // blocks)
    padded = torch.nn.functional.pad(scores, (0, 0, 0, blocks * length - number), value=-1.0)
    best, inside = padded.reshape(blocks, length, curves).max(1)
    block = best.topk(min(count, blocks), 0).indices
    return _filled(block * length + inside.gather(0, block), count)


def _filled(chosen: Tensor, count: int) -> Tensor:
    return chosen if len(chosen) == count else chosen[torch.arange(count) % len(chosen)]
