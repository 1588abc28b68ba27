"""z = (u - t₂)/exp(t₁): a width and a centre, for steps, bells and the hyperbolic functions."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.symbolic.families.family import Family, Placement, numbers, rows, spaced

NARROWEST, WIDEST = -7.0, 3.0
"""log of the width in half-widths of the curve; wider ones are parabolas."""


def _bump_starts(points: int) -> Tensor:
    centre = torch.cat([torch.linspace(-1.5, 1.5, 41, dtype=torch.float64), numbers(-4.0, -2.5, 2.5, 4.0)])
    return rows(spaced(0.02, 5, 36).log(), centre, numbers(1.0))


def _hyperbolic_starts(points: int) -> Tensor:
    return rows(spaced(0.07, 5, 20).log(), torch.linspace(-2, 2, 31, dtype=torch.float64), numbers(1.0))


def _place(t: Tensor) -> Placement:
    alpha, centre, zero = (-t[..., 0].clamp(NARROWEST, WIDEST)).exp(), t[..., 1], t[..., 0] * 0
    return Placement(alpha, -alpha * centre, -alpha, alpha * centre, zero, -alpha)


BUMP = Family(_bump_starts, _place, searched=2)
HYPERBOLIC = Family(_hyperbolic_starts, _place, searched=2)
