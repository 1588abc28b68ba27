"""Mean squared error, r²: the least squares of normal noise."""

from __future__ import annotations

from math import sqrt

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.losses.loss import Regression, mean, shared


class Squared(Regression):
    """r² of residuals r = output - target; its own quadratic."""

    name = "mse"

    def measure(
        self,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> tuple[float, Float[Tensor, "N q"]]:
        """Mean r², and 2r/(rows · outputs)."""
        residual = outputs - targets
        if weights is not None:
            return mean(residual * residual, weights), shared(2 * residual, weights)
        flat = residual.flatten()
        return float(torch.dot(flat, flat)) / flat.numel(), residual.mul_(2 / flat.numel())

    def rmse(
        self,
        value: float,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> float:
        """√value."""
        return sqrt(value)

    def curvature(
        self,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> Float[Tensor, "N q"]:
        """2, shared out."""
        return shared(torch.full_like(outputs, 2.0), weights)
