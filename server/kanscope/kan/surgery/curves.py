"""An edge's spline, set to follow a curve."""

from __future__ import annotations

from jaxtyping import Float
from torch import Tensor

from kanscope.kan.grid import follow
from kanscope.kan.layer import Layer
from kanscope.kan.wishes.held import keep_wishes


def become_spline(layer: Layer, i: int, j: int, x: Float[Tensor, " n"], curve: Float[Tensor, " n"]) -> None:
    """The edge comes nearest the points x, curve (n,), with splines alone and as its wish has it."""
    splines = layer.grid + layer.k
    every, _ = layer.features(x[:, None].expand(-1, len(layer.lo)), slope=False)
    basis = every[None, :, i, :splines]
    layer.weights[i, :, j] = 0
    layer.weights[i, :splines, j] = follow(basis, curve[None, :, None])[0, :, 0]
    keep_wishes(layer.wiring, layer.k, layer.weights)
