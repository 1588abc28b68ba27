"""z = t₁·u + t₂: a frequency and a phase.

Every frequency the points can carry is a start, in steps finer than the width of a peak of R² over frequency
(about π/2 per half-width): gradient steps never cross from one peak to the next.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kanscope.symbolic.families.family import Family, Placement, numbers, rows, spaced

SLOWEST = 0.05
"""Radians per half-width; a slower wave is a parabola."""
FASTEST_DAMPED = 60.0
"""Radians per half-width of waves that have a number of their own to be searched."""


def _starts(points: int) -> Tensor:
    fast = torch.arange(3.2, max(math.pi * points / 5, 3.5), 0.4, dtype=torch.float64)
    return rows(torch.cat([spaced(SLOWEST, 3, 25), fast]), numbers(0.0, math.pi / 2), numbers(1.0))


def _damped_starts(points: int) -> Tensor:
    """As many as a curve with a number of its own to each can bear."""
    fast = torch.arange(3.2, FASTEST_DAMPED, 0.5, dtype=torch.float64)
    return rows(torch.cat([spaced(0.3, 3, 10), fast]), numbers(0.0, math.pi / 2), numbers(1.0))


def _place(t: Tensor) -> Placement:
    alpha, zero = t[..., 0].clamp(min=SLOWEST), t[..., 0] * 0
    return Placement(alpha, t[..., 1], zero + 1, zero, zero, zero + 1)


WAVE = Family(_starts, _place, searched=2, phases=True, fine=True)
DAMPED = Family(_damped_starts, _place, searched=2, phases=True)
