"""How much each edge varies over the samples, without forming every edge's values."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor


@dataclass(frozen=True)
class Spread:
    """Mean of a layer's features over the samples, (i, M, 1), and their covariance K."""

    mean: Float[Tensor, "i M 1"]
    covariances: Float[Tensor, "i M M"]

    @classmethod
    def of(cls, rows: Float[Tensor, "i M N"]) -> Spread:
        """Of features with samples innermost."""
        mean = rows.mean(2, keepdim=True)
        centred = rows - mean
        return cls(mean, torch.bmm(centred, centred.transpose(1, 2)) / rows.shape[2])


def spline_variance(
    weights: Float[Tensor, "i M o"], covariances: Float[Tensor, "i M M"]
) -> tuple[Float[Tensor, "i o"], Float[Tensor, "i M o"]]:
    """Variance cᵀKc of each spline edge with weights c, and K·c which its gradient needs."""
    pulled = torch.bmm(covariances, weights)
    return (weights * pulled).sum(1).clamp_(min=0), pulled
