"""pykan's sparsity penalty: few strong entries a row and a column of any measure of what matters."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.majorant import add_penalty
from kanscope.kan.penalties.flow import flow
from kanscope.kan.penalties.metrics import METRICS
from kanscope.kan.penalties.penalty import Pressure

LEAST_SHARE = 1e-4  # pykan's, inside the logarithm
FLOOR = 1e-2  # thinner edges are held as if they were this thick, in least squares


@dataclass(frozen=True)
class Shares:
    """l1·Σv + entropy·(H of rows + H of columns), summed over layers, v (outputs, inputs) by a metric.

    p = v/(Σ v + 1) along a row or column; H its mean of -Σ p·log₂(p + 1e-4). ValueError: an unknown metric.
    """

    metric: str
    l1: float = 1.0
    entropy: float = 2.0

    def __post_init__(self) -> None:
        if self.metric not in METRICS:
            raise ValueError(f"metric must be one of {', '.join(METRICS)}, got {self.metric!r}")

    def measure(self, passes: Gradient) -> Pressure:
        """By the parameters, through autograd."""
        value, parameters, _ = self._followed(passes)
        return Pressure(float(value.detach()), None, torch.autograd.grad(value, parameters)[0])

    def add_curvature(self, matrix: Float[Tensor, "F F"], passes: Gradient, weight: float) -> None:
        """Of squares reweighted by what each edge's values pull: ∂/∂variance, where that is above 0."""
        value, _, edges = self._followed(passes)
        by_values = torch.autograd.grad(value, edges)
        triples = zip(by_values, edges, passes.variances(), strict=True)
        add_penalty(matrix, passes, [weight * _by_variance(*triple) for triple in triples])

    def _followed(self, passes: Gradient) -> tuple[Tensor, Tensor, list[Tensor]]:
        """Value, parameters, and all edges' values, in one graph."""
        with torch.enable_grad():
            parameters = passes.network.parameters.detach().clone().requires_grad_()
            layers = flow(passes.network, passes.x, parameters)
            measured = METRICS[self.metric](passes.network, layers)
            value = torch.stack([self._of(one) for one in measured]).sum()
        return value, parameters, [one.edges for one in layers]

    def _of(self, v: Tensor) -> Tensor:
        return self.l1 * v.sum() + self.entropy * (_entropy(v, 1) + _entropy(v, 0))


def _by_variance(by_values: Tensor, values: Tensor, variance: Tensor) -> Tensor:
    """Gradient by each edge's variance (i, o): that by its values (N, i, o), as far as it goes along them."""
    centred = values.detach() - values.detach().mean(0)
    return (by_values * centred).sum(0) / (2 * variance.clamp(min=FLOOR**2))


def _entropy(v: Tensor, along: int) -> Tensor:
    share = v / (v.sum(along, keepdim=True) + 1)
    return -(share * torch.log2(share + LEAST_SHARE)).sum(along).mean()
