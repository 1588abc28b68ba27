"""z = ±(u - t₂)/exp(t₁): a width and a centre, for steps, bells, ramps and the hyperbolic functions."""

from __future__ import annotations

from collections.abc import Callable

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


def _ramp_starts(points: int) -> Tensor:
    centre = torch.cat([torch.linspace(-1.5, 1.5, 25, dtype=torch.float64), numbers(-6, -4, -2.5, 2.5, 4, 6)])
    return rows(spaced(0.02, 5, 24).log(), centre, numbers(1.0, -1.0))


def _coarse_starts(points: int) -> Tensor:
    """For functions with a number of their own, of which there are several to each start."""
    centre = torch.cat([torch.linspace(-1.2, 1.2, 17, dtype=torch.float64), numbers(-3.0, -2.0, 2.0, 3.0)])
    return rows(spaced(0.03, 4, 14).log(), centre, numbers(1.0))


def _place(t: Tensor) -> Placement:
    alpha, centre, zero = t[..., 2] * (-t[..., 0].clamp(NARROWEST, WIDEST)).exp(), t[..., 1], t[..., 0] * 0
    return Placement(alpha, -alpha * centre, -alpha, alpha * centre, zero, -alpha)


def _levelling(reach: float) -> Callable[[Tensor], Placement]:
    """For functions so flat beyond z = ±reach that the curve would be made of rounding errors."""

    def place(t: Tensor) -> Placement:
        farthest = 1 + reach * t[..., 0].clamp(NARROWEST, WIDEST).exp()
        return _place(
            torch.stack([t[..., 0], t[..., 1].clamp(-farthest, farthest), *t[..., 2:].unbind(-1)], -1)
        )

    return place


BUMP = Family(_bump_starts, _place, searched=2)
STEP = Family(_bump_starts, _levelling(9.0), searched=2)
"""For functions that level off exponentially."""
SHARP_STEP = Family(_bump_starts, _levelling(4.0), searched=2)
"""For the error function, which levels off faster still."""
HYPERBOLIC = Family(_hyperbolic_starts, _place, searched=2)
COARSE_BUMP = Family(_coarse_starts, _place, searched=2)
RAMP = Family(_ramp_starts, _place, searched=2)
"""For functions whose mirror image is another function."""
