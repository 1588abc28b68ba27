"""z from -m + m·exp(t₁) to m - m·exp(t₂): functions that live between two borders at ±m.

arcsin and arctanh (m = 1) and one branch of tan (m = π/2). The distances from the borders are free, the
domain is never left.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kanscope.symbolic.families.family import Family, Placement, numbers, rows, spaced

NEAREST, FARTHEST = -28.0, 0.69
"""log of the distance of an end from its border, in units of m."""
WIDEST_GAP = 1.98
"""Both gaps together, of 2: what is left is the shortest piece of the function that is laid over a curve."""


def bounded(limit: float) -> Family:
    """The family of a function defined between -limit and limit."""

    def place(t: Tensor) -> Placement:
        low, high = _gaps(t)
        alpha, zero = (2 - low - high) / 2, low * 0
        placed = (alpha, alpha - 1 + low, -low / 2, low / 2, -high / 2, -high / 2)
        return Placement(*(limit * (zero + part) for part in placed))

    return Family(_starts, place, searched=2)


def _starts(points: int) -> Tensor:
    gap = torch.cat([numbers(1e-9, 1e-6), spaced(1e-4, 1.9, 26)])
    pairs = rows(gap, gap, numbers(1.0))
    pairs = pairs[pairs[:, 0] + pairs[:, 1] < 1.95]
    return torch.cat([pairs[:, :2].log(), pairs[:, 2:]], 1)


def _gaps(t: Tensor) -> tuple[Tensor, Tensor]:
    low, high = t[..., 0].clamp(NEAREST, FARTHEST).exp(), t[..., 1].clamp(NEAREST, FARTHEST).exp()
    shrink = (WIDEST_GAP / (low + high)).clamp(max=1)
    return low * shrink, high * shrink


UNIT = bounded(1.0)
BRANCH = bounded(math.pi / 2)
