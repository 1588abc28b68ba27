"""Mean squared error, r²: the least squares of normal noise."""

from __future__ import annotations

from math import sqrt

import torch
from torch import Tensor

from kanscope.kan.losses.loss import Regression, mean, shared


class Squared(Regression):
    """r² of residuals r = output - target; its own quadratic."""

    name = "mse"

    def measure(self, outputs: Tensor, targets: Tensor, weights: Tensor | None) -> tuple[float, Tensor]:
        """Mean r², and 2r/(rows · outputs)."""
        residual = outputs - targets
        if weights is not None:
            return mean(residual * residual, weights), shared(2 * residual, weights)
        flat = residual.flatten()
        return float(torch.dot(flat, flat)) / flat.numel(), residual.mul_(2 / flat.numel())

    def rmse(self, value: float, outputs: Tensor, targets: Tensor, weights: Tensor | None) -> float:
        """√value."""
        return sqrt(value)

    def curvature(self, outputs: Tensor, targets: Tensor, weights: Tensor | None) -> Tensor:
        """2, shared out."""
        return shared(torch.full_like(outputs, 2.0), weights)
