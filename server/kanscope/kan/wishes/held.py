"""The wishes of one layer: the forms of its edges, ranges that suit them, and curves that keep them."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.kan.layer import Wiring, knots_of
from kanscope.kan.wishes.form import Form, nearest
from kanscope.kan.wishes.kinds import form_of, range_for
from kanscope.kan.wishes.wish import Wishes

ROUNDING = 1e3  # machine epsilons of the largest coefficient


def forms(wiring: Wiring, k: int) -> dict[tuple[int, int], Form]:
    """The form of every edge with a wish. ValueError when the grid does not suit one."""
    if not wiring.wishes:
        return {}
    knots = knots_of(wiring, k)
    return {(i, j): form_of(wish, knots[i], k) for i, j, wish in wiring.wishes}


def check_room(wiring: Wiring, k: int) -> None:
    """ValueError when a grid is too coarse for a wish, so that its curve could only be 0."""
    for (i, j), form in forms(wiring, k).items():
        if not bool(form.matrix.any()):
            raise ValueError(
                f"grid must be finer than {wiring.grid}: no spline fits where the edge from {i} to {j} may "
                "differ from 0"
            )


def suited(wishes: Wishes, lo: Tensor, hi: Tensor, grid: int) -> tuple[Tensor, Tensor]:
    """Ranges (i,) each that hold [lo, hi] and suit the wishes."""
    if wishes:
        lo, hi = lo.clone(), hi.clone()
    for i, _, wish in sorted(wishes, key=lambda one: one[2].even_grid):  # these have the last word
        lo[i], hi[i] = range_for(wish, float(lo[i]), float(hi[i]), grid)
    return lo, hi


def evenly_spaced(wiring: Wiring) -> Tensor:
    """(i,) bool: inputs whose grid must stay uniform."""
    even = torch.zeros(len(wiring.lo), dtype=torch.bool, device=wiring.lo.device)
    for i, _, wish in wiring.wishes:
        even[i] |= wish.even_grid
    return even


def fixed_level(wiring: Wiring) -> Tensor:
    """(i, o) bool: edges whose wish lets no constant be added to their curves."""
    fixed = torch.zeros_like(wiring.alive)
    for i, j, wish in wiring.wishes:
        fixed[i, j] = wish.fixed_level
    return fixed


def keep_wishes(wiring: Wiring, k: int, weights: Tensor) -> None:
    """Moves the curves of weights (i, features, o) that break their wishes to the nearest that keep them."""
    for (i, j), form in forms(wiring, k).items():
        own = weights[i, : len(form.matrix), j]
        kept = form.matrix @ nearest(form, own)
        if _differ(kept, own):
            own.copy_(kept)
        weights[i, len(form.matrix) :, j] = 0


def _differ(one: Tensor, other: Tensor) -> bool:
    """By more than rounding: what keeps its wish is to stay equal in every bit."""
    slack = ROUNDING * torch.finfo(other.dtype).eps * other.abs().max()
    return bool(((one - other).abs() > slack).any())
