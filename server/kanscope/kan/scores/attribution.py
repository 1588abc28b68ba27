"""How much each edge and node matters for the outputs, or for a node on the way: backward attribution."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.trace import Trace, trace

TINY = 1e-12  # a subnode that does not vary passes no score on


@dataclass(frozen=True)
class Scores:
    """edges: (i, o) a layer; nodes: (n_l,) a position, the last one's being what the scores start from."""

    edges: list[Float[Tensor, "... _i _o"]]
    nodes: list[Float[Tensor, "... _n"]]

    @property
    def inputs(self) -> Float[Tensor, "... n0"]:
        """Scores (n0,) of the inputs."""
        return self.nodes[0]


def attribution(
    network: Network, x: Float[Tensor, "N n0"], outputs: Float[Tensor, " n_out"] | None = None
) -> Scores:
    """Scores on the samples x (N, n0), from the outputs backwards.

    edge (i, j): std(φ_ij) / std(Σ_i φ_ij) · score of subnode j; a node's is the sum of its outgoing edges';
    every factor of a product has the product's. Outputs start with `outputs` (n_out,), 1 each when not given.
    Source: Liu et al., KAN 2.0 (2408.10205) §4.1, summed over outputs.
    """
    top = _start(network, x) if outputs is None else outputs.to(x)
    if top.shape != (network.shape.nodes(network.shape.depth),):
        raise ValueError(f"outputs must hold {network.width[-1]} scores, got shape {tuple(top.shape)}")
    return descend(network, trace(network, x), network.shape.depth, top)


def attribution_by_output(network: Network, x: Float[Tensor, "N n0"]) -> list[Scores]:
    """For each output the scores on the samples x (N, n0) for it alone; they sum to `attribution`."""
    seen = trace(network, x)
    return [descend(network, seen, network.shape.depth, one) for one in torch.diag(_start(network, x))]


def attribution_of_node(network: Network, x: Float[Tensor, "N n0"], node: tuple[int, int]) -> Scores:
    """What node (position, index) is made of: scores of all before it, its own being 1.

    The scores end at its position. ValueError when the network has no such node.
    """
    position, index = node
    if not (0 <= position <= network.shape.depth and 0 <= index < network.shape.nodes(position)):
        raise ValueError(f"node: {node} is not a node of {network.width}")
    top = torch.zeros(network.shape.nodes(position), dtype=x.dtype, device=x.device)
    top[index] = 1
    return descend(network, trace(network, x), position, top)


def descend(network: Network, seen: Trace, position: int, top: Float[Tensor, "... n"]) -> Scores:
    """Scores of all that lies before a position whose nodes have the scores `top` (…, n).

    Dimensions in front hold independent starts, and stay in front.
    """
    nodes, edges = [top], list[Tensor]()
    for l in reversed(range(position)):
        share = seen.spread[l] / (seen.subnodes[l].std(0, unbiased=False) + TINY)
        edges.insert(0, share * nodes[0][..., None, network.owners(l)])
        nodes.insert(0, edges[0].sum(-1))
    return Scores(edges, nodes)


def _start(network: Network, x: Tensor) -> Tensor:
    return torch.ones(network.shape.nodes(network.shape.depth), dtype=x.dtype, device=x.device)
