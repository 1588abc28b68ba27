"""Curves that are zero outside an interval: coefficients of splines that reach beyond it are 0."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.wishes.form import Form

SLACK = 1e-9


def zero_outside(knots: Float[Tensor, " T"], k: int, interval: tuple[float, float]) -> Form:
    """c_m = 0 unless all of B_m is inside; all of them, where the grid is too coarse for any."""
    lo, hi = interval
    slack = SLACK * float(knots[-1] - knots[0])
    inside = (knots[: -k - 1] >= lo - slack) & (knots[k + 1 :] <= hi + slack)
    if k == 1:  # a curve of lines that ends at the grid's end goes on beyond it
        inside &= (knots[:-2] > knots[1] + slack) & (knots[2:] < knots[-2] - slack)
    return Form(torch.diag(inside.to(knots)), torch.zeros_like(inside))
