"""A network that autograd can go through as often as it likes."""

from __future__ import annotations

from dataclasses import replace

from kanscope.kan.knots import uniform_knots
from kanscope.kan.layer import Layer, Wiring
from kanscope.kan.network import Network


def differentiable(network: Network) -> Network:
    """The same function, over parameters of its own, whose derivatives of any order autograd finds.

    Uniform grids become knots: their splines are computed by plain arithmetic, where those of the fast path
    work in place and keep nothing for a second pass. Exact within a grid interval; of order k they jump at
    the knots.
    """
    return network.rewired([_on_knots(layer) for layer in network.layers])


def _on_knots(layer: Layer) -> Wiring:
    wiring = layer.wiring
    if wiring.knots is not None:
        return wiring
    return replace(wiring, knots=uniform_knots(wiring.lo, wiring.hi, wiring.grid, layer.k))
