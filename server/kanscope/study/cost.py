"""How complex a network is: what the Front sets against its error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kanscope.study.records import Edge, Network, Version
from kanscope.symbolic.names import cost as cost_of
from kanscope.symbolic.names import known

MEASURE = (
    "Complexity adds up all edges that are not cut: a named one counts what its function costs in the "
    "library (1 for a straight line, 2 for a sine), one without a name as many as its spline has "
    "coefficients, G + k."
)


def leading(versions: Sequence[Version]) -> frozenset[str]:
    """Ids of the versions that no other is at once as simple and as good as; of equals the earliest.

    Good is the test error, or that on the training rows where no version was tested; one without it is no
    member.
    """
    tested = any(version.test_rmse is not None for version in versions)
    errors = {one.id: one.test_rmse if tested else one.train_rmse for one in versions}
    known = [
        (one.complexity, error, one.number, one.id)
        for one in versions
        if (error := errors[one.id]) is not None
    ]
    found, best = set[str](), float("inf")
    for _, error, _, id in sorted(known):
        if error < best:
            found.add(id)
            best = error
    return frozenset(found)


def complexity(network: Network, edges: Iterable[Edge]) -> int:
    """Σ over living edges of the function's cost if named, of its number of coefficients G + k if not."""
    return sum(edge_cost(network, edge) for edge in edges if edge.status != "cut")


def edge_cost(network: Network, edge: Edge) -> int:
    """The cost of one living edge."""
    if edge.status == "symbolic" and edge.function is not None and known(edge.function):
        return cost_of(edge.function)
    return network.grid + network.k
