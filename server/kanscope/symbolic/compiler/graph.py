"""What an expression computes, as nodes of a network that is not laid out in layers yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Curve:
    """f(a·n + b) of the node n."""

    node: int
    function: str
    a: float = 1.0
    b: float = 0.0


@dataclass(frozen=True)
class Sum:
    """constant + Σ coefficient·curve: what arrives at one subnode."""

    constant: float = 0.0
    terms: Mapping[Curve, float] = field(default_factory=dict)

    def __add__(self, other: Sum) -> Sum:
        terms = dict(self.terms)
        for curve, coefficient in other.terms.items():
            terms[curve] = terms.get(curve, 0.0) + coefficient
        return Sum(self.constant + other.constant, _without_zeros(terms))

    def times(self, factor: float) -> Sum:
        """Every number multiplied by `factor`."""
        terms = {curve: factor * coefficient for curve, coefficient in self.terms.items()}
        return Sum(factor * self.constant, _without_zeros(terms))

    def line(self) -> tuple[int, float, float] | None:
        """(n, a, b) if this is a·n + b of one node, None otherwise."""
        [*curves] = self.terms.items()
        if len(curves) != 1 or curves[0][0].function != "x":
            return None
        return curves[0][0].node, curves[0][1], self.constant

    def key(self) -> tuple[float, frozenset[tuple[Curve, float]]]:
        """Equal for sums that are equal."""
        return self.constant, frozenset(self.terms.items())


def value_of(node: int) -> Sum:
    """The node itself."""
    return Sum(0.0, {Curve(node, "x"): 1.0})


class Graph:
    """Nodes by number: the inputs, then products of sums (of one sum: that sum). Equal nodes are one."""

    def __init__(self, inputs: int) -> None:
        self.inputs = inputs
        self._made: list[tuple[Sum, ...]] = []
        self._known: dict[tuple[object, ...], int] = {}
        self._depth: dict[int, int] = {}

    def node(self, *factors: Sum) -> int:
        """The node that multiplies these."""
        key = tuple(factor.key() for factor in factors)
        if key not in self._known:
            self._known[key] = self.inputs + len(self._made)
            self._made.append(factors)
        return self._known[key]

    def depth(self, node: int) -> int:
        """Layers between the inputs and this node at least."""
        if node not in self._depth:
            factors = self.factors(node)
            self._depth[node] = 1 + max(map(self.reach, factors)) if factors else 0
        return self._depth[node]

    def reach(self, whole: Sum) -> int:
        """The deepest node a sum reads."""
        return max((self.depth(curve.node) for curve in whole.terms), default=0)

    def factors(self, node: int) -> tuple[Sum, ...]:
        """What a node multiplies; nothing for an input."""
        return () if node < self.inputs else self._made[node - self.inputs]


def _without_zeros(terms: Mapping[Curve, float]) -> dict[Curve, float]:
    return {curve: coefficient for curve, coefficient in terms.items() if coefficient != 0}
