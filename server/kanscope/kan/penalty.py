"""The sparsity penalty: few edges should carry the signal.

Source: Liu et al., KAN (2404.19756) §2.5, on smoothed standard deviations instead of mean magnitudes.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

FLOOR = 1e-2  # edges thinner than this (in standardised units) no longer count as carrying anything
ENTROPY_WEIGHT = 2.0


def penalty(variance: Tensor, alive: Tensor) -> tuple[Tensor, Tensor]:
    """L1 + 2·entropy of one layer, and its gradient by each edge's variance.

    s_e = √(variance_e + ε²), S = Σ s_e, p_e = s_e/S, H = -Σ p_e log p_e, over living edges; value S + 2H.
    ∂/∂variance_e = (1 - 2(log p_e + H)/S)/(2 s_e). variance and alive (i, o); a cut edge's gradient is 0.
    """
    spread = (variance + FLOOR**2).sqrt()
    total = torch.where(alive, spread, 0).sum()
    log_share = torch.where(alive, spread / total, 1).log()
    entropy = -(torch.where(alive, spread, 0) / total * log_share).sum()
    by_spread = 1 - ENTROPY_WEIGHT * (log_share + entropy) / total
    return total + ENTROPY_WEIGHT * entropy, torch.where(alive, by_spread / (2 * spread), 0)


def total_penalty(variances: Sequence[Tensor], alive: Sequence[Tensor]) -> tuple[float, list[Tensor]]:
    """Sum over layers of the penalty, and its gradients by the variances; a layer without edges counts 0."""
    value, pulls = 0.0, []
    for variance, living in zip(variances, alive, strict=True):
        one, pull = penalty(variance, living) if bool(living.any()) else (torch.zeros(()), variance * 0)
        value += float(one)
        pulls.append(pull)
    return value, pulls
