"""Edges and nodes by their places, checked against a network."""

from collections.abc import Iterable
from typing import Literal

import torch

from kanscope.kan.network import Network

Edge = tuple[int, int, int]
Node = tuple[int, int]
Side = Literal["in", "out", "all"]


def existing(network: Network, edges: Iterable[Edge]) -> list[Edge]:
    """The edges as a list. ValueError for one the network does not have."""
    known = list(edges)
    for l, i, j in known:
        inside = 0 <= l < network.shape.depth
        if not (inside and 0 <= i < network.shape.nodes(l) and 0 <= j < network.shape.subnodes(l)):
            raise ValueError(f"edges: ({l}, {i}, {j}) is not an edge of {network.width}")
    return known


def existing_node(network: Network, node: Node) -> Node:
    """The node, if it is an input or a hidden node. ValueError otherwise."""
    position, index = node
    if not (0 <= position < network.shape.depth and 0 <= index < network.shape.nodes(position)):
        raise ValueError(f"nodes: ({position}, {index}) is not an input or hidden node of {network.width}")
    return node


def touching(network: Network, node: Node, side: Side = "all") -> list[Edge]:
    """Every edge into a node (of all its factors) and every edge out of it, or those of one side."""
    position, index = node
    outward = [(position, index, j) for j in range(network.shape.subnodes(position))]
    if side == "out" or position == 0:
        return outward if side != "in" else []
    factors = torch.nonzero(network.owners(position - 1) == index).flatten().tolist()
    inward = [(position - 1, i, j) for i in range(network.shape.nodes(position - 1)) for j in factors]
    return inward if side == "in" else outward + inward


def cut_between(before: Network, after: Network) -> list[Edge]:
    """Which edges live in one network and no longer in another of the same shape."""
    pairs = zip(before.layers, after.layers, strict=True)
    lost = [(old.alive & ~new.alive).nonzero().tolist() for old, new in pairs]
    return [(l, i, j) for l, edges in enumerate(lost) for i, j in edges]
