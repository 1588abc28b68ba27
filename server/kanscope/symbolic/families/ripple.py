"""z = ±(t₁·u) + t₂: waves about a centre, which fall off on both sides (Bessel functions, sin x/x).

As dense in frequency as plain waves are; where the centre lies decides how fast the wave falls off, so that
each frequency is started from several places, each with three phases.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kanscope.symbolic.families.family import Family, Placement, numbers, rows, spaced

SLOWEST, FASTEST = 0.3, 60.0
"""Radians per half-width."""
STEP = 0.5
PHASES = 3


def _starts(points: int) -> Tensor:
    slow = rows(spaced(SLOWEST, 3, 12), torch.linspace(0, 14, 20, dtype=torch.float64), numbers(1.0, -1.0))
    fast = _fast(numbers(0.0, 0.5, 1.0, 1.6, 3.0), points)
    return torch.cat([slow, fast])


def _beyond_starts(points: int) -> Tensor:
    """For functions of z > 0 alone."""
    slow = rows(spaced(SLOWEST, 3, 12), spaced(1e-3, 14, 20), numbers(1.0, -1.0))
    slow[:, 1] += slow[:, 0]
    return torch.cat([slow, _fast(numbers(1.001, 1.05, 1.3, 2.0, 4.0), points)])


def _fast(places: Tensor, points: int) -> Tensor:
    """Frequencies up to what the points carry; `places` of the centre, in half-widths from the middle."""
    top = max(min(FASTEST, math.pi * points / 5), 3.7)
    frequency = torch.arange(3.2, top, STEP, dtype=torch.float64)
    third = torch.arange(PHASES, dtype=torch.float64) * (math.pi / PHASES)
    all_of = rows(frequency, places, third, numbers(1.0, -1.0))
    return torch.stack([all_of[:, 0], all_of[:, 0] * all_of[:, 1] + all_of[:, 2], all_of[:, 3]], 1)


def _place(t: Tensor) -> Placement:
    alpha, sign, zero = t[..., 0].clamp(min=SLOWEST / 6), t[..., 2], t[..., 0] * 0
    return Placement(sign * alpha, t[..., 1], sign, zero, zero, zero + 1)


RIPPLE = Family(_starts, _place, searched=2)
RIPPLE_BEYOND = Family(_beyond_starts, _place, searched=2)
