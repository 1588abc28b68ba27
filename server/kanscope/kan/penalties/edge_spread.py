"""The sparsity penalty: few edges should carry the signal.

Source: Liu et al., KAN (2404.19756) §2.5, on smoothed standard deviations instead of mean magnitudes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.majorant import add_penalty
from kanscope.kan.penalties.penalty import Pressure

FLOOR = 1e-2  # edges thinner than this (in standardised units) no longer count as carrying anything
ENTROPY = 2.0


@dataclass(frozen=True)
class EdgeSpread:
    """l1·Σ s + entropy·H(s) a layer, s the smoothed deviations of its living edges."""

    l1: float = 1.0
    entropy: float = ENTROPY

    def measure(self, passes: Gradient) -> Pressure:
        """By the edges' variances."""
        alive = [layer.alive for layer in passes.network.layers]
        value, pulls = self.of(passes.variances(), alive)
        return Pressure(value, pulls)

    def add_curvature(self, matrix: Tensor, passes: Gradient, weight: float) -> None:
        """Of the reweighted squares that lie above a penalty concave in the variances."""
        pulls = self.measure(passes).by_variance or []
        add_penalty(matrix, passes, [pull * weight for pull in pulls])

    def of(self, variances: Sequence[Tensor], alive: Sequence[Tensor]) -> tuple[float, list[Tensor]]:
        """Sum over layers, and its gradients by the variances; a layer without edges counts 0."""
        value, pulls = 0.0, []
        for variance, living in zip(variances, alive, strict=True):
            one, pull = self._of_layer(variance, living) if bool(living.any()) else (0.0, variance * 0)
            value += float(one)
            pulls.append(pull)
        return value, pulls

    def _of_layer(self, variance: Tensor, alive: Tensor) -> tuple[Tensor, Tensor]:
        """s_e = √(variance_e + ε²), S = Σ s_e, p_e = s_e/S, H = -Σ p_e log p_e, over living edges.

        ∂/∂variance_e = (l1 - entropy·(log p_e + H)/S)/(2 s_e). variance and alive (i, o); a cut edge's is 0.
        """
        spread = (variance + FLOOR**2).sqrt()
        sum_ = torch.where(alive, spread, 0).sum()
        log_share = torch.where(alive, spread / sum_, 1).log()
        entropy = -(torch.where(alive, spread, 0) / sum_ * log_share).sum()
        by_spread = self.l1 - self.entropy * (log_share + entropy) / sum_
        return self.l1 * sum_ + self.entropy * entropy, torch.where(alive, by_spread / (2 * spread), 0)
