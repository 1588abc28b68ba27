"""The shape of a network: how many nodes, subnodes and coefficients each layer has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import index
from typing import Any, TypeGuard, TypeVar

from kanscope.kan.base import base_named

Width = Sequence[int | tuple[int, int]]
T = TypeVar("T")
Arities = tuple[tuple[int, ...], ...]
MOST_NODES = 1 << 25  # with the least an edge holds, more would not fit into memory anyway


@dataclass(frozen=True)
class Shape:
    """Nodes per position as (sums, products); per layer spline order, base function and arities of products.

    Layer l leads from `nodes(l)` inputs to `subnodes(l)` outputs, which combine into `nodes(l + 1)`: sums
    first, then product p of `arities[l][p]` consecutive subnodes. A product of one factor is a sum that came
    after products: so it leaves their ids as they are.
    """

    width: tuple[tuple[int, int], ...]
    orders: tuple[int, ...]
    bases: tuple[str, ...]
    arities: Arities

    @classmethod
    def read(
        cls,
        width: Width,
        k: int | Sequence[int] = 3,
        base: str | Sequence[str] = "silu",
        arity: int | Sequence[int | Sequence[int]] = 2,
    ) -> Shape:
        """The shape as a person writes it: one value for all layers, or one each; arity also one a product.

        ValueError naming the argument: an empty layer, products among the inputs, or an impossible value.
        """
        nodes = read_width(width)
        depth = len(nodes) - 1
        orders = per_layer("k", k, depth)
        bases = (base,) * depth if isinstance(base, str) else one_each("base", base, depth)
        for order in orders:
            at_least("k", order, 1)
        for name in bases:
            base_named(name)
        return cls(nodes, orders, bases, _read_arities(arity, nodes[1:]))

    @property
    def depth(self) -> int:
        """Number of layers of edges."""
        return len(self.width) - 1

    def nodes(self, l: int) -> int:
        """Nodes at position l, 0 being the inputs."""
        return sum(self.width[l])

    def sums(self, l: int) -> int:
        """Subnodes of layer l that are sum nodes themselves; the factors of products follow them."""
        return self.width[l + 1][0]

    def subnodes(self, l: int) -> int:
        """Outputs of the edges of layer l: what the nodes at position l + 1 sum up or multiply."""
        return self.sums(l) + sum(self.arities[l])

    def features(self, l: int, grid: int) -> int:
        """Coefficients of a spline edge of layer l: G + k splines, and one for a base other than zero."""
        return grid + self.orders[l] + (self.bases[l] != "zero")

    def plain_width(self) -> list[int | tuple[int, int]]:
        """Width as a person writes it: an int where there are no products."""
        return [sums if products == 0 else (sums, products) for sums, products in self.width]


def read_width(width: Width) -> tuple[tuple[int, int], ...]:
    """(sums, products) of each position. ValueError when a layer is empty or the inputs hold products."""
    if not is_list(width):
        raise ValueError(f"width must be a list of nodes per position, got {width!r}")
    pairs = tuple(_read_position(one) for one in width)
    if len(pairs) < 2:
        raise ValueError(f"width needs at least inputs and outputs, got {list(width)}")
    if any(sums < 0 or products < 0 or sums + products < 1 for sums, products in pairs):
        raise ValueError(f"width: every layer needs at least one node, got {list(width)}")
    if pairs[0][1]:
        raise ValueError(f"width: the inputs cannot be products, got {width[0]}")
    if max(map(sum, pairs)) > MOST_NODES:
        raise ValueError(f"width: a layer may have up to {MOST_NODES} nodes, got {list(width)}")
    return pairs


def _read_position(one: object) -> tuple[int, int]:
    if not is_list(one):
        return whole("width", one), 0
    pair = tuple(one)
    if len(pair) != 2:
        raise ValueError(f"width: a layer is a number of sums or (sums, products), got {one!r}")
    return whole("width", pair[0]), whole("width", pair[1])


def is_list(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether there is more than one number to read: a list, tuple or array, but no text."""
    return hasattr(value, "__len__") and getattr(value, "ndim", 1) != 0 and not isinstance(value, str)


def whole(name: str, value: object) -> int:
    """A whole number of any library's type as an int. ValueError naming the argument for anything else."""
    try:
        return index(value)  # type: ignore[arg-type]
    except TypeError:
        raise ValueError(f"{name} must be a whole number, got {value!r}") from None


def per_layer(name: str, value: int | Sequence[int], depth: int) -> tuple[int, ...]:
    """One number for each of `depth` layers, from one for all of them or a list. ValueError: wrong length, or
    not whole.
    """
    if is_list(value):
        return tuple(whole(name, one) for one in one_each(name, value, depth))
    return (whole(name, value),) * depth


def one_each(name: str, values: Sequence[T], depth: int) -> tuple[T, ...]:
    """The values, if there is one for each of `depth` layers. ValueError otherwise."""
    if not is_list(values) or len(values) != depth:
        raise ValueError(f"{name} must be one value or {depth}, one a layer, got {values!r}")
    return tuple(values)


def at_least(name: str, value: int, least: int) -> None:
    """ValueError naming the argument when it is smaller than it may be."""
    if value < least:
        raise ValueError(f"{name} must be at least {least}, got {value}")


def _read_arities(arity: int | Sequence[int | Sequence[int]], nodes: Sequence[tuple[int, int]]) -> Arities:
    each = one_each("arity", arity, len(nodes)) if is_list(arity) else [arity] * len(nodes)
    for one in each:
        for factors in one if is_list(one) else [one]:
            at_least("arity", whole("arity", factors), 1)
    pairs = zip(each, nodes, strict=True)
    return tuple(per_layer("arity of a layer", one, products) for one, (_, products) in pairs)
