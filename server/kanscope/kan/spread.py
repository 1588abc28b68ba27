"""How much each edge varies over the samples, without forming every edge's values."""

import torch
from torch import Tensor


def covariance(features: Tensor) -> tuple[Tensor, Tensor]:
    """Centred features (i, N, M) and their covariance K (i, M, M), from features (N, i, M)."""
    centred = (features - features.mean(0)).transpose(0, 1)
    return centred, torch.bmm(centred.transpose(1, 2), centred) / len(features)


def spline_variance(weights: Tensor, covariances: Tensor) -> tuple[Tensor, Tensor]:
    """Variance cᵀKc of each spline edge (i, o), and K·c (i, M, o) which its gradient needs.

    weights c (i, M, o), covariances K (i, M, M).
    """
    pulled = torch.bmm(covariances, weights)
    return (weights * pulled).sum(1).clamp_(min=0), pulled
