"""Curves to be named, all on one grid."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

FLAT = 1e-12
"""A curve whose deviation is this much smaller than its values is constant."""


@dataclass(frozen=True)
class Curves:
    """E curves of n equally spaced points.

    `x_lo`, `x_hi` (E,): ends of each curve's own x; `y` (E, n); `weight` (E, n): density of the data, None
    for uniform. 256 points carry frequencies up to 160 radians per half-width; the same n every time reuses
    what was prepared. ValueError: shapes that do not fit, fewer than 8 points, an empty range, a value that
    is not finite.
    """

    x_lo: Tensor
    x_hi: Tensor
    y: Tensor
    weight: Tensor | None = None

    def __post_init__(self) -> None:
        curves, points = self.y.shape
        if points < 8:
            raise ValueError(f"y: a curve needs at least 8 points, got {points}")
        if self.x_lo.shape != (curves,) or self.x_hi.shape != (curves,):
            raise ValueError(f"x_lo, x_hi: expected shape ({curves},)")
        if not bool((self.x_hi > self.x_lo).all()):
            raise ValueError("x_hi: must be above x_lo for every curve")
        if not bool(torch.isfinite(self.y).all()):
            raise ValueError("y: a curve has a value that is not finite")
        self._check_weight()

    def _check_weight(self) -> None:
        if self.weight is None:
            return
        if self.weight.shape != self.y.shape:
            raise ValueError("weight: must have the shape of y")
        if bool((self.weight < 0).any()) or not bool((self.weight.sum(1) > 0).all()):
            raise ValueError("weight: must not be negative, nor 0 everywhere on a curve")

    def part(self, rows: slice) -> Curves:
        """Some of the curves."""
        weight = None if self.weight is None else self.weight[rows]
        return Curves(self.x_lo[rows], self.x_hi[rows], self.y[rows], weight)


@dataclass(frozen=True)
class Standard:
    """Curves at mean 0 and variance 1 under weights that sum to 1, so that no scale of theirs matters.

    `y`, `weight` (E, n); `mean`, `deviation` (E,): y_original = mean + deviation·y. `flat` (E,): constant
    curves.
    """

    y: Tensor
    weight: Tensor
    mean: Tensor
    deviation: Tensor
    flat: Tensor
    uniform: bool


def standardise(y: Tensor, weight: Tensor | None) -> Standard:
    """Curves (E, n) in float64 without their scale; a flat curve becomes 0 with deviation 0."""
    uniform, y = weight is None, y.to(torch.float64)
    weight = torch.ones_like(y) if weight is None else weight.to(torch.float64)
    weight = weight / weight.sum(1, keepdim=True)
    mean = (weight * y).sum(1)
    centred = y - mean[:, None]
    deviation = (weight * centred.square()).sum(1).sqrt()
    flat = deviation <= FLAT * y.abs().amax(1)
    deviation = torch.where(flat, 0.0, deviation)
    scaled = torch.where(flat[:, None], 0.0, centred / torch.where(flat, 1.0, deviation)[:, None])
    return Standard(scaled, weight, mean, deviation, flat, uniform)


def in_cells(u: Tensor, y: Tensor, weight: Tensor, cells: int) -> tuple[Tensor, Tensor]:
    """Scattered samples u (n,) in [-1, 1], y and weight (E, n) as means and weights (E, cells) on a grid.

    Each sample counts for the nearest point of the grid; points that none is near to weigh nothing.
    """
    nearest = ((u + 1) / 2 * (cells - 1)).round().long().expand_as(y)
    zeros = y.new_zeros(len(y), cells)
    mass = zeros.scatter_add(1, nearest, weight)
    total = zeros.scatter_add(1, nearest, weight * y)
    return torch.where(mass > 0, total / mass.clamp(min=1e-300), 0.0), mass
