"""A network as a formula sees it: which edge is which function, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TypeVar

T = TypeVar("T")
Width = Sequence[int | tuple[int, int]]


@dataclass(frozen=True)
class EdgeForm:
    """c·f(a·x + b) + d of the edge's input x; `function` None: a spline that has no name yet (a…d unused)."""

    function: str | None = None
    a: float = 1.0
    b: float = 0.0
    c: float = 1.0
    d: float = 0.0


@dataclass(frozen=True)
class Composition:
    """Nodes sum their edges; product nodes multiply consecutive subnodes after those of the sum nodes.

    `width`: per layer of nodes an int or (sums, products); `arities[layer - 1]`: factors of each product of a
    layer, two where it is left out. `edges[(layer, input node, subnode)]`; an edge
    that is missing or None is cut. Inputs enter as (x - shift)/scale, outputs leave as value·scale + shift.
    ValueError: numbers of names, shifts or scales that do not fit the width; a scale of 0.
    """

    width: Width
    edges: Mapping[tuple[int, int, int], EdgeForm | None]
    input_names: Sequence[str]
    input_shift: Sequence[float]
    input_scale: Sequence[float]
    output_shift: Sequence[float]
    output_scale: Sequence[float]
    output_names: Sequence[str] = ()
    arities: Sequence[Sequence[int]] = ()

    def __post_init__(self) -> None:
        inputs, outputs = self.nodes(0), self.nodes(len(self.width) - 1)
        for field in ("input_names", "input_shift", "input_scale"):
            self._check(field, inputs)
        for field in ("output_shift", "output_scale"):
            self._check(field, outputs)
        if 0 in (*self.input_scale, *self.output_scale):
            raise ValueError("scale: must not be 0")
        if self.output_names:
            self._check("output_names", outputs)

    def _check(self, field: str, number: int) -> None:
        if len(getattr(self, field)) != number:
            raise ValueError(
                f"{field}: expected {number} entries for this width, got {len(getattr(self, field))}"
            )

    def sums(self, layer: int) -> int:
        """Sum nodes of a layer."""
        width = self.width[layer]
        return width if isinstance(width, int) else width[0]

    def products(self, layer: int) -> int:
        """Product nodes of a layer."""
        width = self.width[layer]
        return 0 if isinstance(width, int) else width[1]

    def nodes(self, layer: int) -> int:
        """Nodes of a layer."""
        return self.sums(layer) + self.products(layer)

    def factors(self, layer: int) -> Sequence[int]:
        """How many subnodes each product node of a layer multiplies; two unless `arities` says otherwise."""
        return self.arities[layer - 1] if self.arities else (2,) * self.products(layer)

    def subnodes(self, layer: int) -> int:
        """Places where edges arrive in a layer."""
        return self.sums(layer) + sum(self.factors(layer))

    def by_node(self, layer: int, arriving: Sequence[T]) -> list[Sequence[T]]:
        """What arrives at the subnodes of a layer, gathered for each of its nodes."""
        ends = list(accumulate([1] * self.sums(layer) + list(self.factors(layer)), initial=0))
        return [arriving[start:end] for start, end in pairwise(ends)]

    def into(self, layer: int, subnode: int) -> list[tuple[int, EdgeForm]]:
        """(input node, edge) for every edge that arrives at a subnode of `layer` + 1."""
        ways = ((node, self.edges.get((layer, node, subnode))) for node in range(self.nodes(layer)))
        return [(node, edge) for node, edge in ways if edge is not None]

    def size(self) -> int:
        """Terms of all output formulas written out, nothing shared; may be astronomically large."""
        sizes = [1] * self.nodes(0)
        for layer in range(len(self.width) - 1):
            arriving = [
                1 + sum(1 + sizes[node] for node, _ in self.into(layer, subnode))
                for subnode in range(self.subnodes(layer + 1))
            ]
            sizes = [sum(of_node) for of_node in self.by_node(layer + 1, arriving)]
        return sum(sizes)
