"""Curves that repeat themselves, mirrored or moved on: equal coefficients on a uniform grid."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.wishes.form import Form

SLACK = 1e-9
TOLERANCE = 1e-4  # of a grid laid out in single precision


def mirrored(knots: Float[Tensor, " T"], k: int, sign: float, centre: float) -> Form:
    """c_m = sign · c_{M-1-m}: even (+1) or odd (-1) about the grid's middle, which must be the centre."""
    lo, hi = float(knots[k]), float(knots[-k - 1])
    if abs((lo + hi) / 2 - centre) > TOLERANCE * (hi - lo):
        raise ValueError(
            f"lo, hi must lie about {centre:g}, as an edge is to be odd or even, got {lo:g}, {hi:g}"
        )
    eye = torch.eye(len(knots) - k - 1).to(knots)
    return Form((eye + sign * eye.flip(1)) / 2, torch.zeros(len(eye), dtype=torch.bool, device=knots.device))


def periodic(knots: Float[Tensor, " T"], k: int, period: float) -> Form:
    """c_{m+n} = c_m, n the grid's intervals in a period."""
    places = torch.arange(len(knots) - k - 1, device=knots.device) % _intervals(knots, k, period)
    same = (places[:, None] == places).to(knots)
    return Form(same / same.sum(1, keepdim=True), torch.zeros_like(places, dtype=torch.bool))


def about(centre: float, lo: float, hi: float) -> tuple[float, float]:
    """The smallest range about a centre that holds another."""
    right, left = hi - centre, centre - lo
    if abs(right - left) <= SLACK * (hi - lo):
        return lo, hi
    return centre - max(right, left), centre + max(right, left)


def in_step(period: float, lo: float, hi: float, grid: int) -> tuple[float, float]:
    """The range from lo on of which a period is a whole number of the grid's intervals.

    It ends at hi or beyond, but before that where a period would have less than one interval.
    """
    if hi <= lo:
        return lo, hi
    intervals = max(int(grid * period / (hi - lo) * (1 + SLACK)), 1)
    end = lo + grid * period / intervals
    return lo, hi if abs(end - hi) <= SLACK * (hi - lo) else end


def _intervals(knots: Tensor, k: int, period: float) -> int:
    """ValueError unless they are a whole number."""
    intervals = period * (len(knots) - 2 * k - 1) / float(knots[-k - 1] - knots[k])
    if abs(intervals - round(intervals)) > TOLERANCE * intervals or intervals < 0.5:
        raise ValueError(
            f"lo, hi must make a period of {period:g} a whole number of intervals, got {intervals:g}"
        )
    return round(intervals)
