"""Huber's loss: squares for small residuals, absolute values for large ones, so that outliers pull less."""

from __future__ import annotations

from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor

from kanscope.kan.losses.loss import Regression, mean, shared


@dataclass(frozen=True)
class Huber(Regression):
    """½r² where |r| ≤ δ, δ(|r| - δ/2) beyond; δ in units of the targets.

    Source: Huber, Robust Estimation of a Location Parameter (1964). ValueError unless 0 < δ < ∞.
    """

    delta: float = 1.0
    name = "huber"

    def __post_init__(self) -> None:
        if not 0 < self.delta < float("inf"):
            raise ValueError(f"delta must be finite and positive, got {self.delta}")

    def measure(
        self,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> tuple[float, Float[Tensor, "N q"]]:
        """Its mean, and the clipped residuals, shared out: ρ = clip(r)·(r - ½clip(r))."""
        residual = outputs - targets
        clipped = residual.clamp(-self.delta, self.delta)
        return mean(clipped * (residual - 0.5 * clipped), weights), shared(clipped, weights)

    def curvature(
        self,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> Float[Tensor, "N q"]:
        """ρ'(r)/r = min(1, δ/|r|): Weiszfeld's quadratic, which lies above a loss concave in r²."""
        size = (outputs - targets).abs().clamp(min=self.delta)
        return shared(self.delta / size, weights)
