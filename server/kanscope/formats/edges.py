"""Layers of edges as other libraries hold them, put together into a network of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.kan.functions.catalogue import known
from kanscope.kan.knots import uniform_knots
from kanscope.kan.layer import Wiring
from kanscope.kan.network import Network
from kanscope.kan.shape import Shape

IDENTITY = (1.0, 0.0, 1.0, 0.0)


@dataclass
class Edges:
    """One layer in our axis order, all float64: subnode j = Σ_i φ_ij + constant_j.

    knots (i, G+1+2k); splines (i, G+k, o) and base (i, o) weights; functions[i][j] the name of a named edge,
    or None, and affine (i, o, 4) its (a, b, c, d); alive (i, o) bool; constant (o,). precision: the machine
    epsilon the knots were kept in.
    """

    knots: Tensor
    splines: Tensor
    base: Tensor
    functions: list[list[str | None]]
    affine: Tensor
    alive: Tensor
    constant: Tensor
    precision: float = 2.0**-52

    @classmethod
    def plain(cls, knots: Tensor, splines: Tensor, base: Tensor) -> Edges:
        """Living splines that all have a base part."""
        i, o = base.shape
        names: list[list[str | None]] = [[None] * o for _ in range(i)]
        affine = torch.tensor(IDENTITY, dtype=torch.float64).repeat(i, o, 1)
        epsilon = torch.finfo(knots.dtype).eps
        knots_, splines_, base_ = (part.to(torch.float64, copy=True) for part in (knots, splines, base))
        alive = torch.ones(i, o, dtype=torch.bool)
        return cls(
            knots_, splines_, base_, names, affine, alive, torch.zeros(o, dtype=torch.float64), epsilon
        )

    def checked(self, l: int) -> Edges:
        """These edges, if knots and coefficients fit. ValueError naming layer l otherwise."""
        if self.k < 1 or self.grid < 1:
            counts = f"{self.knots.shape[1]} knots and {self.splines.shape[1]} coefficients"
            raise ValueError(f"layer {l}: {counts} of a curve do not fit")
        return self

    @property
    def k(self) -> int:
        """Spline order."""
        return self.knots.shape[1] - 1 - self.splines.shape[1]

    @property
    def grid(self) -> int:
        """Grid intervals G."""
        return self.splines.shape[1] - self.k


def assemble(
    width: Sequence[tuple[int, int]],
    layers: Sequence[Edges],
    base: str,
    arities: Sequence[Sequence[int]] | int = 2,
) -> Network:
    """The network of these layers, in float64. ValueError naming the layer or edge that cannot be ours."""
    shape = Shape.read(width, [layer.k for layer in layers], base, arities)
    wirings, blocks = [], []
    for l, layer in enumerate(layers):
        _check(l, layer)
        _widen_flat_grids(layer)
        _check_grid(l, layer)
        _place_constants(layer)
        wirings.append(_wiring(layer))
        base_row = [layer.base[:, None]] if base != "zero" else []
        weights = torch.cat([layer.splines, *base_row], 1)
        blocks += [torch.nan_to_num(weights, 0, 0, 0).flatten(), torch.nan_to_num(layer.affine).flatten()]
    return Network(shape, wirings, torch.cat(blocks))


def _check(l: int, layer: Edges) -> None:
    """Living edges must be finite and of known functions; what cut or named ones keep aside may be lost."""
    for i, j in torch.nonzero(layer.alive).tolist():
        name = layer.functions[i][j]
        if name is not None and not known(name):
            raise ValueError(
                f"edge ({l}, {i}, {j}): there is no function {name!r} here, nor does the file hold it"
            )
        own = [layer.splines[i, :, j], layer.base[i, j]] if name is None else [layer.affine[i, j]]
        if not all(bool(torch.isfinite(part).all()) for part in own):
            raise ValueError(f"edge ({l}, {i}, {j}): its weights must be finite, but hold NaN or infinity")
    if not bool(torch.isfinite(layer.constant).all()):
        raise ValueError(f"layer {l}: its biases must be finite, but hold NaN or infinity")


def _check_grid(l: int, layer: Edges) -> None:
    """Knots must be finite and ascend, the grid's ends at least strictly."""
    lo, hi = layer.knots[:, layer.k], layer.knots[:, -layer.k - 1]
    ascend = (layer.knots.diff(dim=1) >= 0).all(1) & (lo < hi)
    if not bool(torch.isfinite(layer.knots).all() & ascend.all()):
        raise ValueError(f"layer {l}: the knots of a grid must be finite and ascend")


def _place_constants(layer: Edges) -> None:
    """Moves what a subnode adds into one of its edges: splines sum to 1, so a constant is one of them.

    A subnode without any living edge gets the flat curve of its first input.
    """
    for j in torch.nonzero(layer.constant).flatten().tolist():
        living = torch.nonzero(layer.alive[:, j]).flatten().tolist()
        i = living[0] if living else 0
        if not living:
            layer.alive[0, j], layer.functions[0][j] = True, None
            layer.splines[0, :, j], layer.base[0, j] = 0, 0
        if layer.functions[i][j] is None:
            layer.splines[i, :, j] += layer.constant[j]
        else:
            layer.affine[i, j, 3] += layer.constant[j]


def _wiring(layer: Edges) -> Wiring:
    knots, grid, k = layer.knots, layer.grid, layer.k
    lo, hi = knots[:, k].clone(), knots[:, -k - 1].clone()
    rounding = 8 * layer.precision * knots.abs().amax(1)
    even = (knots - uniform_knots(lo, hi, grid, k)).abs().amax(1) <= rounding
    names = tuple(tuple(row) for row in layer.functions)
    locked = torch.zeros_like(layer.alive)
    return Wiring(grid, lo, hi, layer.alive, locked, names, None if bool(even.all()) else knots)


def _widen_flat_grids(layer: Edges) -> None:
    """A grid of width 0, a constant input's, becomes one of ±1: its splines are 0 everywhere, and stay
    so.
    """
    flat = layer.knots[:, 0] == layer.knots[:, -1]
    layer.splines[flat] = 0
    centre = layer.knots[flat, 0]
    layer.knots[flat] = uniform_knots(centre - 1, centre + 1, layer.grid, layer.k)
