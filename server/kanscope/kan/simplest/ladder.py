"""The ladder of shapes inside a widest one, from few edges to many."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from kanscope.kan.shape import Shape, Width, read_width

Nodes = tuple[int, int]


def rungs(widest: Width, arity: int = 2) -> list[list[Nodes]]:
    """Every width inside `widest`, as (sums, products) a position, fewest edges first.

    Inside: the same inputs and outputs, as many hidden positions or fewer (the first ones), at each at most
    as many sums and products. Left out are those with hidden nodes after a single one: it passes one number
    on, of which one curve makes whatever many can. ValueError as in `Network.create`.
    """
    nodes = read_width(widest)
    inside = [[nodes[0], *hidden, nodes[-1]] for hidden in _hidden(nodes[1:-1]) if not _idles(hidden)]
    return sorted(inside, key=lambda width: (dense_edges(width, arity), width))


def dense_edges(width: Width, arity: int = 2) -> int:
    """Edges of a network of this width of which none is cut."""
    shape = Shape.read(width, arity=arity)
    return sum(shape.nodes(l) * shape.subnodes(l) for l in range(shape.depth))


def least_edges(width: Width, inputs: int, arity: int = 2) -> int:
    """Edges that are left at least when all nodes and that many of the inputs are in use.

    One leads on from every node, and one into every factor.
    """
    shape = Shape.read(width, arity=arity)
    onward = [inputs, *(shape.nodes(l) for l in range(1, shape.depth))]
    return sum(max(nodes, shape.subnodes(l)) for l, nodes in enumerate(onward))


def _hidden(widest: tuple[Nodes, ...]) -> Iterator[tuple[Nodes, ...]]:
    for depth in range(len(widest) + 1):
        choices = [_parts(position) for position in widest[:depth]]
        yield from product(*choices)


def _parts(position: Nodes) -> list[Nodes]:
    counts = product(range(position[0] + 1), range(position[1] + 1))
    return [pair for pair in counts if sum(pair)]


def _idles(hidden: tuple[Nodes, ...]) -> bool:
    return any(sum(position) == 1 for position in hidden[:-1])
