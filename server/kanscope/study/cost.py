"""How complex a network is: what the Front sets against its error."""

from __future__ import annotations

from collections.abc import Iterable

from kanscope.study.records import Edge, Network
from kanscope.symbolic.names import cost as cost_of
from kanscope.symbolic.names import known


def complexity(network: Network, edges: Iterable[Edge]) -> int:
    """Σ over living edges of the function's cost if named, of its number of coefficients G + k if not."""
    return sum(edge_cost(network, edge) for edge in edges if edge.status != "cut")


def edge_cost(network: Network, edge: Edge) -> int:
    """The cost of one living edge."""
    if edge.status == "symbolic" and edge.function is not None and known(edge.function):
        return cost_of(edge.function)
    return network.grid + network.k
