"""Ends of curves that no sample supports: they go on as the polynomial before them."""

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.differences import differences
from kanscope.kan.layer import Layer
from kanscope.kan.network import Network, check_samples
from kanscope.kan.wishes.held import keep_wishes

WEAK = 1e-6  # of the median support: a coefficient with less is a guess


def continue_ends(network: Network, x: Float[Tensor, "N n0"]) -> Network:
    """Coefficients that (almost) no sample of x (N, n0) supports, set so that fourth differences vanish.

    The cubic before them goes on, so that a row just beyond all others is met. Of free splines only; a node
    with fewer than five coefficients or with no support at all is left alone.
    """
    check_samples("x", x, network.shape.nodes(0))
    whole = network.copy()
    for l, layer in enumerate(whole.layers):
        features, _ = layer.features(x, slope=False)
        support = features[..., : layer.grid + layer.k].square().sum(0)
        for i, own in enumerate(support):
            _continue(layer, i, own < WEAK * own.median())
        keep_wishes(layer.wiring, layer.k, layer.weights)
        x = network.combine(l, network.layers[l](x))
    return whole


def _continue(layer: Layer, i: int, weak: Tensor) -> None:
    """weak (G + k,): the coefficients of node i's edges that are to follow from the others."""
    edges = torch.nonzero(layer.spline_edges[i] & ~layer.locked[i])[:, 0]
    if len(weak) < 5 or not bool(weak.any()):
        return
    fourth = differences(layer, 4)[i]
    known = layer.weights[i, : len(weak)][~weak][:, edges]
    guess = torch.linalg.lstsq(fourth[:, weak], -fourth[:, ~weak] @ known).solution
    layer.weights[i, torch.nonzero(weak)[:, 0][:, None], edges] = guess
