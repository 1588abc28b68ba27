"""z = α·(u ∓ 1) with α = ±exp(t₁): the exponential, largest (exp 0 = 1) at one end, so it never overflows."""

from __future__ import annotations

from torch import Tensor

from kanscope.symbolic.families.family import Family, Placement, numbers, rows, spaced

SLOWEST, FASTEST = -4.6, 6.0
"""log of the rate per half-width of the curve; anything slower is a parabola."""


def _starts(points: int) -> Tensor:
    both = rows(spaced(0.02, 40, 60).log(), numbers(0.0), numbers(1.0, -1.0))
    return both.reshape(-1, 2, 3).transpose(0, 1).reshape(-1, 3)


def _place(t: Tensor) -> Placement:
    rate, zero = t[..., 0].clamp(SLOWEST, FASTEST).exp(), t[..., 0] * 0
    alpha = t[..., 2] * rate
    return Placement(alpha, -rate, alpha, -rate, zero, zero)


RATE = Family(_starts, _place, searched=1)
