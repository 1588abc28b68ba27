"""Which inputs meet in which nodes."""

from collections import Counter

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.scores.attribution import attribution, descend
from kanscope.kan.trace import trace


def feature_interaction(
    network: Network,
    x: Float[Tensor, "N n0"],
    position: int,
    node_threshold: float = 1e-2,
    input_threshold: float = 1e-2,
) -> dict[tuple[int, ...], int]:
    """How many nodes at a position are made of the same inputs: {inputs: nodes}, on the samples x (N, n0).

    A node counts when it passes more than `node_threshold` of the outputs' scores to some input; an input
    belongs to it with more than `input_threshold` of what the strongest one gets. ValueError when there is no
    such position. Source: Liu et al., KAN 2.0 (2408.10205).
    """
    if not 1 <= position <= network.shape.depth:
        raise ValueError(f"position must lie in 1 … {network.shape.depth}, got {position}")
    passed_on = attribution(network, x).nodes[position]
    shares = descend(network, trace(network, x), position, torch.diag(passed_on)).inputs
    counted = [share for share in shares if float(share.max()) > node_threshold]
    return dict(Counter(_members(share, input_threshold) for share in counted))


def _members(share: Tensor, threshold: float) -> tuple[int, ...]:
    return tuple(torch.nonzero(share > threshold * share.max()).flatten().tolist())
