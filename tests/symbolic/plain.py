"""The plain composition, computed edge by edge as the network would: what every formula must equal."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from kanscope.kan.functions.catalogue import function
from kanscope.symbolic.composition import Composition, EdgeForm

Values = dict[tuple[int, int, int], NDArray[np.float64]]


def outputs(composition: Composition, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N, outputs) in the user's units."""
    result = torch.stack(_layers(composition, rows)[-1], 1).numpy()
    return result * np.asarray(composition.output_scale) + np.asarray(composition.output_shift)


def edge_values(composition: Composition, rows: NDArray[np.float64]) -> Values:
    """What every living edge is worth on the rows, inside the network."""
    nodes = _layers(composition, rows)
    return {
        (layer, node, subnode): _edge(edge, nodes[layer][node]).numpy()
        for layer in range(len(composition.width) - 1)
        for subnode in range(composition.subnodes(layer + 1))
        for node, edge in composition.into(layer, subnode)
    }


def _layers(composition: Composition, rows: NDArray[np.float64]) -> list[list[torch.Tensor]]:
    shift, scale = np.asarray(composition.input_shift), np.asarray(composition.input_scale)
    layers = [list(torch.tensor((rows - shift) / scale).T)]
    for layer in range(len(composition.width) - 1):
        arriving = [
            _sum(composition, layer, subnode, layers[-1])
            for subnode in range(composition.subnodes(layer + 1))
        ]
        layers.append(_nodes(composition, layer + 1, arriving))
    return layers


def _sum(composition: Composition, layer: int, subnode: int, nodes: list[torch.Tensor]) -> torch.Tensor:
    total = torch.zeros_like(nodes[0])
    for node, edge in composition.into(layer, subnode):
        total = total + _edge(edge, nodes[node])
    return total


def _edge(edge: EdgeForm, x: torch.Tensor) -> torch.Tensor:
    if edge.function is None:
        return torch.sinh(x) + x.square()  # some curve without a name
    value = edge.c * function(edge.function).value(edge.a * x + edge.b) + edge.d
    return torch.where(torch.isfinite(x), value, torch.nan)  # the sign of nothing would be 0


def _nodes(composition: Composition, layer: int, arriving: list[torch.Tensor]) -> list[torch.Tensor]:
    gathered = composition.by_node(layer, arriving)
    return [torch.stack(list(factors)).prod(0) for factors in gathered]
