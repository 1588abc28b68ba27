"""Edges and nodes by their places, checked against a network."""

from collections.abc import Iterable

import torch

from kanscope.kan.network import Network

Edge = tuple[int, int, int]
Node = tuple[int, int]


def existing(network: Network, edges: Iterable[Edge]) -> list[Edge]:
    """The edges as a list. ValueError for one the network does not have."""
    known = list(edges)
    for l, i, j in known:
        inside = 0 <= l < network.shape.depth
        if not (inside and 0 <= i < network.shape.nodes(l) and 0 <= j < network.shape.subnodes(l)):
            raise ValueError(f"edges: ({l}, {i}, {j}) is not an edge of {network.width}")
    return known


def touching(network: Network, position: int, index: int) -> list[Edge]:
    """Every edge into or out of a node, of all its factors too."""
    outward = [(position, index, j) for j in range(network.shape.subnodes(position))]
    if position == 0:
        return outward
    owners = network.owners(position - 1)
    factors = torch.nonzero(owners == index).flatten().tolist()
    before = range(network.shape.nodes(position - 1))
    return outward + [(position - 1, i, j) for i in before for j in factors]
