"""z = ±(u - t₂)/exp(t₁): for functions of which nothing is known but their values, such as custom ones.

Widths and centres reach far: the piece of the function that the curve shows may lie anywhere on its line.
"""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.symbolic.families.family import Family, Placement, numbers, rows, spaced

NARROWEST, WIDEST = -9.0, 7.0
"""log of the width in half-widths of the curve."""


def _starts(points: int) -> Tensor:
    far = spaced(1.25, 60, 9)
    centre = torch.cat([-far.flip(0), torch.linspace(-1, 1, 17, dtype=torch.float64), far])
    return rows(spaced(0.02, 50, 26).log(), centre, numbers(1.0, -1.0))


def _place(t: Tensor) -> Placement:
    alpha = t[..., 2] * (-t[..., 0].clamp(NARROWEST, WIDEST)).exp()
    centre, zero = t[..., 1], t[..., 0] * 0
    return Placement(alpha, -alpha * centre, -alpha, alpha * centre, zero, -alpha)


FREE = Family(_starts, _place, searched=2)
