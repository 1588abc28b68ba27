"""One layer of edges: a curve from every input node to every output subnode."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from kanscope.kan import named
from kanscope.kan.base import base_named
from kanscope.kan.bspline import spline_basis
from kanscope.kan.functions.catalogue import function
from kanscope.kan.knots import knot_basis, uniform_knots
from kanscope.kan.wishes.wish import Wishes

Names = tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True)
class Wiring:
    """All of a layer that training does not move: grid and ranges, and the state of each edge.

    lo, hi (i,): the grid's range at each input node; alive, locked (i, o) bool; function[i][j] the name of
    the edge's function, None for a spline. knots (i, G+1+2k): where the grid is not uniform, k of them beyond
    either end of [lo, hi]. wishes: of the edges that have one.
    """

    grid: int
    lo: Float[Tensor, " i"]
    hi: Float[Tensor, " i"]
    alive: Bool[Tensor, "i o"]
    locked: Bool[Tensor, "i o"]
    function: Names
    knots: Float[Tensor, "i T"] | None = None
    wishes: Wishes = ()

    def moved(self, like: Tensor) -> Wiring:
        """The same wiring on the device and in the precision of another tensor."""
        knots = None if self.knots is None else self.knots.to(like)
        alive, locked = self.alive.to(like.device), self.locked.to(like.device)
        lo, hi = self.lo.to(like), self.hi.to(like)
        return replace(self, lo=lo, hi=hi, knots=knots, alive=alive, locked=locked)


def fresh_wiring(grid: int, lo: Float[Tensor, " i"], hi: Float[Tensor, " i"], outputs: int) -> Wiring:
    """A layer of living, unlocked splines."""
    edges = (len(lo), outputs)
    nobody = torch.zeros(edges, dtype=torch.bool, device=lo.device)
    return Wiring(grid, lo, hi, ~nobody, nobody, ((None,) * outputs,) * len(lo))


class Layer:
    """A wiring together with its views into the network's one parameter vector.

    weights (i, G+k[+1], o): spline coefficients, then the base function's; affine (i, o, 4): (a, b, c, d) of
    named edges. Both exist for every edge, so that cutting or naming loses nothing. A layer is never rewired:
    `surgery` makes a new network.
    """

    def __init__(
        self,
        k: int,
        base: str,
        wiring: Wiring,
        weights: Float[Tensor, "i M o"],
        affine: Float[Tensor, "i o 4"],
    ) -> None:
        self.wiring, self.weights, self.affine = wiring, weights, affine
        self.k, self.base = k, base_named(base)
        self.lo, self.hi, self.grid = wiring.lo, wiring.hi, wiring.grid
        self.alive, self.locked, self.function = wiring.alive, wiring.locked, wiring.function

    @cached_property
    def symbolic(self) -> Bool[Tensor, "i o"]:
        """(i, o) bool: edges that carry a named function."""
        named = [[name is not None for name in row] for row in self.function]
        return torch.tensor(named, device=self.alive.device)

    @cached_property
    def spline_edges(self) -> Bool[Tensor, "i o"]:
        """(i, o) bool: living edges that are still splines."""
        return self.alive & ~self.symbolic

    @cached_property
    def families(self) -> list[named.Family]:
        """Living named edges, grouped by function."""
        members: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for i, j in torch.nonzero(self.alive & self.symbolic).tolist():
            members[str(self.function[i][j])].append((i, j))
        return [_family(name, edges, self.alive.device) for name, edges in sorted(members.items())]

    @cached_property
    def _spline_mask(self) -> Tensor | None:
        mask = self.spline_edges
        return None if bool(mask.all()) else mask[:, None, :].to(self.weights.dtype)

    def curve_weights(self) -> Float[Tensor, "i M o"]:
        """Weights with those of cut and named edges at zero, (i, features, o)."""
        return self.weights if self._spline_mask is None else self.weights * self._spline_mask

    def features(
        self, x: Float[Tensor, "N i"], slope: bool = True
    ) -> tuple[Float[Tensor, "N i M"], Float[Tensor, "N i M"] | None]:
        """Splines and base function at x (N, i): values and slopes (N, i, features)."""
        values, slopes = splines_on(self.wiring, self.k, x, slope=slope)
        if self.base is None:
            return values, slopes
        values = _with_last(values, self.base.value(x))
        return values, None if slopes is None else _with_last(slopes, self.base.slope(x))

    def __call__(self, x: Float[Tensor, "N i"]) -> Float[Tensor, "N o"]:
        """Subnodes (N, o) = sum over inputs of every edge's value, from node values x (N, i)."""
        values, _ = self.features(x, slope=False)
        total = values.flatten(1) @ self.curve_weights().flatten(0, 1)
        for family in self.families:
            total.index_add_(1, family.target, named.evaluate(family, x, self.affine).values)
        return total

    def edge_values(self, x: Float[Tensor, "N i"]) -> Float[Tensor, "N i o"]:
        """Every edge on its own: (N, i, o) from x (N, i); cut edges are 0."""
        values, _ = self.features(x, slope=False)
        curves = torch.bmm(values.transpose(0, 1), self.curve_weights()).transpose(0, 1).contiguous()
        for family in self.families:
            curves[:, family.source, family.target] = named.evaluate(family, x, self.affine).values
        return curves


def splines_on(
    wiring: Wiring, k: int, x: Float[Tensor, "N i"], *, slope: bool = True
) -> tuple[Float[Tensor, "N i M"], Float[Tensor, "N i M"] | None]:
    """Values and slopes (N, i, G+k) at x (N, i) of the splines on a wiring's grid."""
    if wiring.knots is not None:
        return knot_basis(x, wiring.knots, k, slope=slope)
    return spline_basis(x, wiring.lo, wiring.hi, wiring.grid, k, slope=slope)


def knots_of(wiring: Wiring, k: int) -> Float[Tensor, "i T"]:
    """The knots (i, G+1+2k), even where the wiring has none of its own."""
    if wiring.knots is not None:
        return wiring.knots
    return uniform_knots(wiring.lo, wiring.hi, wiring.grid, k)


def same_grid(old: Wiring, new: Wiring, k: int) -> Bool[Tensor, " i"]:
    """(i,) bool: inputs whose curves have the same grid on both, so that weights mean the same."""
    same = (old.lo == new.lo) & (old.hi == new.hi)
    if old.grid != new.grid:
        return torch.zeros_like(same)
    if old.knots is None and new.knots is None:
        return same
    return same & (knots_of(old, k) == knots_of(new, k)).all(1)


def _with_last(splines: Tensor, base: Tensor) -> Tensor:
    """(N, i, M + 1) from (N, i, M) and (N, i); samples lie innermost in memory, as with the splines."""
    rows = torch.cat([splines.permute(1, 2, 0), base.T[:, None]], 1)
    return rows.permute(2, 0, 1)


def _family(name: str, edges: list[tuple[int, int]], device: torch.device) -> named.Family:
    source, target = torch.tensor(edges, device=device).unbind(1)
    return named.Family(function(name), source, target)
