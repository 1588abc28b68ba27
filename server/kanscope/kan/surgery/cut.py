"""Cutting edges and nodes: they contribute nothing from now on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.surgery.means import move_means
from kanscope.kan.surgery.places import Edge, Node, Side, existing, existing_node, touching


def cut_edges(
    network: Network, edges: Iterable[Edge], inputs: Float[Tensor, "N n0"] | None = None
) -> Network:
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


def cut_nodes(
    network: Network, nodes: Iterable[Node], inputs: Float[Tensor, "N n0"] | None = None, side: Side = "all"
) -> Network:
    """All edges into and out of these nodes (position, index; inputs and hidden) contribute 0 from now on.

    side: cut only what leads in or out. Inputs as in `cut_edges`. ValueError when a node does not exist or is
    an output.
    """
    edges = [edge for node in nodes for edge in touching(network, existing_node(network, node), side)]
    return cut_edges(network, edges, inputs)


def cut_inputs(
    network: Network, indices: Iterable[int], inputs: Float[Tensor, "N n0"] | None = None
) -> Network:
    """The network no longer listens to these inputs; they keep their places. As in `cut_nodes`."""
    return cut_nodes(network, [(0, index) for index in indices], inputs)


def _without(network: Network, cut: Sequence[Tensor], inputs: Tensor | None) -> Network:
    pairs = zip(network.layers, cut, strict=True)
    thinner = network.rewired([replace(e.wiring, alive=e.alive & ~gone) for e, gone in pairs])
    if inputs is not None:
        move_means(network, thinner, cut, inputs)
    return thinner


def _cut_onward(network: Network, cut: Sequence[Tensor]) -> None:
    """Marks what leads on from nodes of which a subnode loses its last edge."""
    for l in range(len(cut) - 1):
        alive, owners = network.layers[l].alive, network.owners(l)
        lost = alive.any(0) & ~(alive & ~cut[l]).any(0)
        idle = lost.new_zeros(len(cut[l + 1]), dtype=torch.long).index_add_(0, owners, lost.long()) > 0
        cut[l + 1].logical_or_(idle[:, None] & network.layers[l + 1].alive)
