"""The edges of a network as forms, which is all a formula needs to know of them."""

from __future__ import annotations

from kanscope.kan.layer import Layer
from kanscope.kan.network import Network
from kanscope.symbolic.composition import EdgeForm


def edge_forms(network: Network) -> dict[tuple[int, int, int], EdgeForm]:
    """Living edges: named ones with their numbers, splines as unknown functions."""
    return {
        (l, i, j): _form(layer, i, j)
        for l, layer in enumerate(network.layers)
        for i, j in layer.alive.nonzero().tolist()
    }


def _form(layer: Layer, i: int, j: int) -> EdgeForm:
    function = layer.function[i][j]
    return EdgeForm() if function is None else EdgeForm(function, *layer.affine[i, j].tolist())
