"""Modules: groups of nodes that are to have nothing to do with the others."""

import re
from collections.abc import Iterable

from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.surgery.cut import cut_edges
from kanscope.kan.surgery.places import Edge

GROUP = re.compile(r"\[\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*\]")


def module(network: Network, start: int, chain: str, inputs: Float[Tensor, "N n0"] | None = None) -> Network:
    """Cuts every edge that leads into or out of a module.

    chain, as in pykan: `[0,1]->[0]->[0,1]->[1]` names for layer `start` its input nodes and subnodes in the
    module, then the same for the next layer, and so on; negative indices count from the end. With inputs
    (N, n0) the means of cut edges stay (see `cut_edges`). ValueError when the chain does not read so or names
    what does not exist.
    """
    groups = _read(chain)
    if not 0 <= start <= network.shape.depth - len(groups) // 2:
        raise ValueError(f"start: {len(groups) // 2} layers from {start} are more than {network.width} has")
    edges: list[Edge] = []
    for step, (nodes, subnodes) in enumerate(zip(groups[::2], groups[1::2], strict=True)):
        l = start + step
        sources = _members(nodes, network.shape.nodes(l))
        targets = _members(subnodes, network.shape.subnodes(l))
        edges += _crossing(network, l, sources, targets)
    return cut_edges(network, edges, inputs)


def _read(chain: str) -> list[list[int]]:
    found = [GROUP.fullmatch(part.strip()) for part in chain.split("->")]
    groups = [[int(index) for index in match[1].split(",")] for match in found if match]
    if len(groups) < len(found) or len(groups) % 2:
        raise ValueError(f"chain must read like '[0,1]->[0]', two groups a layer, got {chain!r}")
    return groups


def _members(group: Iterable[int], size: int) -> set[int]:
    outside = [index for index in group if not -size <= index < size]
    if outside:
        raise ValueError(f"chain: there is no node {outside[0]} among {size}")
    return {index % size for index in group}


def _crossing(network: Network, l: int, sources: set[int], targets: set[int]) -> list[Edge]:
    every = [(i, j) for i in range(network.shape.nodes(l)) for j in range(network.shape.subnodes(l))]
    return [(l, i, j) for i, j in every if (i in sources) != (j in targets)]
