"""What a scientist knows of a curve beforehand, and wants it to be at every point."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

VALUES: dict[str, int] = {
    "rising": 0,
    "falling": 0,
    "convex": 0,
    "concave": 0,
    "odd": 1,
    "even": 1,
    "periodic": 1,
    "zero outside": 2,
}


@dataclass(frozen=True)
class Wish:
    """One of: rising, falling (never the other way), convex, concave; odd or even about a point (centre);
    periodic (period); zero outside (from, to). Points and lengths in units of the edge's input.

    A wish is of the spline: the edge's base function is off, and a named function goes its own way. periodic
    holds on the whole grid, the others wherever there is a number; beyond its grid a curve goes on as a line.
    ValueError naming what is unknown or out of range.
    """

    kind: str
    values: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in VALUES:
            raise ValueError(f"kind must be one of {', '.join(VALUES)}, got {self.kind!r}")
        if len(self.values) != VALUES[self.kind] or not all(map(math.isfinite, self.values)):
            raise ValueError(
                f"values must be {VALUES[self.kind]} finite numbers for {self.kind}, got {list(self.values)}"
            )
        if self.kind == "periodic" and not self.values[0] > 0:
            raise ValueError(f"values: a period must be above 0, got {self.values[0]}")
        if self.kind == "zero outside" and not self.values[0] < self.values[1]:
            raise ValueError(f"values: an interval must go from low to high, got {list(self.values)}")

    @property
    def even_grid(self) -> bool:
        """Whether it needs a uniform grid, laid out for its own values."""
        return self.kind in {"odd", "even", "periodic"}

    @property
    def fixed_level(self) -> bool:
        """Whether a constant may not be added to the curve."""
        return self.kind in {"odd", "zero outside"}


Wishes = tuple[tuple[int, int, Wish], ...]
"""(input node, output subnode, wish) of every edge of a layer that has one."""


def selected(wishes: Wishes, sources: Sequence[int], targets: Sequence[int]) -> Wishes:
    """Those of the edges between some input nodes and subnodes, by their new places."""
    of_edge = {(i, j): wish for i, j, wish in wishes}
    places = ((new, old, a, b) for new, old in enumerate(sources) for a, b in enumerate(targets))
    return tuple((new, a, of_edge[old, b]) for new, old, a, b in places if (old, b) in of_edge)


def shifted(wishes: Wishes, sources: int = 0, targets: int = 0) -> Wishes:
    """The same behind so many further input nodes and subnodes."""
    return tuple((i + sources, j + targets, wish) for i, j, wish in wishes)
