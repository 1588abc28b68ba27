"""What flows through a network: node and subnode values, and how much each edge varies."""

from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.network import Network, check_samples


@dataclass(frozen=True)
class Trace:
    """nodes: (N, n_l) at each position, inputs first; subnodes: (N, o) and spread: (i, o) of each layer.

    spread is the standard deviation (over the samples, dividing by N) of each edge's activation.
    """

    nodes: list[Float[Tensor, "N _"]]
    subnodes: list[Float[Tensor, "N _"]]
    spread: list[Float[Tensor, "_ _"]]


def trace(network: Network, x: Float[Tensor, "N n0"]) -> Trace:
    """Values at every node for the samples x (N, n0)."""
    check_samples("x", x, network.shape.nodes(0))
    passes = Gradient(network, x)
    outputs = passes.forward()
    nodes = [*(tape.x for tape in passes.tapes), outputs]
    return Trace(nodes, [tape.subnodes for tape in passes.tapes], [v.sqrt() for v in passes.variances()])


def node_values(network: Network, x: Float[Tensor, "N n0"], position: int) -> Float[Tensor, "N n"]:
    """Values (N, n_l) of the nodes at one position for the samples x (N, n0)."""
    for l, layer in enumerate(network.layers[:position]):
        x = network.combine(l, layer(x))
    return x
