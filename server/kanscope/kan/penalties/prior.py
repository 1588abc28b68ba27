"""A curve somebody expects of an edge, which pulls at it without holding it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from kanscope.kan import named
from kanscope.kan.functions.catalogue import function
from kanscope.kan.gradient import Gradient
from kanscope.kan.jacobian import free_columns
from kanscope.kan.layer import Layer
from kanscope.kan.network import Network
from kanscope.kan.penalties.penalty import Pressure


@dataclass(frozen=True)
class Prior:
    """weight · mean (φ(x_n) - y_n)² over points (x_n, y_n) on edge (l, i, j), in the units of edge and input.

    Quadratic in a spline's coefficients; of a named edge Gauss and Newton's square. A cut edge has no curve
    and feels nothing. ValueError naming the argument: no or infinite points, a weight below 0.
    """

    edge: tuple[int, int, int]
    points: tuple[tuple[float, float], ...]
    weight: float = 1.0

    def __post_init__(self) -> None:
        if not self.points or not all(math.isfinite(x) and math.isfinite(y) for x, y in self.points):
            raise ValueError(f"points must be pairs of finite numbers, at least one, got {self.points}")
        if not 0 <= self.weight < math.inf:
            raise ValueError(f"weight must be finite and not negative, got {self.weight}")

    @classmethod
    def read(cls, saved: dict[str, Any]) -> Prior:
        """The prior that `dataclasses.asdict` made plain, from JSON too."""
        l, i, j = saved["edge"]
        return cls((l, i, j), tuple((x, y) for x, y in saved["points"]), saved["weight"])

    def check(self, network: Network) -> None:
        """ValueError when the network does not have the edge."""
        l, i, j = self.edge
        inside = 0 <= l < network.shape.depth
        if not (inside and 0 <= i < network.shape.nodes(l) and 0 <= j < network.shape.subnodes(l)):
            raise ValueError(f"priors: {self.edge} is not an edge of {network.width}")

    def measure(self, passes: Gradient) -> Pressure:
        """By the parameters."""
        l, i, j = self.edge
        if not bool(passes.network.layers[l].alive[i, j]):
            return Pressure()
        values, partials = self._curve(passes.network.layers[l])
        residual = values - torch.tensor([y for _, y in self.points]).to(values)
        gradient = torch.zeros_like(passes.network.parameters)
        gradient[self._places(passes.network)] = partials.T @ residual * (2 * self.weight / len(residual))
        return Pressure(self.weight * float(residual.square().mean()), None, gradient)

    def add_curvature(self, matrix: Tensor, passes: Gradient, weight: float) -> None:
        """2·weight·mean of the partials' squares, to the edge's block."""
        l, i, j = self.edge
        layer = passes.network.layers[l]
        if bool(layer.alive[i, j]) and not bool(layer.locked[i, j]):
            _, partials = self._curve(layer)
            places = self._places(passes.network)
            own = torch.nonzero(torch.isin(free_columns(passes.network), places))[:, 0]
            form = partials.T @ partials * (2 * weight * self.weight / len(partials))
            matrix[own[:, None], own] += form.to(matrix)

    def _curve(self, layer: Layer) -> tuple[Tensor, Tensor]:
        """The edge's values (n,) at the points, and their derivatives by its parameters (n, p)."""
        _, i, j = self.edge
        at = torch.tensor([x for x, _ in self.points]).to(layer.lo)
        x = at[:, None].expand(-1, len(layer.lo))
        name = layer.function[i][j]
        if name is None:
            basis = layer.features(x, slope=False)[0][:, i]
            return basis @ layer.weights[i, :, j], basis
        family = named.Family(function(name), *torch.tensor([[i], [j]], device=at.device))
        tape = named.evaluate(family, x, layer.affine)
        return tape.values[:, 0], named.partials(tape)[:, 0]

    def _places(self, network: Network) -> Tensor:
        """Where the edge's parameters stand in the network's vector."""
        l, i, j = self.edge
        weights, affine = network.split(
            torch.arange(len(network.parameters), device=network.parameters.device)
        )[l]
        return weights[i, :, j] if network.layers[l].function[i][j] is None else affine[i, j]
