"""Random starts that bend: where a curve has to be even, no straight line leads to it."""

from __future__ import annotations

from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.layer import Layer, Wiring
from kanscope.kan.network import HIDDEN_MARGIN, INPUT_MARGIN, Network, cover
from kanscope.kan.start import FACTOR_OFFSET, NOISE, greville


def restarted(network: Network, x: Float[Tensor, "N n0"], grid: int, dice: torch.Generator) -> Network:
    """A fresh random network of the same shape and living splines, its ranges covering x (N, n0).

    Every edge is a random parabola (a·t + b·t² + noise)/√m over its range t ∈ [-1, 1], a and b standard
    normal, where m edges feed a subnode. Names and locks are not kept.
    """
    wirings: list[Wiring] = []
    blocks: list[Tensor] = []
    for l, old in enumerate(network.layers):
        lo, hi = cover(x, HIDDEN_MARGIN if l else INPUT_MARGIN)
        wirings.append(_free(old.wiring, grid, lo, hi))
        weights = _parabolas(network, l, grid, dice).to(x)
        affine = torch.zeros_like(old.affine)
        affine[..., [0, 2]] = 1
        blocks += [weights.flatten(), affine.flatten()]
        layer = Layer(network.shape.orders[l], network.shape.bases[l], wirings[-1], weights, affine)
        x = network.combine(l, layer(x))
    return Network(network.shape, wirings, torch.cat(blocks))


def _free(old: Wiring, grid: int, lo: Tensor, hi: Tensor) -> Wiring:
    nameless = tuple((None,) * len(row) for row in old.function)
    locked = torch.zeros_like(old.locked)
    return replace(old, grid=grid, lo=lo, hi=hi, locked=locked, function=nameless, knots=None)


def _parabolas(network: Network, l: int, grid: int, dice: torch.Generator) -> Tensor:
    """Weights (i, features, o) of layer l."""
    shape, alive = network.shape, network.layers[l].alive
    i, o, splines = shape.nodes(l), shape.subnodes(l), grid + shape.orders[l]
    t = greville(grid, shape.orders[l])[None, :, None]
    line, bend = torch.randn(2, i, 1, o, generator=dice, dtype=torch.float64)
    noise = NOISE * torch.randn(i, splines, o, generator=dice, dtype=torch.float64)
    feeding = alive.sum(0).clamp(min=1)
    weights = torch.zeros(i, shape.features(l, grid), o, dtype=torch.float64)
    weights[:, :splines] = (line * t + bend * t * t + noise) / feeding.sqrt()
    weights[:, :splines, shape.sums(l) :] += FACTOR_OFFSET / feeding[shape.sums(l) :]
    return weights
