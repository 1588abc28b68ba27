"""Bringing cut edges back."""

from collections.abc import Iterable
from dataclasses import replace

import torch
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.surgery.means import edge_means, raise_subnodes
from kanscope.kan.surgery.places import Edge, existing


def restore_edges(network: Network, edges: Iterable[Edge], inputs: Tensor | None = None) -> Network:
    """Cut edges live again with the curve they had; with inputs (N, n0) their mean is taken back out."""
    back = [torch.zeros_like(layer.alive) for layer in network.layers]
    for l, i, j in existing(network, edges):
        back[l][i, j] = ~network.layers[l].alive[i, j]
    wirings = [replace(e.wiring, alive=e.alive | b) for e, b in zip(network.layers, back, strict=True)]
    whole = network.rewired(wirings)
    if inputs is not None:
        means = edge_means(whole, inputs)
        for l, layer in enumerate(network.layers):
            raise_subnodes(whole, l, -(means[l] * back[l]).sum(0), layer.alive)
    return whole
