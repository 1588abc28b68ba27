"""A layer's features on one batch, written anew at every pass into the same memory, samples innermost."""

from __future__ import annotations

from jaxtyping import Float
from torch import Tensor

from kanscope.kan.compiled.rows import CompiledRows
from kanscope.kan.layer import Layer
from kanscope.kan.spline_rows import CubicRows, RecursiveRows, Scratch, SplineRows, is_cubic


class Sheet:
    """Splines and base function of one layer at x (i, N): values, and what leads back through them.

    values (i, M, N): G + k splines, then the base function where there is one. compiled: by compiled loops,
    where the splines have them.
    """

    def __init__(self, layer: Layer, rows: int, scratch: Scratch, *, compiled: bool = False) -> None:
        size = (*layer.weights.shape[:2], rows)
        self._base = layer.base
        self.values = layer.weights.new_empty(size)
        self.by_features = scratch.part(0, size)
        self._splines = _spline_rows(layer, self.values, scratch, compiled)
        self._base_slope = self.values.new_empty(size[0], rows)

    def fill(self, x: Float[Tensor, "i N"]) -> Float[Tensor, "i M N"]:
        """Writes the values, keeps the slopes for `pull_back`, and returns the values."""
        self._splines.write(x)
        if self._base is not None:
            self._base.write(x, self.values[:, -1], self._base_slope)
        return self.values

    def pull_back(self, by_features: Float[Tensor, "i M N"]) -> Float[Tensor, "i N"]:
        """Gradient by x from that by the values; may overwrite the latter."""
        inward = self._splines.pull_back(by_features)
        return inward if self._base is None else inward.addcmul_(by_features[:, -1], self._base_slope)

    def slope_along(self, weights: Float[Tensor, "i M"]) -> Float[Tensor, "i N"]:
        """Slope at x of each input's one curve with these weights."""
        slope = self._splines.slope_along(weights)
        return slope if self._base is None else slope.addcmul_(weights[:, -1:], self._base_slope)


def _spline_rows(layer: Layer, values: Tensor, scratch: Scratch, compiled: bool) -> SplineRows:
    if not is_cubic(layer):
        return RecursiveRows(layer, values)
    return CompiledRows(layer, values) if compiled else CubicRows(layer, values, scratch)
