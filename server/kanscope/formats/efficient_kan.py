"""Networks of efficient-kan (Blealtan): the same splines, weights under other names.

y = W_b·b(x) + Σ_i Σ_m s·w_{o,i,m} B_m(x_i), with b the base activation, which no state names, and s the
scaler, where `enable_standalone_scale_spline` is on. B_m on the same extended grids as pykan's; outside them
they fall to 0 where ours go on in a straight line.
"""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor

from kanscope.formats.edges import Edges, assemble
from kanscope.formats.sized import sized
from kanscope.kan.network import Network


def network_of(state: Mapping[str, Tensor], base: str = "silu") -> Network:
    """The network of a `KAN` state. ValueError naming the tensor that is missing or does not fit."""
    depth = 0
    while f"layers.{depth}.base_weight" in state:
        depth += 1
    if not depth:
        raise ValueError("state: layers.0.base_weight is missing")
    layers = [_edges(state, l) for l in range(depth)]
    nodes = [layers[0].base.shape[0], *(layer.base.shape[1] for layer in layers)]
    return assemble([(n, 0) for n in nodes], layers, base)


def _edges(state: Mapping[str, Tensor], l: int) -> Edges:
    base = sized(state, f"layers.{l}.base_weight", (None, None))
    o, i = base.shape
    splines = sized(state, f"layers.{l}.spline_weight", (o, i, None))
    if f"layers.{l}.spline_scaler" in state:
        splines = splines * sized(state, f"layers.{l}.spline_scaler", (o, i))[..., None]
    knots = sized(state, f"layers.{l}.grid", (i, None))
    return Edges.plain(knots, splines.permute(1, 2, 0), base.T).checked(l)
