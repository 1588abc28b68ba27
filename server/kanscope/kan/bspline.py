"""Uniform B-splines of order k on [lo, hi], continued outside by the tangent at the border.

A node that leaves its grid keeps a gradient this way; with zeros outside it would never return.

In memory samples lie innermost, (i, splines, N): every operation then runs along whole rows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from jaxtyping import Float
from torch import Tensor

SCALE = math.sqrt(2 / 3)  # spares the cubic a pass over the splines
CUBIC_SLOPE = -3.0  # dB/dz over what `_cubic` leaves as slopes


@dataclass(frozen=True)
class Room:
    """Where cubic splines and the steps towards them are written, (i, G+3, N) each, and the samples' places.

    away and far may be one where no slopes are asked for; places are made anew where there is no room.
    """

    values: Float[Tensor, "i M N"]
    slopes: Float[Tensor, "i M N"]
    away: Float[Tensor, "i M N"]
    far: Float[Tensor, "i M N"]
    place: Float[Tensor, "i N"] | None = None
    inside: Float[Tensor, "i N"] | None = None

    @classmethod
    def fresh(cls, z: Float[Tensor, "i N"], grid: int, slope: bool) -> Room:
        """Memory of its own for samples z (i, N)."""
        size = (len(z), grid + 3, z.shape[1])
        values, slopes, away = (z.new_empty(size) for _ in range(3))
        return cls(values, slopes, away, torch.empty_like(away) if slope else away)


@dataclass(frozen=True)
class Splines:
    """Values (i, G+k, N) and, where asked for, slopes of that shape: dB/dx = factor (i, 1) · slopes."""

    values: Float[Tensor, "i M N"]
    slopes: Float[Tensor, "i M N"] | None
    factor: Float[Tensor, "i 1"]


def spline_basis(
    x: Float[Tensor, "N i"],
    lo: Float[Tensor, " i"],
    hi: Float[Tensor, " i"],
    grid: int,
    k: int,
    *,
    slope: bool = True,
) -> tuple[Float[Tensor, "N i M"], Float[Tensor, "N i M"] | None]:
    """Values and slopes of the G + k B-splines of order k on a uniform grid.

    B_m(x), m = 0 … G+k-1, with knots lo + (m - k … m + 1)·(hi - lo)/G; inside [lo, hi] they sum to 1.
    Outside, the C1 linear continuation B(e) + B'(e)(x - e) of the nearer border e.

    x (N, i); lo, hi (i,); returns values (N, i, G+k) and dB/dx of the same shape (None when not asked for).
    Source: de Boor, A Practical Guide to Splines, ch. IX-X; for k = 3 the closed form of the cardinal cubic.
    """
    splines = splines_along(x.T, lo, grid / (hi - lo), grid, k, slope=slope)
    values = splines.values.permute(2, 0, 1)
    if splines.slopes is None:
        return values, None
    return values, (splines.slopes * splines.factor[:, None]).permute(2, 0, 1)


def splines_along(
    x: Float[Tensor, "i N"],
    lo: Float[Tensor, " i"],
    per_unit: Float[Tensor, " i"],
    grid: int,
    k: int,
    *,
    slope: bool = True,
    room: Room | None = None,
) -> Splines:
    """The splines of `spline_basis` at x (i, N), samples innermost; per_unit (i,) is G/(hi - lo).

    room: memory to write cubics into, overwritten by the next call with it.
    """
    per_unit = per_unit[:, None]
    at, within = (None, None) if room is None else (room.place, room.inside)
    place = torch.sub(x, lo[:, None], out=at).mul_(per_unit)
    inside = torch.clamp(place, 0.0, float(grid), out=within)
    leaves = place.is_cuda or not torch.equal(place, inside)  # not asked on a GPU, which would have to wait
    values, slopes, unit = _unit_splines(inside, grid, k, slope or leaves, room)
    if slopes is not None and leaves:
        values = _continued(values, slopes, torch.sub(place, inside, out=at)[:, None], unit)
    return Splines(values, slopes if slope else None, per_unit * unit)


def _continued(values: Tensor, slopes: Tensor, beyond: Tensor, unit: float) -> Tensor:
    if slopes.requires_grad or beyond.requires_grad:
        return values + slopes * beyond * unit
    return values.addcmul_(slopes, beyond, value=unit)


def _unit_splines(
    z: Tensor, grid: int, k: int, slope: bool, room: Room | None
) -> tuple[Tensor, Tensor | None, float]:
    """Values at z (i, N) on the unit grid 0 … G, slopes, and dB/dz over these slopes."""
    if k == 3 and not z.requires_grad:  # in place, and blind to second derivatives at knots
        return *_cubic(z, grid, slope, room or Room.fresh(z, grid, slope)), CUBIC_SLOPE
    lower = _recursion(z, grid, k, k - 1)
    values = _raise_order(lower, z, k, k)
    return values, lower[:, :-1] - lower[:, 1:] if slope else None, 1.0


def _cubic(z: Tensor, grid: int, slope: bool, room: Room) -> tuple[Tensor, Tensor | None]:
    """B = (far³ - 4·near³)/6 with far = max(2 - r, 0), near = max(1 - r, 0), r = |centre - z|.

    As near is far - 1 or 0: with far and near scaled by √(2/3) and bend = near² - far²/4 it is
    near² - far·bend/√(2/3), and dB/dz = -3·bend·sign(centre - z). Each operation is a pass over memory, so
    there are as few as may be.
    """
    centres, two = _constants(grid, z.dtype, z.device)
    away = torch.sub(centres, z[:, None], out=room.away)
    far = torch.abs(away, out=room.far)
    torch.add(two, far, alpha=-SCALE, out=far).clamp_(min=0)
    near = torch.sub(far, SCALE, out=room.values).clamp_(min=0)
    near.mul_(near)
    bend = torch.addcmul(near, far, far, value=-0.25, out=room.slopes)
    values = near.addcmul_(far, bend, value=-1 / SCALE)
    return values, bend.mul_(away.sign_()) if slope else None


@lru_cache(maxsize=64)
def _constants(grid: int, dtype: torch.dtype, device: torch.device) -> tuple[Tensor, Tensor]:
    """The splines' centres (G + 3, 1), and 2·√(2/3)."""
    centres = torch.arange(-1, grid + 2, dtype=dtype, device=device)[:, None]
    return centres, torch.tensor(2 * SCALE, dtype=dtype, device=device)


def _recursion(z: Tensor, grid: int, k: int, order: int) -> Tensor:
    """All (i, G + 2k - order, N) splines of that order with knots on the extended grid -k … G+k."""
    cell = z.floor().clamp(max=grid - 1)
    cells = torch.arange(-k, grid + k, dtype=z.dtype, device=z.device)[:, None]
    values = (cell[:, None] == cells).to(z.dtype)
    for degree in range(1, order + 1):
        values = _raise_order(values, z, k, degree)
    return values


def _raise_order(lower: Tensor, z: Tensor, k: int, degree: int) -> Tensor:
    """Cox-de Boor on unit knots: d·B_d(u) = u·B_{d-1}(u) + (d + 1 - u)·B_{d-1}(u - 1)."""
    first = torch.arange(-k, lower.shape[1] - k - 1, dtype=z.dtype, device=z.device)[:, None]
    u = z[:, None] - first
    return (u * lower[:, :-1] + (degree + 1 - u) * lower[:, 1:]) / degree
