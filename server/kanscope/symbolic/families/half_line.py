"""z = ±exp(t₂)·(1 + exp(t₁) ± u): functions of a half line with a scale of their own.

The border at 0 lies exp(t₁) half-widths beyond one end of the curve and is never crossed; exp(t₂) is how much
of the function the curve shows.
"""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.symbolic.families.family import Family, Placement, numbers, rows, spaced

NEAREST, FARTHEST = -28.0, 4.6
"""log of the border's distance in half-widths of the curve."""
SMALLEST, LARGEST = -9.0, 6.0
"""log of z per half-width."""
NEGATIVE = 2.0
"""A sign of ±2 lays the curve over z < 0 instead of z > 0."""


def _distances() -> Tensor:
    return torch.cat([numbers(1e-7, 1e-4), spaced(1e-2, 30, 13)]).log()


def _positive_starts(points: int) -> Tensor:
    return rows(_distances(), spaced(0.02, 30, 24).log(), numbers(1.0, -1.0))


def _both_starts(points: int) -> Tensor:
    return rows(_distances(), spaced(0.02, 30, 20).log(), numbers(1.0, -1.0, NEGATIVE, -NEGATIVE))


def _coarse_starts(points: int) -> Tensor:
    """For functions with a number of their own, of which there are several to each start."""
    distance = torch.cat([numbers(1e-7, 1e-3), spaced(3e-2, 10, 6)]).log()
    return rows(distance, spaced(0.1, 12, 10).log(), numbers(1.0, -1.0))


def _place(t: Tensor) -> Placement:
    distance, zero = t[..., 0].clamp(NEAREST, FARTHEST).exp(), t[..., 0] * 0
    scale = t[..., 1].clamp(SMALLEST, LARGEST).exp() * torch.where(t[..., 2].abs() < NEGATIVE, 1.0, -1.0)
    alpha, beta = scale * torch.sign(t[..., 2]), scale * (1 + distance)
    return Placement(alpha, beta, zero, scale * distance, alpha, beta)


HALF_LINE = Family(_positive_starts, _place, searched=2)
HALF_LINES = Family(_both_starts, _place, searched=2)
COARSE_HALF_LINE = Family(_coarse_starts, _place, searched=2)
