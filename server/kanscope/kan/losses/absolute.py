"""Mean absolute error, rounded off at 0 so that it has a gradient there."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.kan.losses.loss import Regression, mean, shared

ROUNDING = 1e-3  # ε, in units of the targets


class Absolute(Regression):
    """√(r² + ε²) - ε, ε = 1e-3: within ε of |r|, smooth, and 0 where r is 0."""

    name = "mae"

    def measure(self, outputs: Tensor, targets: Tensor, weights: Tensor | None) -> tuple[float, Tensor]:
        """Its mean, and r/√(r² + ε²), shared out."""
        residual = outputs - targets
        size = torch.hypot(residual, torch.full_like(residual, ROUNDING))
        return mean(size - ROUNDING, weights), shared(residual / size, weights)

    def curvature(self, outputs: Tensor, targets: Tensor, weights: Tensor | None) -> Tensor:
        """ρ'(r)/r = 1/√(r² + ε²): Weiszfeld's quadratic."""
        residual = outputs - targets
        return shared(1 / torch.hypot(residual, torch.full_like(residual, ROUNDING)), weights)
