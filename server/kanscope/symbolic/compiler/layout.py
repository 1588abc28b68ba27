"""Nodes in layers: what is needed later than it is made is carried on by edges that are the identity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kanscope.symbolic.compiler.graph import Curve, Graph, Sum, value_of
from kanscope.symbolic.composition import EdgeForm

Edges = dict[tuple[int, int, int], EdgeForm]


@dataclass(frozen=True)
class Layout:
    """A network's width, the factors of each product of each layer, and its edges."""

    width: list[tuple[int, int]]
    arities: list[list[int]]
    edges: Edges


def lay_out(graph: Graph, outputs: Sequence[Sum]) -> Layout:
    """The graph in as few layers as it needs, every output a sum node of the last one."""
    untangled = _Untangled(graph)
    arriving = [untangled.sum(output) for output in outputs]
    return _Layers(untangled, arriving).layout()


class _Untangled:
    """The same graph without two curves between one node and one subnode.

    Where a sum needs several curves of a node, each becomes a node of its own, one layer further on.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._factors: dict[int, tuple[Sum, ...]] = {}
        self._depth: dict[int, int] = {}

    def factors(self, node: int) -> tuple[Sum, ...]:
        """What a node multiplies, untangled."""
        if node not in self._factors:
            self._factors[node] = tuple(self.sum(factor) for factor in self.graph.factors(node))
        return self._factors[node]

    def sum(self, whole: Sum) -> Sum:
        """An equal sum with at most one curve a node."""
        met = [curve.node for curve in whole.terms]
        if len(set(met)) == len(met):
            return whole
        parts = (self._apart(curve, met.count(curve.node) > 1).times(c) for curve, c in whole.terms.items())
        return self.sum(sum(parts, Sum(whole.constant)))

    def depth(self, node: int) -> int:
        """The first layer a node can stand in."""
        if node not in self._depth:
            factors = self.factors(node)
            self._depth[node] = 1 + self.reach(factors) if factors else 0
        return self._depth[node]

    def reach(self, sums: Sequence[Sum]) -> int:
        """The deepest node these sums read."""
        return max((self.depth(curve.node) for one in sums for curve in one.terms), default=0)

    def _apart(self, curve: Curve, crowded: bool) -> Sum:
        alone = Sum(0.0, {curve: 1.0})
        return value_of(self.graph.node(alone)) if crowded else alone


class _Layers:
    """Which node stands where, counted back from the outputs."""

    def __init__(self, graph: _Untangled, outputs: Sequence[Sum]) -> None:
        self.graph, self.outputs = graph, outputs
        self.depth = 1 + graph.reach(outputs)

    def layout(self) -> Layout:
        """All layers in order."""
        edges: Edges = {}
        for position in range(1, self.depth + 1):
            arriving = [factor for node in self._factors[position] for factor in node]
            for subnode, whole in enumerate(arriving):
                edges |= self._edges(position - 1, subnode, whole)
        counts = [[len(node) for node in nodes] for nodes in self._factors[1:]]
        width = [(len(self._standing[0]), 0)] + [
            (sizes.count(1), len(sizes) - sizes.count(1)) for sizes in counts
        ]
        return Layout(width, [[size for size in sizes if size > 1] for sizes in counts], edges)

    @cached_property
    def _standing(self) -> list[list[int]]:
        """Nodes of each layer before the last, sums first; all inputs in the first."""
        standing: list[list[int]] = [[] for _ in range(self.depth)]
        needed = self.outputs
        for position in reversed(range(self.depth)):
            nodes = sorted({curve.node for whole in needed for curve in whole.terms})
            standing[position] = sorted(nodes, key=lambda node: len(self._at(node, position)) > 1)
            needed = [factor for node in nodes for factor in self._at(node, position)]
        standing[0] = list(range(self.graph.graph.inputs))
        return standing

    @cached_property
    def _factors(self) -> list[list[tuple[Sum, ...]]]:
        """What the nodes of each layer multiply."""
        inner = [
            [self._at(node, position) for node in nodes] for position, nodes in enumerate(self._standing)
        ]
        return [*inner, [(output,) for output in self.outputs]]

    def _at(self, node: int, position: int) -> tuple[Sum, ...]:
        """A node's own factors in the first layer it can stand in, itself once more in later ones."""
        own = self.graph.depth(node) == position
        return self.graph.factors(node) if own else (value_of(node),)

    def _edges(self, layer: int, subnode: int, whole: Sum) -> Edges:
        """One edge a curve; the constant goes along with the first, or along an edge that is nothing else."""
        place = {node: i for i, node in enumerate(self._standing[layer])}
        forms = {
            (layer, place[curve.node], subnode): EdgeForm(
                curve.function, curve.a, curve.b, c, whole.constant * (not k)
            )
            for k, (curve, c) in enumerate(whole.terms.items())
        }
        return forms or {(layer, 0, subnode): EdgeForm("0", 1.0, 0.0, 1.0, whole.constant)}
