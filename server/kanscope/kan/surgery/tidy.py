"""Fewer crossings: an order of the hidden nodes in which strong edges run straight."""

import math
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.scores import Scores
from kanscope.kan.surgery.reorder import reorder, subnode_order

LEAST = 1e-9  # share of the cost a swap must save; rounding saves less


def connection_cost(edges: Sequence[Float[Tensor, "_i _o"]]) -> float:
    """Σ |x_in - x_out| · score over all edges, scores (i, o) a layer; n places lie at (m + 1/2)/n.

    Source: Liu et al., Seeing is Believing: brain-inspired modular training (2305.08746).
    """
    return math.fsum(float((_distances(scores) * scores).sum()) for scores in edges)


def auto_swap(network: Network, scores: Scores) -> Network:
    """The same function with the hidden nodes in an order of lower connection cost.

    At each position in turn the swap that saves most is made until none saves anything, and again until no
    position changes. Sums change places with sums, products with products of as many factors.
    """
    edges, tidy, changed = list(scores.edges), network, True
    while changed:
        changed = False
        for position in range(1, network.shape.depth):
            order = _better_order(tidy, position, edges)
            if order != list(range(len(order))):
                edges = _reordered(tidy, position, edges, order)
                tidy, changed = reorder(tidy, position, order), True
    return tidy


def _better_order(network: Network, position: int, edges: Sequence[Tensor]) -> list[int]:
    order = list(range(network.shape.nodes(position)))
    sizes = [1] * network.shape.sums(position - 1) + list(network.shape.arities[position - 1])
    kinds = list(zip([node < network.shape.sums(position - 1) for node in order], sizes, strict=True))
    for kind in sorted(set(kinds)):
        alike = [node for node in order if kinds[node] == kind]
        costs = _costs(network, position, edges, alike)
        for place, node in zip(alike, _descended(costs), strict=True):
            order[place] = alike[node]
    return order


def _costs(network: Network, position: int, edges: Sequence[Tensor], nodes: list[int]) -> Tensor:
    """(n, n): what the edges of each node cost in the place of each, all else staying where it is."""
    before, after = edges[position - 1], edges[position]
    sums, arities = network.shape.sums(position - 1), network.shape.arities[position - 1]
    own = torch.tensor([subnode_order(sums, arities, [node]) for node in nodes], device=before.device)
    into = torch.einsum("iaq,ibq->ab", before[:, own], _distances(before)[:, own])
    return into + after[nodes] @ _distances(after)[nodes].T


def _descended(costs: Tensor) -> list[int]:
    """Which node to put in each place: swaps of two, the best first, as long as one saves something."""
    order = list(range(len(costs)))
    least = LEAST * float(costs.abs().sum())
    while True:
        here = costs[order]
        own = here.diagonal()
        saved = own[:, None] + own - here - here.T
        best = int(saved.argmax())
        one, other = divmod(best, len(order))
        if float(saved[one, other]) <= least:
            return order
        order[one], order[other] = order[other], order[one]


def _reordered(network: Network, position: int, edges: list[Tensor], order: list[int]) -> list[Tensor]:
    sums, arities = network.shape.sums(position - 1), network.shape.arities[position - 1]
    moved = list(edges)
    moved[position - 1] = edges[position - 1][:, subnode_order(sums, arities, order)]
    moved[position] = edges[position][order]
    return moved


def _distances(scores: Tensor) -> Tensor:
    """|x_in - x_out| of every edge, (i, o)."""
    return (_places(scores[:, 0])[:, None] - _places(scores[0])).abs()


def _places(like: Tensor) -> Tensor:
    steps = torch.arange(len(like), dtype=like.dtype, device=like.device)
    return (steps + 0.5) / len(like)
