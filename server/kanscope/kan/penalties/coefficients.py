"""Penalties on the splines' coefficients alone, whatever the samples."""

from __future__ import annotations

from collections.abc import Iterator
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

FLOOR = 1e-4  # coefficients smaller than this are held as if they were this large, in least squares


@dataclass(frozen=True)
class CoefficientSize:
    """Σ |Δⁿc| over living splines, a mean over outputs: n = 0 is pykan's lamb_coef, 1 its lamb_coefdiff.

    Cut and named edges do not count (pykan counts them). The slope at 0 is 0.
    """

    order: int = 0

    def measure(self, passes: Gradient) -> Pressure:
        """By the parameters."""
        value, gradient = 0.0, torch.zeros_like(passes.network.parameters)
        for _, curves, pull in _curves(passes.network, gradient):
            steps = curves.diff(n=self.order, dim=1) / curves.shape[2]
            value += float(steps.abs().sum())
            pull.copy_(_undiff(steps.sign() / curves.shape[2], self.order))
        return Pressure(value, None, gradient)

    def add_curvature(self, matrix: Float[Tensor, "F F"], passes: Gradient, weight: float) -> None:
        """Of reweighted squares: |u| ≤ u²/(2|u₀|) + |u₀|/2."""
        start = 0
        for layer, one in zip(passes.network.layers, free_layers(passes.network), strict=True):
            difference = torch.eye(
                layer.grid + layer.k, dtype=layer.weights.dtype, device=layer.weights.device
            )
            difference = difference.diff(n=self.order, dim=0)
            curves = layer.weights[one.source, : layer.grid + layer.k, one.target]
            stiff = weight / layer.weights.shape[2] / (curves @ difference.T).abs().clamp(min=FLOOR)
            blocks = difference.T @ (stiff[..., None] * difference)
            add_blocks(matrix, start, layer.weights.shape[1], blocks)
            start += len(one.columns)


@dataclass(frozen=True)
class Smoothness:
    """Σ ‖third difference of an edge's coefficients‖² over living splines; 0 for parabolas.

    Uneven knots: differences as if divided by the knots' spacing. A quadratic; its curvature is exact.
    """

    def measure(self, passes: Gradient) -> Pressure:
        """By the parameters."""
        value, gradient = 0.0, torch.zeros_like(passes.network.parameters)
        for layer, curves, pull in _curves(passes.network, gradient):
            third = differences(layer, 3)
            bend = torch.bmm(third, curves)
            value += float((bend * bend).sum())
            pull.copy_(torch.bmm(third.transpose(1, 2), 2 * bend))
        return Pressure(value, None, gradient)

    def add_curvature(self, matrix: Float[Tensor, "F F"], passes: Gradient, weight: float) -> None:
        """2·DᵀD to each spline's block."""
        start = 0
        for layer, one in zip(passes.network.layers, free_layers(passes.network), strict=True):
            third = differences(layer, 3)
            form = 2 * weight * torch.bmm(third.transpose(1, 2), third)
            add_blocks(matrix, start, layer.weights.shape[1], form[one.source])
            start += len(one.columns)


def _curves(network: Network, gradient: Tensor) -> Iterator[tuple[Layer, Tensor, Tensor]]:
    """Each layer, its living splines' coefficients (i, G+k, o), else 0, and their place in a gradient."""
    for layer, (weights, _) in zip(network.layers, network.split(gradient), strict=True):
        splines = layer.grid + layer.k
        yield layer, layer.weights[:, :splines] * layer.spline_edges[:, None, :], weights[:, :splines]


def _undiff(steps: Tensor, order: int) -> Tensor:
    """The transpose of `order` differences along axis 1."""
    for _ in range(order):
        edge = torch.zeros_like(steps[:, :1])
        steps = torch.cat([edge, steps], 1) - torch.cat([steps, edge], 1)
    return steps
