"""Leaving out hidden nodes that no living edge touches."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from kanscope.kan.layer import Layer, Wiring
from kanscope.kan.network import Network
from kanscope.kan.shape import Shape
from kanscope.kan.wishes.wish import selected


def compact(network: Network) -> Network:
    """The same function without its idle hidden nodes; the nodes left move up, so ids change.

    A node is idle when all edges into and out of it are cut: it adds nothing anywhere. Inputs and outputs
    stay; of an idle layer one node stays.
    """
    kept = [_kept(network, position) for position in range(network.shape.depth + 1)]
    shape = _thinner(network.shape, kept)
    wirings, blocks = [], list[Tensor]()
    for l, layer in enumerate(network.layers):
        sources = torch.nonzero(kept[l]).flatten()
        targets = torch.nonzero(kept[l + 1][network.owners(l)]).flatten()
        wirings.append(_selected(layer, sources, targets))
        blocks += [
            layer.weights[sources][:, :, targets].flatten(),
            layer.affine[sources][:, targets].flatten(),
        ]
    return Network(shape, wirings, torch.cat(blocks))


def _kept(network: Network, position: int) -> Tensor:
    """(n,) bool."""
    nodes, depth = network.shape.nodes(position), network.shape.depth
    if position in {0, depth}:
        return torch.ones(nodes, dtype=torch.bool, device=network.parameters.device)
    kept = network.layers[position].alive.any(1)
    fed = network.layers[position - 1].alive.any(0)
    kept = kept.index_put((network.owners(position - 1)[fed],), kept.new_ones(()))
    kept[0] |= ~kept.any()
    return kept


def _thinner(shape: Shape, kept: list[Tensor]) -> Shape:
    sums = [int(mask[:s].sum()) for mask, (s, _) in zip(kept, shape.width, strict=True)]
    products = [mask[s:].tolist() for mask, (s, _) in zip(kept, shape.width, strict=True)]
    arities = [
        tuple(m for m, stays in zip(old, left, strict=True) if stays)
        for old, left in zip(shape.arities, products[1:], strict=True)
    ]
    width = tuple((s, sum(left)) for s, left in zip(sums, products, strict=True))
    return replace(shape, width=width, arities=tuple(arities))


def _selected(layer: Layer, sources: Tensor, targets: Tensor) -> Wiring:
    wiring = layer.wiring
    names = tuple(tuple(wiring.function[i][j] for j in targets.tolist()) for i in sources.tolist())
    return replace(
        wiring,
        lo=wiring.lo[sources],
        hi=wiring.hi[sources],
        alive=wiring.alive[sources][:, targets],
        locked=wiring.locked[sources][:, targets],
        function=names,
        knots=None if wiring.knots is None else wiring.knots[sources],
        wishes=selected(wiring.wishes, sources.tolist(), targets.tolist()),
    )
