"""Where to start a fit: every start of a function is laid on the curve's grid once, and one matrix product
scores all.

With unit-norm centred atoms D and a curve y of variance 1 under weights w: R² = (D·wy)² / (D²·w - (D·w)²).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import torch
from torch import Tensor

from kanscope.kan.functions.catalogue import function
from kanscope.symbolic.curves import Standard
from kanscope.symbolic.families.family import Family
from kanscope.symbolic.families.members import family_of

BLOCKS = 8
"""Starts are taken from different blocks of the list, `BLOCKS` times more blocks than starts: spread, not
neighbours.
"""


@dataclass(frozen=True)
class Atoms:
    """`values` (P, n) float32, centred, unit norm; `starts` (P, 3) what they were made of."""

    family: Family
    starts: Tensor
    values: Tensor

    @cached_property
    def squares(self) -> Tensor:
        """values², needed only for curves with weights."""
        return self.values.square()


@lru_cache(maxsize=512)
def atoms(name: str, points: int) -> Atoms:
    """All starts of one function on `points` points; made when first asked for, 1-30 ms."""
    family = family_of(name)
    starts = family.starts(points)
    placed = family.place(starts)
    u = torch.linspace(-1, 1, points, dtype=torch.float64)
    values = function(name).value(placed.alpha[:, None] * u + placed.beta[:, None])
    values = values - values.mean(1, keepdim=True)
    norm = values.norm(dim=1, keepdim=True)
    values = (values / torch.where(norm > 0, norm, 1.0)).to(torch.float32)
    whole = torch.isfinite(values).all(1)
    if family.phases:
        whole = whole.reshape(-1, 2).all(1).repeat_interleave(2)
    if not bool(whole.any()):  # a function without values anywhere fits nothing, and is to say so
        whole, values = torch.ones_like(whole), torch.zeros_like(values)
    return Atoms(family, starts[whole], values[whole])


def best_starts(name: str, standard: Standard, count: int) -> Tensor:
    """(E, count, 3): promising and different starts for every curve."""
    table = atoms(name, standard.y.shape[1])
    scores = _scores(table, standard)
    if table.family.phases:
        return table.starts[_best_frequencies(scores, count)]
    return table.starts[_best_of_blocks(scores, count)]


def _scores(table: Atoms, standard: Standard) -> Tensor:
    """(P, E): R² of every start with c and d at their best."""
    weight = standard.weight.to(torch.float32).T
    target = weight * standard.y.to(torch.float32).T
    explained = (table.values @ target).square()
    if standard.uniform:
        return explained * standard.y.shape[1]
    second = table.squares @ weight
    variance = second - (table.values @ weight).square()
    return explained / torch.maximum(variance, 1e-3 * second + 1e-30)


def _best_frequencies(scores: Tensor, count: int) -> Tensor:
    """(E, count): the two phases of a frequency add up to its score; the better one starts."""
    pairs = scores.reshape(-1, 2, scores.shape[1])
    best = pairs.sum(1).topk(min(count, len(pairs)), 0).indices
    phase = (pairs[:, 1] > pairs[:, 0]).gather(0, best)
    return (2 * best + phase).T


def _best_of_blocks(scores: Tensor, count: int) -> Tensor:
    """(E, count): the best start of each of the best blocks."""
    number, curves = scores.shape
    blocks = min(BLOCKS * count, number)
    length = -(-number // blocks)
    padded = torch.cat([scores, scores.new_full((blocks * length - number, curves), -1.0)])
    best, inside = padded.reshape(blocks, length, curves).max(1)
    block = best.topk(min(count, blocks), 0).indices
    chosen = block * length + inside.gather(0, block)
    return chosen.expand(count, curves).T if len(chosen) == 1 else _filled(chosen, count).T


def _filled(chosen: Tensor, count: int) -> Tensor:
    return chosen if len(chosen) == count else chosen[torch.arange(count) % len(chosen)]
