"""z = ±(u - t₂): for functions whose scale goes into c, so that only the place matters.

Powers, c·(a·x + b)ⁿ = c·aⁿ·(x + b/a)ⁿ, and functions with a kink or a step.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kanscope.symbolic.families.family import Family, Placement, numbers, rows


def _power_starts(points: int) -> Tensor:
    place = torch.sinh(torch.linspace(-1, 1, 61, dtype=torch.float64) * math.asinh(100.0)) * 0.2
    return rows(numbers(0.0), place, numbers(1.0))


def _kink_starts(points: int) -> Tensor:
    """Between every two neighbouring points: for a step no other place makes a difference."""
    u = torch.linspace(-1, 1, points, dtype=torch.float64)
    return rows(numbers(0.0), (u[1:] + u[:-1]) / 2, numbers(1.0))


def _hinge_starts(points: int) -> Tensor:
    u = torch.linspace(-1, 1, points, dtype=torch.float64)
    return rows(numbers(0.0), (u[1:] + u[:-1]) / 2, numbers(1.0, -1.0))


def _place(t: Tensor) -> Placement:
    zero, sign = t[..., 0] * 0, t[..., 2]
    return Placement(zero + sign, -sign * t[..., 1], zero, zero, zero, -sign)


SHIFT = Family(_power_starts, _place, searched=1)
KINK = Family(_kink_starts, _place, searched=1, fine=True)
HINGE = Family(_hinge_starts, _place, searched=1, fine=True)
