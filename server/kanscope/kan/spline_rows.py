"""Ways to write a layer's splines again and again, and to lead gradients back through them.

Fresh memory would cost more than the arithmetic: the system hands it out page by page.
"""

from __future__ import annotations

import math
from typing import Protocol

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.bspline import CUBIC_SLOPE, Room, splines_along
from kanscope.kan.layer import Layer, splines_on


class SplineRows(Protocol):
    """Splines at x (i, N), samples innermost, in memory that the next `write` overwrites."""

    def write(self, x: Float[Tensor, "i N"]) -> None:
        """Writes the values where the sheet keeps them."""
        ...

    def pull_back(self, by_features: Float[Tensor, "i M N"]) -> Float[Tensor, "i N"]:
        """Gradient by x from that by the features, of which the splines come first; may overwrite it."""
        ...

    def slope_along(self, weights: Float[Tensor, "i M"]) -> Float[Tensor, "i N"]:
        """Slope at x of each input's one curve with these weights, of which the splines' come first."""
        ...


class Scratch:
    """Memory that all layers of a pass share, for what is forgotten before the next one begins."""

    PARTS = 2

    def __init__(self, layers: list[Layer], rows: int, like: Tensor) -> None:
        largest = max((math.prod(layer.weights.shape[:2]) for layer in layers), default=0)
        self._memory = torch.empty(self.PARTS, largest * rows, dtype=like.dtype, device=like.device)

    def part(self, n: int, size: tuple[int, ...]) -> Tensor:
        """The n-th part, as a tensor of that size."""
        return self._memory[n, : math.prod(size)].view(size)


class CubicRows:
    """Cubics on a uniform grid, by their closed form."""

    def __init__(self, layer: Layer, values: Float[Tensor, "i M N"], scratch: Scratch) -> None:
        self._lo, self._grid = layer.lo, layer.grid
        self._per_unit = layer.grid / (layer.hi - layer.lo)
        self._factor = CUBIC_SLOPE * self._per_unit[:, None]
        self._splines = layer.grid + 3
        values = values[:, : self._splines]
        self._slopes = torch.empty(values.shape, dtype=values.dtype, device=values.device)
        steps = (scratch.part(n, tuple(values.shape)) for n in range(Scratch.PARTS))
        places = (values.new_empty(len(values), values.shape[2]) for _ in range(2))
        self._room = Room(values, self._slopes, *steps, *places)

    def write(self, x: Float[Tensor, "i N"]) -> None:
        """Writes values and slopes."""
        splines_along(x, self._lo, self._per_unit, self._grid, 3, room=self._room)

    def pull_back(self, by_features: Float[Tensor, "i M N"]) -> Float[Tensor, "i N"]:
        """Σ by_values · slopes; overwrites them."""
        return by_features[:, : self._splines].mul_(self._slopes).sum(1).mul_(self._factor)

    def slope_along(self, weights: Float[Tensor, "i M"]) -> Float[Tensor, "i N"]:
        """Σ weights · slopes."""
        return torch.bmm(weights[:, None, : self._splines], self._slopes)[:, 0].mul_(self._factor)


class RecursiveRows:
    """Splines of any order on any knots, worked out in memory of their own each time."""

    def __init__(self, layer: Layer, values: Float[Tensor, "i M N"]) -> None:
        self._layer, self._values = layer, values[:, : layer.grid + layer.k]
        self._slopes = values.new_empty(0)

    def write(self, x: Float[Tensor, "i N"]) -> None:
        """Writes values and remembers slopes."""
        values, slopes = splines_on(self._layer.wiring, self._layer.k, x.T)
        self._values.copy_(values.permute(1, 2, 0))
        if slopes is not None:
            self._slopes = slopes.permute(1, 2, 0)

    def pull_back(self, by_features: Float[Tensor, "i M N"]) -> Float[Tensor, "i N"]:
        """Σ by_values · slopes."""
        return (by_features[:, : self._values.shape[1]] * self._slopes).sum(1)

    def slope_along(self, weights: Float[Tensor, "i M"]) -> Float[Tensor, "i N"]:
        """Σ weights · slopes."""
        return (weights[:, : self._values.shape[1], None] * self._slopes).sum(1)


def is_cubic(layer: Layer) -> bool:
    """Whether the layer's splines have the closed form."""
    return layer.k == 3 and layer.wiring.knots is None
