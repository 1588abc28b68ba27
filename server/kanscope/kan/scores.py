"""How much each edge and node matters for the outputs, by backward attribution."""

from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.trace import trace

TINY = 1e-12  # a subnode that does not vary passes no score on


@dataclass(frozen=True)
class Scores:
    """edges: (i, o) a layer; nodes: (n_l,) a position, the outputs' being 1."""

    edges: list[Tensor]
    nodes: list[Tensor]


def attribution(network: Network, x: Tensor) -> Scores:
    """Scores on the samples x (N, n0), from the outputs (score 1 each) backwards.

    edge (i, j): std(φ_ij) / std(Σ_i φ_ij) · score of subnode j; a node's is the sum of its outgoing edges';
    every factor of a product has the product's. Source: Liu et al., KAN 2.0 (2408.10205) §4.1, summed over
    outputs.
    """
    seen, shape = trace(network, x), network.shape
    nodes = [torch.ones(shape.nodes(shape.depth), dtype=x.dtype, device=x.device)]
    edges: list[Tensor] = []
    for l in reversed(range(shape.depth)):
        of_subnode = nodes[0][network.owners(l)]
        edges.insert(0, seen.spread[l] / (seen.subnodes[l].std(0, unbiased=False) + TINY) * of_subnode)
        nodes.insert(0, edges[0].sum(1))
    return Scores(edges, nodes)
