"""Leaving out hidden nodes that no living edge touches."""

from __future__ import annotations

from dataclasses import replace

import torch
from jaxtyping import Bool
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.shape import Shape
from kanscope.kan.surgery.blocks import assembled, blocks_of


def compact(network: Network) -> Network:
    """The same function without its idle hidden nodes; the nodes left move up, so ids change.

    A node is idle when all edges into and out of it are cut: it adds nothing anywhere. Inputs and outputs
    stay; of an idle layer one node stays.
    """
    kept = [_kept(network, position) for position in range(network.shape.depth + 1)]
    if all(bool(nodes.all()) for nodes in kept):
        return network.copy()
    blocks = blocks_of(network)
    for l, block in enumerate(blocks):
        subnodes = kept[l + 1][network.owners(l)]
        blocks[l] = block.with_inputs(_places(kept[l])).with_outputs(_places(subnodes))
    return assembled(_thinner(network.shape, kept), blocks)


def touched(network: Network, position: int) -> Bool[Tensor, " n"]:
    """(n,) bool: nodes with a living edge into or out of them."""
    touched = torch.zeros(network.shape.nodes(position), dtype=torch.bool, device=network.parameters.device)
    if position < network.shape.depth:
        touched |= network.layers[position].alive.any(1)
    if position > 0:
        fed = network.layers[position - 1].alive.any(0)
        touched[network.owners(position - 1)[fed]] = True
    return touched


def _kept(network: Network, position: int) -> Tensor:
    """(n,) bool."""
    kept = touched(network, position)
    if position in {0, network.shape.depth}:
        return torch.ones_like(kept)
    kept[0] |= ~kept.any()
    return kept


def _thinner(shape: Shape, kept: list[Tensor]) -> Shape:
    width, arities = [shape.width[0]], []
    for (sums, _), old, nodes in zip(shape.width[1:], shape.arities, kept[1:], strict=True):
        products = nodes[sums:].tolist()
        arities.append(tuple(m for m, stays in zip(old, products, strict=True) if stays))
        width.append((int(nodes[:sums].sum()), len(arities[-1])))
    return replace(shape, width=tuple(width), arities=tuple(arities))


def _places(mask: Tensor) -> list[int]:
    return torch.nonzero(mask).flatten().tolist()
