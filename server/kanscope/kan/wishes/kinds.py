"""Each kind of wish: the form its coefficients take, and the range its grid needs."""

from __future__ import annotations

from jaxtyping import Float
from torch import Tensor

from kanscope.kan.wishes.form import Form
from kanscope.kan.wishes.repeating import about, in_step, mirrored, periodic
from kanscope.kan.wishes.steady import bending_one_way, turning_never
from kanscope.kan.wishes.vanishing import zero_outside
from kanscope.kan.wishes.wish import Wish

SIGNS = {"rising": 1.0, "falling": -1.0, "convex": 1.0, "concave": -1.0, "even": 1.0, "odd": -1.0}


def form_of(wish: Wish, knots: Float[Tensor, " T"], k: int) -> Form:
    """For splines of order k on these knots (G+1+2k,). ValueError when the grid does not suit it."""
    match wish.kind:
        case "rising" | "falling":
            return turning_never(knots, k, SIGNS[wish.kind])
        case "convex" | "concave":
            return bending_one_way(knots, k, SIGNS[wish.kind])
        case "odd" | "even":
            return mirrored(knots, k, SIGNS[wish.kind], wish.values[0])
        case "periodic":
            return periodic(knots, k, wish.values[0])
        case _:
            return zero_outside(knots, k, (wish.values[0], wish.values[1]))


def range_for(wish: Wish, lo: float, hi: float, grid: int) -> tuple[float, float]:
    """The range that holds [lo, hi] and suits the wish."""
    match wish.kind:
        case "odd" | "even":
            return about(wish.values[0], lo, hi)
        case "periodic":
            return in_step(wish.values[0], lo, hi, grid)
        case "zero outside":
            return min(lo, wish.values[0]), max(hi, wish.values[1])
        case _:
            return lo, hi
