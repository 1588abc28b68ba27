"""The sparsity penalty: few edges should carry the signal.

Source: Liu et al., KAN (2404.19756) §2.5, on smoothed standard deviations instead of mean magnitudes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float
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

    def add_curvature(self, matrix: Float[Tensor, "F F"], passes: Gradient, weight: float) -> None:
        """Of the reweighted squares that lie above a penalty concave in the variances."""
        pulls = self.measure(passes).by_variance or []
        add_penalty(matrix, passes, [pull * weight for pull in pulls])

    def of(
        self, variances: Sequence[Float[Tensor, "_i _o"]], alive: Sequence[Bool[Tensor, "_i _o"]]
    ) -> tuple[float, list[Float[Tensor, "_i _o"]]]:
        """Sum over layers, and its gradients by the variances; a layer without edges counts 0."""
        value, pulls = 0.0, []
        for variance, living in zip(variances, alive, strict=True):
            one, pull = self._of_layer(variance, living)
            value += one
            pulls.append(pull)
        return value, pulls

    def _of_layer(self, variance: Tensor, alive: Tensor) -> tuple[float, Tensor]:
        """s_e = √(variance_e + ε²), S = Σ s_e, p_e = s_e/S, H = -Σ p_e log p_e, over living edges.

        H = log S - Σ s_e log s_e / S, and ∂/∂variance_e = (l1 - entropy·(log p_e + H)/S)/(2 s_e), 0 for a cut
        edge. variance and alive (i, o).
        """
        spread = (variance + FLOOR**2).sqrt_()
        logs, present = spread.log(), spread * alive
        sum_ = float(present.sum())
        if sum_ == 0:
            return 0.0, torch.zeros_like(variance)
        mean_log = float((present * logs).sum()) / sum_
        by_spread = logs.sub_(mean_log).mul_(-self.entropy / sum_).add_(self.l1)
        value = self.l1 * sum_ + self.entropy * (math.log(sum_) - mean_log)
        return value, by_spread.div_(spread).mul_(alive).mul_(0.5)
