"""Cubics on a uniform grid by compiled loops: a pass over memory where torch makes ten."""

from __future__ import annotations

from importlib.util import find_spec

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.layer import Layer

WITHOUT = "numba is not installed (pip install 'kanscope[fast]')"


class CompiledRows:
    """Splines that remember their places alone, and work slopes out again where they are asked for."""

    def __init__(self, layer: Layer, values: Float[Tensor, "i M N"]) -> None:
        from kanscope.kan.compiled import kernels  # late: numba takes half a second to import

        self._kernels, self._grid = kernels, layer.grid
        self._ruler = torch.stack([layer.lo, layer.grid / (layer.hi - layer.lo)], 1).numpy()
        self._values = values.numpy()
        self._place = torch.empty(values.shape[0], values.shape[2], dtype=values.dtype).numpy()

    def write(self, x: Float[Tensor, "i N"]) -> None:
        """Writes values."""
        at = x.contiguous().numpy()
        self._kernels.write(at, self._ruler, self._grid, self._values, self._place)

    def pull_back(self, by_features: Float[Tensor, "i M N"]) -> Float[Tensor, "i N"]:
        """Σ by_values · slopes."""
        inward = torch.empty(self._place.shape, dtype=by_features.dtype)
        by = by_features.contiguous().numpy()
        self._kernels.pull_back(self._place, self._ruler, self._grid, by, inward.numpy())
        return inward

    def slope_along(self, weights: Float[Tensor, "i M"]) -> Float[Tensor, "i N"]:
        """Σ weights · slopes."""
        slopes = torch.empty(self._place.shape, dtype=weights.dtype)
        along = weights.contiguous().numpy()
        self._kernels.slope_along(self._place, self._ruler, self._grid, along, slopes.numpy())
        return slopes


def why_not_compiled(parameters: Tensor) -> str | None:
    """Why these parameters cannot be trained by compiled loops; None where they can."""
    if parameters.device.type != "cpu":
        return f"compiled loops run on the cpu, the network is on {parameters.device}"
    if parameters.dtype not in (torch.float32, torch.float64):
        return f"compiled loops know float32 and float64, the network has {parameters.dtype}"
    return None if find_spec("numba") else WITHOUT
