"""Mean absolute error, rounded off at 0 so that it has a gradient there."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.losses.loss import Regression, mean, shared

ROUNDING = 1e-3  # ε, in units of the targets


class Absolute(Regression):
    """√(r² + ε²) - ε, ε = 1e-3: within ε of |r|, smooth, and 0 where r is 0."""

    name = "mae"

    def measure(
        self,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> tuple[float, Float[Tensor, "N q"]]:
        """Its mean, and r/√(r² + ε²), shared out."""
        residual = outputs - targets
        size = torch.hypot(residual, torch.full_like(residual, ROUNDING))
        return mean(size - ROUNDING, weights), shared(residual / size, weights)

    def curvature(
        self,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> Float[Tensor, "N q"]:
        """ρ'(r)/r = 1/√(r² + ε²): Weiszfeld's quadratic."""
        residual = outputs - targets
        return shared(1 / torch.hypot(residual, torch.full_like(residual, ROUNDING)), weights)
