"""How far curves are from being flat: what is small where the data have nothing to say."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.differences import differences
from kanscope.kan.gradient import Gradient
from kanscope.kan.jacobian import add_blocks, free_layers
from kanscope.kan.layer import Layer
from kanscope.kan.network import Network
from kanscope.kan.penalties.penalty import Pressure


@dataclass(frozen=True)
class Flatness:
    """Σ ‖first difference of an edge's coefficients‖² + (weight of its base function)² over living splines.

    0 for constants alone. Where no sample lies a curve then goes on level, which no input can carry far. A
    quadratic; its curvature is exact.
    """

    def measure(self, passes: Gradient) -> Pressure:
        """By the parameters."""
        value, gradient = 0.0, torch.zeros_like(passes.network.parameters)
        blocks = passes.network.split(gradient)
        for layer, (by_weights, _) in zip(passes.network.layers, blocks, strict=True):
            curves = layer.weights * layer.spline_edges[:, None, :]
            pull = torch.bmm(_form(layer), curves)
            value += float((curves * pull).sum())
            by_weights.copy_(2 * pull)
        return Pressure(value, None, gradient)

    def add_curvature(self, matrix: Float[Tensor, "F F"], passes: Gradient, weight: float) -> None:
        """Twice the form to each spline's block."""
        start = 0
        for layer, one in zip(passes.network.layers, free_layers(passes.network), strict=True):
            form = 2 * weight * _form(layer)
            add_blocks(matrix, start, layer.weights.shape[1], form[one.source])
            start += len(one.columns)


def steps(network: Network) -> int:
    """How many numbers of the free splines are to be small."""
    pairs = zip(network.layers, free_layers(network), strict=True)
    return sum(len(free.source) * (layer.weights.shape[1] - 1) for layer, free in pairs)


def _form(layer: Layer) -> Float[Tensor, "i F F"]:
    """The quadratic form of each input's edges."""
    first = differences(layer, 1)
    splines = first.shape[2]
    form = torch.zeros(len(first), *[layer.weights.shape[1]] * 2).to(first)
    form[:, :splines, :splines] = torch.bmm(first.transpose(1, 2), first)
    form[:, splines:, splines:] = torch.eye(layer.weights.shape[1] - splines).to(first)
    return form
