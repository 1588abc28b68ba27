"""Bringing cut edges back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.surgery.means import raise_subnodes
from kanscope.kan.surgery.places import Edge, existing


def restore_edges(
    network: Network, edges: Iterable[Edge], inputs: Float[Tensor, "N n0"] | None = None
) -> Network:
    """Cut edges live again with the curve they had; with inputs (N, n0) their mean is taken back out.

    Undoes a `cut_edges` with the same inputs, if all edges come back that went. ValueError when an edge does
    not exist.
    """
    back = [torch.zeros_like(layer.alive) for layer in network.layers]
    for l, i, j in existing(network, edges):
        back[l][i, j] = ~network.layers[l].alive[i, j]
    wirings = [replace(e.wiring, alive=e.alive | b) for e, b in zip(network.layers, back, strict=True)]
    whole = network.rewired(wirings)
    if inputs is not None:
        _take_means_out(network, whole, back, inputs)
    return whole


def _take_means_out(network: Network, whole: Network, back: Sequence[Tensor], x: Tensor) -> None:
    """Layer by layer, since what flows into one is right again only when those before it are."""
    for l, layer in enumerate(whole.layers):
        mean = layer.edge_values(x).mean(0)
        raise_subnodes(whole, l, -(mean * back[l]).sum(0), network.layers[l].alive)
        x = whole.combine(l, layer(x))
