"""A layer's features on one batch, written anew at every pass into the same memory.

Fresh memory would cost more than the arithmetic: the system hands it out page by page. Samples lie innermost.
"""

from __future__ import annotations

import math

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.bspline import Room, splines_along
from kanscope.kan.layer import Layer, splines_on


class Scratch:
    """Memory that all layers of a pass share, for what is forgotten before the next one begins."""

    PARTS = 3

    def __init__(self, layers: list[Layer], rows: int, like: Tensor) -> None:
        largest = max((math.prod(layer.weights.shape[:2]) for layer in layers), default=0)
        self._memory = torch.empty(self.PARTS, largest * rows, dtype=like.dtype, device=like.device)

    def part(self, n: int, size: tuple[int, ...]) -> Tensor:
        """The n-th part, as a tensor of that size."""
        return self._memory[n, : math.prod(size)].view(size)


class Sheet:
    """Splines and base function of one layer at x (i, N): values, and what leads back through them.

    values (i, M, N): G + k splines, then the base function where there is one.
    """

    def __init__(self, layer: Layer, rows: int, scratch: Scratch) -> None:
        i, features, _ = layer.weights.shape
        self._layer, self._splines = layer, layer.grid + layer.k
        self.values = layer.weights.new_empty(i, features, rows)
        self.by_features = scratch.part(0, (i, features, rows))
        self._per_unit = layer.grid / (layer.hi - layer.lo)
        self._room = self._closed_form(scratch)
        self._factor = self._slopes = self._base_slope = torch.zeros(0)

    def fill(self, x: Float[Tensor, "i N"]) -> Float[Tensor, "i M N"]:
        """Writes the values, keeps the slopes for `pull_back`, and returns the values."""
        layer = self._layer
        if self._room is None:
            self._fill_anew(x)
        else:
            splines = splines_along(x, layer.lo, self._per_unit, layer.grid, 3, room=self._room)
            self._slopes, self._factor = self._room.slopes, splines.factor
        if layer.base is not None:
            self.values[:, -1] = layer.base.value(x)
            self._base_slope = layer.base.slope(x)
        return self.values

    def pull_back(self, by_features: Float[Tensor, "i M N"]) -> Float[Tensor, "i N"]:
        """Gradient by x from that by the values; overwrites `by_features`."""
        by_splines = by_features[:, : self._splines].mul_(self._slopes)
        inward = by_splines.sum(1).mul_(self._factor)
        return inward if self._layer.base is None else inward.addcmul_(by_features[:, -1], self._base_slope)

    def slope_along(self, weights: Float[Tensor, "i M"]) -> Float[Tensor, "i N"]:
        """Slope at x of each input's one curve with these weights."""
        splines = weights[:, None, : self._splines]
        slope = torch.bmm(splines, self._slopes)[:, 0].mul_(self._factor)
        return slope if self._layer.base is None else slope.addcmul_(weights[:, -1:], self._base_slope)

    def _closed_form(self, scratch: Scratch) -> Room | None:
        """Room for cubics on a uniform grid; other splines are worked out in memory of their own."""
        if self._layer.k != 3 or self._layer.wiring.knots is not None:
            return None
        values = self.values[:, : self._splines]
        steps = (scratch.part(n, tuple(values.shape)) for n in range(Scratch.PARTS))
        return Room(values, torch.empty_like(values, memory_format=torch.contiguous_format), *steps)

    def _fill_anew(self, x: Tensor) -> None:
        values, slopes = splines_on(self._layer.wiring, self._layer.k, x.T)
        self.values[:, : self._splines] = values.permute(1, 2, 0)
        if slopes is not None:
            self._slopes, self._factor = slopes.permute(1, 2, 0), torch.ones_like(self._per_unit)[:, None]
