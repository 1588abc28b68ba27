"""A sparse start: each node is connected to its nearest neighbours only."""

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from kanscope.kan.grid import adapt
from kanscope.kan.network import Network
from kanscope.kan.surgery.cut import cut_edges


def sparse_start(network: Network, inputs: Float[Tensor, "N n0"]) -> Network:
    """Keeps only the edges to nearest neighbours in each layer, and fits the ranges to inputs (N, n0).

    m nodes lie at (1/2 … m - 1/2)/m beside n subnodes likewise; an edge stays if its subnode is the nearest
    of its input node, or the other way round, the first of equals. So every node and every factor keeps a way
    in and out. Cut edges can be restored. Source: pykan's sparse_init.
    """
    gone = [(l, i, j) for l in range(network.shape.depth) for i, j in _far(network, l)]
    return adapt(cut_edges(network, gone), inputs)


def _far(network: Network, l: int) -> list[list[int]]:
    found: list[list[int]] = (~nearest(network.shape.nodes(l), network.shape.subnodes(l))).nonzero().tolist()
    return found


def nearest(inputs: int, outputs: int) -> Bool[Tensor, "i o"]:
    """(i, o) bool: pairs of which one is the other's nearest."""
    gaps = (2 * torch.arange(inputs) + 1)[:, None] * outputs - (2 * torch.arange(outputs) + 1) * inputs
    gaps, near = gaps.abs(), torch.zeros(inputs, outputs, dtype=torch.bool)
    near.scatter_(1, gaps.argmin(1, keepdim=True), True)
    return near.scatter_(0, gaps.argmin(0, keepdim=True), True)
