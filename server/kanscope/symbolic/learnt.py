"""The curve an edge has learnt where the data are: what a function is fitted to."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.kan.curves import density
from kanscope.kan.network import Network
from kanscope.kan.surgery import Edge
from kanscope.kan.trace import node_values
from kanscope.symbolic.curves import Curves

POINTS = 256
BINS = 32
FLOOR = 0.02
"""Share of the mean weight that parts of the range without data keep."""


def curve_of(network: Network, inputs: Tensor, edge: Edge) -> Curves:
    """The edge on the range the samples `inputs` (N, n0) reach, weighted by where they lie.

    The grid may reach further than the data; there the spline is a guess, no ground for a name.
    """
    x = node_values(network, inputs, edge[0])[:, edge[1]]
    lo, hi = _reach(x)
    grid = torch.linspace(lo, hi, POINTS, dtype=x.dtype, device=x.device)
    y = edge_on(network, edge, grid)
    return Curves(x.new_tensor([lo]), x.new_tensor([hi]), y[None], _weights(x, lo, hi)[None])


def edge_on(network: Network, edge: Edge, x: Tensor) -> Tensor:
    """Values (n,) of one edge at x (n,)."""
    layer, i, j = edge
    here = network.layers[layer]
    return here.edge_values(x[:, None].expand(-1, len(here.lo)))[:, i, j]


def _reach(x: Tensor) -> tuple[float, float]:
    lo, hi = float(x.min()), float(x.max())
    return (lo, hi) if hi > lo else (lo - 0.5, hi + 0.5)


def _weights(x: Tensor, lo: float, hi: float) -> Tensor:
    """Density of the rows along the curve: a histogram, joined by straight lines, never quite 0."""
    share = density(x, lo, hi, BINS).to(torch.float64)
    smooth = torch.nn.functional.interpolate(share[None, None], POINTS, mode="linear")[0, 0]
    return smooth + FLOOR * share.mean()
