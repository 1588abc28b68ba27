"""The shape of a network: how many nodes, subnodes and parameters each layer has."""

from collections.abc import Sequence
from dataclasses import dataclass

Width = Sequence[int | tuple[int, int]]


@dataclass(frozen=True)
class Shape:
    """Nodes per layer as (sums, products), the arity of products, spline order and base function.

    Layer l leads from `nodes(l)` inputs to `subnodes(l)` outputs, which combine into `nodes(l + 1)`: sums
    first, then products of `arity` consecutive subnodes each.
    """

    width: tuple[tuple[int, int], ...]
    k: int = 3
    base: str = "silu"
    arity: int = 2

    @property
    def depth(self) -> int:
        """Number of layers of edges."""
        return len(self.width) - 1

    def nodes(self, l: int) -> int:
        """Nodes at position l, 0 being the inputs."""
        return sum(self.width[l])

    def subnodes(self, l: int) -> int:
        """Outputs of the edges of layer l: what the nodes at position l + 1 sum up or multiply."""
        sums, products = self.width[l + 1]
        return sums + self.arity * products

    def features(self, grid: int) -> int:
        """Coefficients of one spline edge: G + k splines, and one for the base function unless it is zero."""
        return grid + self.k + (self.base != "zero")

    def plain_width(self) -> list[int | tuple[int, int]]:
        """Width as a person writes it: an int where there are no products."""
        return [sums if products == 0 else (sums, products) for sums, products in self.width]


def read_width(width: Width) -> tuple[tuple[int, int], ...]:
    """(sums, products) of each position. ValueError when a layer is empty or the inputs hold products."""
    pairs = tuple((w, 0) if isinstance(w, int) else (int(w[0]), int(w[1])) for w in width)
    if len(pairs) < 2:
        raise ValueError(f"width needs at least inputs and outputs, got {list(width)}")
    if any(sums < 0 or products < 0 or sums + products < 1 for sums, products in pairs):
        raise ValueError(f"width: every layer needs at least one node, got {list(width)}")
    if pairs[0][1]:
        raise ValueError(f"width: the inputs cannot be products, got {width[0]}")
    return pairs
