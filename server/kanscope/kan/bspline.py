"""Uniform B-splines of order k on [lo, hi], continued outside by the tangent at the border.

A node that leaves its grid keeps a gradient this way; with zeros outside it would never return.
"""

from functools import lru_cache

import torch
from torch import Tensor


def spline_basis(
    x: Tensor, lo: Tensor, hi: Tensor, grid: int, k: int, *, slope: bool = True
) -> tuple[Tensor, Tensor | None]:
    """Values and slopes of the G + k B-splines of order k on a uniform grid.

    B_m(x), m = 0 … G+k-1, with knots lo + (m - k … m + 1)·(hi - lo)/G; inside [lo, hi] they sum to 1.
    Outside, the C1 linear continuation B(e) + B'(e)(x - e) of the nearer border e.

    x (N, i); lo, hi (i,); returns values (N, i, G+k) and dB/dx of the same shape (None when not asked for).
    Source: de Boor, A Practical Guide to Splines, ch. IX-X; for k = 3 the closed form of the cardinal cubic.
    """
    per_unit = grid / (hi - lo)
    place = (x - lo) * per_unit
    inside = place.clamp(0.0, float(grid))
    leaves = not torch.equal(place, inside)
    values, slopes = _unit_basis(inside, grid, k, slope or leaves)
    if slopes is not None and leaves:
        values = values + slopes * (place - inside)[..., None]
    return values, slopes * per_unit[:, None] if slope and slopes is not None else None


def _unit_basis(z: Tensor, grid: int, k: int, slope: bool) -> tuple[Tensor, Tensor | None]:
    if k == 3 and not z.requires_grad:  # in place, and blind to second derivatives at the knots
        return _cubic(z, grid, slope)
    lower = _recursion(z, grid, k, k - 1)
    values = _raise_order(lower, z, k, k)
    return values, lower[..., :-1] - lower[..., 1:] if slope else None


def _cubic(z: Tensor, grid: int, slope: bool) -> tuple[Tensor, Tensor | None]:
    """B(v) = (max(2-|v|, 0)³ - 4·max(1-|v|, 0)³)/6 around each centre; few operations, done in place."""
    v = z[..., None] - _centres(grid, z.dtype, z.device)
    distance = v.abs()
    near = (1 - distance).clamp_(min=0)
    far = distance.neg_().add_(2).clamp_(min=0)
    near2, far2 = near * near, far * far
    slopes = torch.sub(far2, near2, alpha=4).mul_(v.sign_()).mul_(-0.5) if slope else None
    return far2.mul_(far).sub_(near2.mul_(near), alpha=4).mul_(1 / 6), slopes


@lru_cache(maxsize=64)
def _centres(grid: int, dtype: torch.dtype, device: torch.device) -> Tensor:
    return torch.arange(grid + 3, dtype=dtype, device=device) - 1


def _recursion(z: Tensor, grid: int, k: int, order: int) -> Tensor:
    """All (N, i, G + 2k - order) splines of that order with knots on the extended grid -k … G+k."""
    cell = z.floor().clamp(max=grid - 1)
    values = (cell[..., None] == torch.arange(-k, grid + k, dtype=z.dtype, device=z.device)).to(z.dtype)
    for degree in range(1, order + 1):
        values = _raise_order(values, z, k, degree)
    return values


def _raise_order(lower: Tensor, z: Tensor, k: int, degree: int) -> Tensor:
    """Cox-de Boor on unit knots: d·B_d(u) = u·B_{d-1}(u) + (d + 1 - u)·B_{d-1}(u - 1)."""
    u = z[..., None] - torch.arange(-k, lower.shape[-1] - k - 1, dtype=z.dtype, device=z.device)
    return (u * lower[..., :-1] + (degree + 1 - u) * lower[..., 1:]) / degree
