"""What a curve leaves over: how far each sample would move it, and whether the samples agree.

To first order a sample's errors e (n_out,) would be mended by moving the edge's curve at its x by s, where
g·s = e and g (n_out,) is the gradient of the outputs by the edge's subnode: s = g·e / g·g (a partial
residual; for an edge into an output's sum it is the error itself). Samples with small g·g say little, and
count so.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from kanscope.kan.gradient import Gradient, step_back
from kanscope.kan.network import Network

BINS = 12
FEWEST = 8
"""Samples in a bin."""


@dataclass(frozen=True)
class LeftOver:
    """x (N,), shift (N,) and weight (N,) of the samples; the rest a bin of as many samples each.

    shift: how far a sample would move the curve; weight: g·g. centre (B,): mean x of a bin; moved (B,): the
    shift that mends its errors best; unsure (B,): its standard error. explained: the share of all squared
    error that moving every bin would mend, less what chance alone would, never below 0.
    """

    x: Float[Tensor, " N"]
    shift: Float[Tensor, " N"]
    weight: Float[Tensor, " N"]
    centre: Float[Tensor, " B"]
    moved: Float[Tensor, " B"]
    unsure: Float[Tensor, " B"]
    explained: float


def left_over(
    network: Network, edge: tuple[int, int, int], x: Float[Tensor, "N n0"], y: Float[Tensor, "N n_out"]
) -> LeftOver:
    """What the edge (layer, input, subnode) leaves over of y at the samples x."""
    l, i, j = edge
    passes = Gradient(network, x)
    error = y - passes.forward()
    steep = torch.stack([_reach(passes, l, j, target) for target in range(y.shape[1])], 1)
    weight, pulled = steep.square().sum(1), (steep * error).sum(1)
    shift = torch.where(weight > 0, pulled / weight.clamp(min=torch.finfo(x.dtype).tiny), 0.0)
    enters = passes.tapes[l].x[:, i].clone()
    bins = _bins(enters)
    return LeftOver(enters, shift, weight, *_moved(bins, enters, weight, pulled, error))


def _reach(passes: Gradient, l: int, j: int, target: int) -> Float[Tensor, " N"]:
    """The slope of one output by one subnode, at every sample."""
    shape = passes.network.shape
    pull = passes.x.new_zeros(len(passes.x), shape.nodes(shape.depth))
    pull[:, target] = 1
    for layer in range(shape.depth - 1, l, -1):
        pull = step_back(passes.tapes[layer], passes.by_subnodes(layer, pull))
    return passes.by_subnodes(l, pull)[:, j].clone()


def _bins(x: Tensor) -> Int[Tensor, " N"]:
    """Which part each sample belongs to, about as many in each; equal values stay together."""
    count = max(1, min(BINS, len(x) // FEWEST))
    inner = torch.linspace(0, 1, count + 1, dtype=x.dtype)[1:-1]
    ends = torch.unique(torch.quantile(x, inner)) if count > 1 else x.new_zeros(0)
    places: Tensor = torch.unique(torch.bucketize(x, ends), return_inverse=True)[1]
    return places


def _moved(
    bins: Tensor, x: Tensor, weight: Tensor, pulled: Tensor, error: Tensor
) -> tuple[Tensor, Tensor, Tensor, float]:
    """(centre, moved, unsure, explained) of the bins."""
    count = int(bins.max()) + 1
    weights, pulls, samples = (
        x.new_zeros(count).index_add_(0, bins, part) for part in (weight, pulled, torch.ones_like(x))
    )
    tiny = torch.finfo(x.dtype).tiny
    whole, mended = float(error.square().sum()), float((pulls.square() / weights.clamp(min=tiny)).sum())
    free = max(error.numel() - count, 1)
    left = max(whole - mended, 0.0) / free
    chance = left * error.numel() / whole if whole > 0 else 1.0
    unsure = (left / weights.clamp(min=tiny)).sqrt()
    centre = x.new_zeros(count).index_add_(0, bins, x) / samples
    return centre, pulls / weights.clamp(min=tiny), unsure, max(0.0, 1 - chance)
