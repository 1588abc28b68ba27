"""What a figure is made of: a network as plain data, in the words and units of its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Port:
    """An input or output: a column with its unit."""

    name: str
    unit: str | None = None


@dataclass(frozen=True)
class Link:
    """A living edge: `x` are the two ends of its range, `y` its heights, evenly spaced.

    `strength`: from 0 to 1, the strongest edge of its layer being 1. `label`: its function's name; None while
    it has none. `place`: (layer, input node, output subnode), from 0.
    """

    place: tuple[int, int, int]
    strength: float
    x: tuple[float, float]
    y: tuple[float, ...]
    label: str | None = None

    @property
    def middle(self) -> float:
        """Half way between its lowest and its highest value."""
        return (min(self.y) + max(self.y)) / 2

    @property
    def reach(self) -> float:
        """Half of what lies between them."""
        return (max(self.y) - min(self.y)) / 2


Node = tuple[int, int]
"""Column and index; the inputs are column 0."""


@dataclass(frozen=True)
class Network:
    """`arities`: of each column behind the inputs, how many factors every node has; 1 for a sum."""

    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]
    arities: tuple[tuple[int, ...], ...]
    links: tuple[Link, ...]
    title: str = ""

    @property
    def depth(self) -> int:
        """Layers of edges."""
        return len(self.arities)

    def size(self, column: int) -> int:
        """Nodes of a column."""
        return len(self.inputs) if column == 0 else len(self.arities[column - 1])

    def layer(self, layer: int) -> list[Link]:
        """Living edges of a layer, by target and source."""
        found = [link for link in self.links if link.place[0] == layer]
        return sorted(found, key=lambda link: (link.place[2], link.place[1]))

    @property
    def crowded(self) -> int:
        """Edges of the layer that has most of them."""
        return max(Counter(link.place[0] for link in self.links).values(), default=0)

    def source(self, link: Link) -> Node:
        """Where an edge leaves."""
        return link.place[0], link.place[1]

    def target(self, link: Link) -> Node:
        """The node an edge arrives at, one of whose factors it may be."""
        layer, _, subnode = link.place
        return layer + 1, self._owners[layer][subnode]

    def product(self, node: Node) -> bool:
        """Whether a node multiplies."""
        column, index = node
        return column > 0 and self.arities[column - 1][index] > 1

    def factor(self, link: Link) -> tuple[int, int]:
        """Which of its target's factors it adds to, and how many there are."""
        layer, _, subnode = link.place
        _, node = self.target(link)
        return subnode - self._owners[layer].index(node), self.arities[layer][node]

    @cached_property
    def _owners(self) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(node for node, factors in enumerate(column) for _ in range(factors))
            for column in self.arities
        )

    def shown(self) -> list[list[int]]:
        """Indices of the nodes to be drawn, a list a column: all outputs, and what an edge is at.

        Of a network without edges all inputs, so that it is not empty.
        """
        used = {node for link in self.links for node in (self.source(link), self.target(link))}
        last = self.depth

        def all_of(column: int) -> Sequence[int]:
            every = range(self.size(column))
            return every if column == last else [k for k in every if (column, k) in used]

        found = [list(all_of(column)) for column in range(last + 1)]
        return found if found[0] else [list(range(len(self.inputs))), *found[1:]]

    def name(self, node: Node) -> str:
        """ "h1.2", as people call it."""
        column, index = node
        return f"h{column}.{index + 1}"

    def reaches(self) -> Iterator[tuple[Link, float]]:
        """Every edge with the height its curve is drawn against: the tallest of its layer's.

        The last layer is in the unit of each output, so there it is the tallest of those that lead to it.
        """
        tallest: dict[tuple[int, int], float] = {}
        for link in self.links:
            key = self._against(link)
            tallest[key] = max(tallest.get(key, 0.0), link.reach)
        for link in self.links:
            yield link, tallest[self._against(link)]

    def _against(self, link: Link) -> tuple[int, int]:
        layer = link.place[0]
        return layer, self.target(link)[1] if layer == self.depth - 1 else -1
