"""A network without the hidden nodes that no longer do anything."""

from __future__ import annotations

from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.prune import prune
from kanscope.kan.scores import attribution
from kanscope.kan.surgery.compact import compact, touched

ANY = -1.0  # a threshold below every score


def living_edges(network: Network) -> int:
    """How many edges are not cut."""
    return sum(int(layer.alive.sum()) for layer in network.layers)


def used_inputs(network: Network) -> int:
    """How many inputs a living edge leads on from."""
    return int(network.layers[0].alive.any(1).sum())


def pruned(network: Network, x: Float[Tensor, "N n0"]) -> Network | None:
    """Compacted, without the edges and nodes that score little on x (N, n0); None if an output loses all."""
    try:
        return compacted(prune(network, attribution(network, x), inputs=x))
    except ValueError:
        return None


def without_stranded(network: Network, x: Float[Tensor, "N n0"]) -> Network | None:
    """Without the edges of nodes that have no way in or out; None if an output loses all."""
    try:
        return prune(network, attribution(network, x), ANY, ANY, x)
    except ValueError:
        return None


def compacted(network: Network) -> Network:
    """The same function without hidden nodes that have no living edge left; inputs and outputs all stay.

    ValueError when a hidden position would be left without nodes.
    """
    hidden = [touched(network, position) for position in range(1, network.shape.depth)]
    if any(not bool(nodes.any()) for nodes in hidden):
        raise ValueError("network: no living edge is left between some of its layers")
    return network if all(bool(nodes.all()) for nodes in hidden) else compact(network)
