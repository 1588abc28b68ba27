"""Pruning: drop what scores little, then what no longer leads from an input to an output."""

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.scores import Scores, attribution
from kanscope.kan.surgery import Edge, cut_edges

NODE_THRESHOLD = 1e-2
EDGE_THRESHOLD = 3e-2
INPUT_THRESHOLD = 1e-2
NONE = -math.inf
"""A threshold below every score."""


def prune(
    network: Network,
    scores: Scores,
    node_threshold: float = NODE_THRESHOLD,
    edge_threshold: float = EDGE_THRESHOLD,
    inputs: Tensor | None = None,
    *,
    input_threshold: float = NONE,
) -> Network:
    """Cuts edges, hidden nodes and inputs scoring at most their threshold, and edges of nodes that thereby
    lose every way in or out.

    Locked edges stay, with the strongest way in and out of the nodes at their ends: alone they would be idle.
    A product keeps the strongest edge of each factor. With inputs (N, n0) the means of cut edges stay (see
    `cut_edges`). Which edges went, `cut_between` says. ValueError if an output is left without an edge.
    """
    strong = [
        layer.alive & ((scores.edges[l] > edge_threshold) | _needed_factor(network, l, scores))
        for l, layer in enumerate(network.layers)
    ]
    thresholds = [input_threshold, *(network.shape.depth - 1) * [node_threshold]]
    _without_weak(
        network, strong, [nodes > least for nodes, least in zip(scores.nodes, thresholds, strict=False)]
    )
    keep = [one | other for one, other in zip(strong, _held(network, scores), strict=True)]
    _drop_stranded(network, keep)
    if not bool(keep[-1].any(0).all()):
        raise ValueError("edge_threshold: an output would lose all its edges; choose lower thresholds")
    return cut_edges(network, _listed(keep, network), inputs)


def prune_safely(network: Network, edge_threshold: float, inputs: Tensor) -> Network:
    """Pruned by attribution on inputs (N, n0); the threshold is halved until no output loses every edge."""
    scores = attribution(network, inputs)
    while edge_threshold > 0:
        try:
            return prune(network, scores, min(NODE_THRESHOLD, edge_threshold), edge_threshold, inputs)
        except ValueError:
            edge_threshold = edge_threshold / 2 if edge_threshold > 1e-12 else 0.0
    return network


def prune_edges(
    network: Network, scores: Scores, threshold: float = EDGE_THRESHOLD, inputs: Tensor | None = None
) -> Network:
    """Cuts edges scoring at most `threshold`, and what they leave stranded. As in `prune`."""
    return prune(network, scores, NONE, threshold, inputs)


def prune_nodes(
    network: Network, scores: Scores, threshold: float = NODE_THRESHOLD, inputs: Tensor | None = None
) -> Network:
    """Cuts hidden nodes scoring at most `threshold`, and what they leave stranded. As in `prune`."""
    return prune(network, scores, threshold, NONE, inputs)


def prune_inputs(
    network: Network, scores: Scores, threshold: float = INPUT_THRESHOLD, inputs: Tensor | None = None
) -> Network:
    """Cuts the edges of inputs scoring at most `threshold`; they keep their places. As in `prune`."""
    return prune(network, scores, NONE, NONE, inputs, input_threshold=threshold)


def _without_weak(network: Network, keep: Sequence[Tensor], strong: Sequence[Tensor]) -> None:
    """Drops the edges at both sides of nodes that are not strong, (n,) bool a position before the outputs."""
    for position, nodes in enumerate(strong):
        keep[position][~nodes] = False
        if position:
            keep[position - 1][:, ~nodes[network.owners(position - 1)]] = False


def _needed_factor(network: Network, l: int, scores: Scores) -> Tensor:
    """(i, o) bool: the strongest living edge of each factor, without which its product would be 0."""
    needed = _strongest(network, l, scores, 0)
    needed[:, : network.shape.sums(l)] = False
    return needed


def _held(network: Network, scores: Scores) -> list[Tensor]:
    """(i, o) bool a layer: living locked edges, and one way on from each node they touch, at both ends."""
    held = [layer.locked & layer.alive for layer in network.layers]
    for l in range(1, len(held)):
        fed = (
            torch.zeros(len(held[l]), dtype=torch.long, device=held[l].device).index_add_(
                0, network.owners(l - 1), held[l - 1].any(0).long()
            )
            > 0
        )
        held[l] |= _strongest(network, l, scores, 1) & (fed & ~held[l].any(1))[:, None]
    for l in reversed(range(len(held) - 1)):
        feeding = held[l + 1].any(1)[network.owners(l)]
        held[l] |= _strongest(network, l, scores, 0) & (feeding & ~held[l].any(0))
    return held


def _strongest(network: Network, l: int, scores: Scores, along: int) -> Tensor:
    """(i, o) bool: the strongest living edge of each output (along 0) or input (along 1) of layer l."""
    alive = network.layers[l].alive
    ranked = torch.where(alive, scores.edges[l], -1)
    first = torch.zeros_like(alive).scatter_(along, ranked.argmax(along, keepdim=True), True)
    return first & alive


def _drop_stranded(network: Network, keep: Sequence[Tensor]) -> None:
    """Drops edges of nodes without a way in (every factor needs one) or out, until nothing changes."""
    for _ in keep:
        for l in range(len(keep) - 1):
            owners = network.owners(l)
            no_way_in = torch.zeros(len(keep[l + 1]), dtype=torch.long, device=owners.device)
            no_way_in.index_add_(0, owners, (~keep[l].any(0)).long())
            dead = (no_way_in > 0) | ~keep[l + 1].any(1)
            keep[l][:, dead[owners]] = False
            keep[l + 1][dead] = False


def _listed(keep: Sequence[Tensor], network: Network) -> list[Edge]:
    lost = [layer.alive & ~kept for layer, kept in zip(network.layers, keep, strict=True)]
    return [(l, i, j) for l, mask in enumerate(lost) for i, j in torch.nonzero(mask).tolist()]
