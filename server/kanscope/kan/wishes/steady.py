"""Curves that never turn, or bend only one way: B-splines inherit both from their coefficients.

Source: de Boor, A Practical Guide to Splines, ch. XI (variation diminution).
"""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.wishes.form import Form


def turning_never(knots: Float[Tensor, " T"], k: int, sign: float) -> Form:
    """c_m = c_0 + sign · Σ_{r ≤ m} g_r, g_r ≥ 0."""
    coefficients = len(knots) - k - 1
    matrix = torch.ones(coefficients, coefficients).to(knots).tril()
    matrix[:, 1:] *= sign
    return Form(matrix, _from(1, coefficients, knots))


def bending_one_way(knots: Float[Tensor, " T"], k: int, sign: float) -> Form:
    """c_m = c_0 + Σ_{r ≤ m} span_r · slope_r with slopes slope_1 + sign · Σ g, g ≥ 0.

    span_r = t_{r+k} - t_r, in units of their mean: what the spline's derivative divides by.
    """
    coefficients = len(knots) - k - 1
    span = knots[1 + k : -1] - knots[1 : -k - 1]
    slopes = torch.ones(coefficients - 1, coefficients - 1).to(knots).tril()
    slopes[:, 1:] *= sign
    matrix = torch.zeros(coefficients, coefficients).to(knots)
    matrix[:, 0] = 1
    matrix[1:, 1:] = (slopes * (span / span.mean())[:, None]).cumsum(0)
    return Form(matrix, _from(2, coefficients, knots))


def _from(first: int, size: int, like: Tensor) -> Tensor:
    return torch.arange(size, device=like.device) >= first
