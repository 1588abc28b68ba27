"""What training makes small: mean squared error + sparsity · penalty, with its exact gradient."""

from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.jacobian import gauss_newton
from kanscope.kan.majorant import add_penalty
from kanscope.kan.metric import Metric, measure
from kanscope.kan.network import Network
from kanscope.kan.penalty import total_penalty


@dataclass(frozen=True)
class Point:
    """Parameters (P,) and what the objective is there: error is the mean squared residual, gradient (P,)."""

    parameters: Tensor
    error: float
    penalty: float
    sparsity: float
    gradient: Tensor

    @property
    def value(self) -> float:
        """error + sparsity · penalty."""
        return self.error + self.sparsity * self.penalty

    def is_finite(self) -> bool:
        """Neither value nor gradient holds NaN or infinity (their sum of squares would show it)."""
        return bool(torch.isfinite(torch.dot(self.gradient, self.gradient) + self.value))


class Objective:
    """Evaluates a network on x (N, n0), y (N, n_out) at any parameters; leaves the network standing there."""

    def __init__(self, network: Network, x: Tensor, y: Tensor, sparsity: float = 0.0) -> None:
        self.network, self.y, self.sparsity = network, y, sparsity
        self.passes = Gradient(network, x)

    def __call__(self, parameters: Tensor) -> Point:
        """The point at these parameters."""
        self.network.parameters.copy_(parameters)
        residual = self.passes.forward() - self.y
        error = float(torch.dot(residual.flatten(), residual.flatten())) / residual.numel()
        pull = residual.mul_(2 / residual.numel())
        value, pulls = self._penalty()
        return Point(parameters, error, value, self.sparsity, self.passes.backward(pull, pulls))

    def metric(self, parameters: Tensor) -> Metric:
        """The metric at these parameters."""
        self.network.parameters.copy_(parameters)
        self.passes.forward()
        return measure(self.passes, self._penalty()[1])

    def curvature(self, parameters: Tensor) -> Tensor:
        """Gauss-Newton's approximation of the second derivative by the free parameters, (F, F) in float64."""
        self.network.parameters.copy_(parameters)
        outputs = self.passes.forward()
        matrix = gauss_newton(self.passes, torch.full_like(outputs, 2 / outputs.numel()))
        pulls = self._penalty()[1]
        if pulls is not None:
            add_penalty(matrix, self.passes, pulls)
        return matrix

    def _penalty(self) -> tuple[float, list[Tensor] | None]:
        if self.sparsity == 0:
            return 0.0, None
        value, pulls = total_penalty(self.passes.variances(), [e.alive for e in self.network.layers])
        return value, [pull * self.sparsity for pull in pulls]
