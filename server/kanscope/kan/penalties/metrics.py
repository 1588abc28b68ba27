"""How much each edge or node matters, by the five measures pykan knows; all differentiable.

Each gives a matrix (outputs, inputs) a layer; deviations divide by N - 1, as pykan's do. Source: Liu et al.,
KAN 2.0 (2408.10205); pykan 0.2.8, whose `edge_forward_sum` has no gradient and whose others miss parts of it.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.penalties.flow import LayerFlow, deviation

INPUT_FLOOR, SUBNODE_FLOOR = 0.1, 1e-4  # pykan's


def spline_normalised(network: Network, layers: list[LayerFlow]) -> list[Float[Tensor, "_o _i"]]:
    """std(φ)/(std(x) + 0.1), of splines alone: those with a name count 0."""
    return [_normalised(one) * ~one.symbolic.T for one in layers]


def normalised(network: Network, layers: list[LayerFlow]) -> list[Float[Tensor, "_o _i"]]:
    """std(φ)/(std(x) + 0.1), of splines and named edges alike."""
    return [_normalised(one) for one in layers]


def plain(network: Network, layers: list[LayerFlow]) -> list[Float[Tensor, "_o _i"]]:
    """std(φ), of splines and named edges alike."""
    return [deviation(one.edges).T for one in layers]


def edges_backward(network: Network, layers: list[LayerFlow]) -> list[Float[Tensor, "_o _i"]]:
    """Each edge's attribution score, a mean over the outputs."""
    everyone = torch.eye(network.shape.nodes(len(layers))).to(layers[0].x)
    return [one.mean(0) for one in _edge_scores(network, layers, everyone)]


def nodes_backward(network: Network, layers: list[LayerFlow]) -> list[Float[Tensor, "_n n0"]]:
    """Each node's attribution to the inputs, (nodes, inputs) a position, times the node's own score."""
    return [_to_inputs(network, layers, position) for position in range(1, len(layers) + 1)]


METRICS: dict[str, Callable[[Network, list[LayerFlow]], list[Tensor]]] = {
    "edge_forward_spline_n": spline_normalised,
    "edge_forward_sum": normalised,
    "edge_forward_spline_u": plain,
    "edge_backward": edges_backward,
    "node_backward": nodes_backward,
}


def _normalised(one: LayerFlow) -> Tensor:
    return (deviation(one.edges) / (deviation(one.x) + INPUT_FLOOR)[:, None]).T


def _edge_scores(network: Network, layers: list[LayerFlow], scores: Tensor) -> list[Tensor]:
    """(K, o, i) a layer, back from K sets of scores (K, n) of the nodes behind the last of these layers.

    edge: std(φ)/(std(subnode) + 1e-4) · score of its subnode's node; a node: the sum of its outgoing edges'.
    """
    edges = list[Tensor]()
    for l in reversed(range(len(layers))):
        ratio = deviation(layers[l].edges).T / (deviation(layers[l].subnodes) + SUBNODE_FLOOR)[:, None]
        edges.insert(0, ratio * scores[:, network.owners(l), None])
        scores = edges[0].sum(1)
    return edges


def _to_inputs(network: Network, layers: list[LayerFlow], position: int) -> Tensor:
    """(nodes, inputs) of one position, by its nodes' own scores."""
    own = _own_scores(network, layers, position)
    return _edge_scores(network, layers[:position], torch.diag(own))[0].sum(1)


def _own_scores(network: Network, layers: list[LayerFlow], position: int) -> Tensor:
    """(nodes,) at a position: the mean over the outputs of what leads on from each."""
    outputs = network.shape.nodes(len(layers))
    if position == len(layers):
        return layers[0].x.new_full((outputs,), 1 / outputs)
    return edges_backward(network, layers)[position].sum(0)
