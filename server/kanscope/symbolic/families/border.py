"""z = 1 + exp(t₁) ± u: functions with a border or a pole at 0, which lies exp(t₁) beyond one end of the
curve.

f(a·x + b) = aᵖ·(x + b/a)ᵖ and log(a·x + b) = log a + log(x + b/a), so the border's place is all there is to
find.
"""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.symbolic.families.family import Family, Placement, numbers, rows, spaced

NEAREST, FARTHEST = -28.0, 4.6
"""log of the border's distance in half-widths of the curve; farther away every such function is a parabola.
"""


def _starts(points: int) -> Tensor:
    distance = torch.cat([spaced(1e-7, 1e-3, 9), spaced(1.5e-3, 50, 50)])
    return (
        rows(distance.log(), numbers(0.0), numbers(1.0, -1.0))
        .reshape(-1, 2, 3)
        .transpose(0, 1)
        .reshape(-1, 3)
    )


def _place(t: Tensor) -> Placement:
    distance, zero = t[..., 0].clamp(NEAREST, FARTHEST).exp(), t[..., 0] * 0
    return Placement(t[..., 2], 1 + distance, zero, distance, zero, zero)


def _coarse_starts(points: int) -> Tensor:
    """For powers whose exponent is searched too."""
    distance = torch.cat([spaced(1e-7, 1e-3, 5), spaced(3e-3, 20, 20)])
    return rows(distance.log(), numbers(0.0), numbers(1.0, -1.0))


def _past_one(t: Tensor) -> Placement:
    """z - 1: for functions of 1 + z."""
    placed = _place(t)
    return placed._replace(beta=placed.beta - 1)


BORDER = Family(_starts, _place, searched=1)
COARSE_BORDER = Family(_coarse_starts, _place, searched=1)
BORDER_PAST_ONE = Family(_starts, _past_one, searched=1)
