"""Two networks of one shape, node by node: which nodes of the one compute what those of the other do.

A hidden node's place, sign, size and zero mean nothing; it is what it does to the rows, up to those.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.seeds.assignment import assign

TINY = 1e-12


@dataclass(frozen=True)
class Looks:
    """What a network does to some rows.

    edges: a layer's activations (N, i, o), centred; weight (i, o): their standard deviations by those of
    their subnodes; nodes (N, n) and subnodes (N, o) centred.
    """

    edges: list[Float[Tensor, "N _i _o"]]
    weight: list[Float[Tensor, "_i _o"]]
    nodes: list[Float[Tensor, "N _n"]]
    subnodes: list[Float[Tensor, "N _o"]]


def look(network: Network, x: Float[Tensor, "N n0"]) -> Looks:
    """At all layers, on the rows x."""
    edges, weight, nodes, subnodes = list[Tensor](), list[Tensor](), [_centred(x)], list[Tensor]()
    for l, layer in enumerate(network.layers):
        values = layer.edge_values(x)
        arriving = values.sum(1)
        x = network.combine(l, arriving)
        edges.append(_centred(values))
        subnodes.append(_centred(arriving))
        nodes.append(_centred(x))
        weight.append(edges[-1].square().mean(0).sqrt() / (subnodes[-1].square().mean(0).sqrt() + TINY))
    return Looks(edges, weight, nodes, subnodes)


def likeness(one: Float[Tensor, "N m"], other: Float[Tensor, "N l"]) -> Float[Tensor, "m l"]:
    """|correlation| of each two columns of (N, m) and (N, m'), both centred; 0 with a constant. (m, m')."""
    sizes = one.square().sum(0).sqrt()[:, None] * other.square().sum(0).sqrt()
    return torch.where(sizes > TINY, (one.T @ other).abs() / sizes.clamp(min=TINY), 0.0)


def matched(network: Network, one: Looks, other: Looks) -> list[tuple[list[int], list[int]]]:
    """Per layer, which input node and which subnode of the other goes with each of the one's.

    Inputs and outputs stay; sums go with sums, a product with one of as many factors.
    """
    shape, found, before = network.shape, [], list(range(network.shape.nodes(0)))
    for l in range(shape.depth):
        last = l == shape.depth - 1
        after = list(range(shape.nodes(l + 1))) if last else _match_nodes(network, l, one, other)
        found.append((before, _match_subnodes(network, l, after, one, other)))
        before = after
    return found


def edge_likeness(
    one: Looks, other: Looks, l: int, places: tuple[list[int], list[int]]
) -> Float[Tensor, "i o"]:
    """|correlation| of the activations of matched edges of layer l, (i, o)."""
    mine, theirs = one.edges[l], other.edges[l][:, places[0]][:, :, places[1]]
    sizes = mine.square().sum(0).sqrt() * theirs.square().sum(0).sqrt()
    return torch.where(sizes > TINY, (mine * theirs).sum(0).abs() / sizes.clamp(min=TINY), 0.0)


def _match_nodes(network: Network, l: int, one: Looks, other: Looks) -> list[int]:
    alike = likeness(one.nodes[l + 1], other.nodes[l + 1])
    kinds = torch.tensor([1] * network.shape.sums(l) + list(network.shape.arities[l]), device=alike.device)
    return assign(alike - 2 * len(alike) * (kinds[:, None] != kinds))


def _match_subnodes(network: Network, l: int, nodes: list[int], one: Looks, other: Looks) -> list[int]:
    """The one subnode of a sum, the factors of a product each with its like."""
    owners = network.owners(l)
    found: list[int] = []
    for node, partner in enumerate(nodes):
        mine, theirs = (torch.nonzero(owners == which).flatten() for which in (node, partner))
        order = assign(likeness(one.subnodes[l][:, mine], other.subnodes[l][:, theirs]))
        found += theirs[order].tolist()
    return found


def _centred(values: Tensor) -> Tensor:
    return values - values.mean(0)
