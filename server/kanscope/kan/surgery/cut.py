"""Cutting edges and nodes: they contribute nothing from now on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.surgery.means import move_means
from kanscope.kan.surgery.places import Edge, Node, existing, touching


def cut_edges(network: Network, edges: Iterable[Edge], inputs: Tensor | None = None) -> Network:
    """These edges contribute 0 from now on.

    With inputs (N, n0), the mean each contributed there goes to a living edge of the same subnode, so that
    the output stays centred; a subnode without one is constant, so what leads on from its node goes too.
    ValueError when an edge does not exist.
    """
    cut = [torch.zeros_like(layer.alive) for layer in network.layers]
    for l, i, j in existing(network, edges):
        cut[l][i, j] = network.layers[l].alive[i, j]
    if inputs is not None:
        _cut_onward(network, cut)
    return _without(network, cut, inputs)


def cut_nodes(network: Network, nodes: Iterable[Node], inputs: Tensor | None = None) -> Network:
    """All edges into and out of these nodes (position, index; inputs and hidden) contribute 0 from now on.

    ValueError when a node does not exist or is an output.
    """
    edges: list[Edge] = []
    for position, index in nodes:
        if not (0 <= position < network.shape.depth and 0 <= index < network.shape.nodes(position)):
            raise ValueError(
                f"nodes: ({position}, {index}) is not an input or hidden node of {network.width}"
            )
        edges += touching(network, position, index)
    return cut_edges(network, edges, inputs)


def _without(network: Network, cut: Sequence[Tensor], inputs: Tensor | None) -> Network:
    pairs = zip(network.layers, cut, strict=True)
    thinner = network.rewired([replace(e.wiring, alive=e.alive & ~gone) for e, gone in pairs])
    if inputs is not None:
        move_means(network, thinner, cut, inputs)
    return thinner


def _cut_onward(network: Network, cut: Sequence[Tensor]) -> None:
    """Marks what leads on from nodes of which a subnode loses its last edge."""
    for l in range(len(cut) - 1):
        alive = network.layers[l].alive
        lost = alive.any(0) & ~(alive & ~cut[l]).any(0)
        owners = network.owners(l)
        idle = (
            torch.zeros(network.shape.nodes(l + 1), dtype=torch.long, device=owners.device).index_add_(
                0, owners, lost.long()
            )
            > 0
        )
        cut[l + 1].logical_or_(idle[:, None] & network.layers[l + 1].alive)
