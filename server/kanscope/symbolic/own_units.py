"""From where a function lies over a curve to y ≈ c·f(a·x + b) + d in the curve's own x and y."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kanscope.symbolic.curves import Standard
from kanscope.symbolic.polish import HOPELESS, Target
from kanscope.symbolic.rows import Rows, placements, values

PERIODS = {"sin": 2 * math.pi, "cos": 2 * math.pi, "tan": math.pi}
"""Whole periods are taken off b, which then trains and reads better."""


def in_own_units(
    rows: Rows, span: tuple[Tensor, Tensor], standard: Standard, target: Target
) -> tuple[Tensor, ...]:
    """Closed-form c, d and R² on all points: r2, a, b, c, d, number, each (F, E).

    `rows`: one for every function and curve; `span`: half-width and middle (E,) of each curve's x.
    """
    placed, own = placements(rows, rows.t), target.of(rows.curve)
    f = values(rows, rows.t, placed.alpha[:, None] * own.u + placed.beta[:, None])
    mean = (own.weight * f).sum(1, keepdim=True)
    centred = f - mean
    spread = (own.weight * centred.square()).sum(1)
    c = torch.where(spread > 0, (own.weight * centred * own.y).sum(1) / spread.clamp(min=1e-290), 0.0)
    loss = (own.weight * (own.y - c[:, None] * centred).square()).sum(1)
    r2 = (1 - torch.nan_to_num(loss, nan=HOPELESS, posinf=HOPELESS)).clamp(min=0.0)
    half, middle = (part[rows.curve] for part in span)
    a, c = placed.alpha / half, c * standard.deviation[rows.curve]
    b, d = placed.beta - a * middle, standard.mean[rows.curve] - c * mean[:, 0]
    r2 = torch.where(standard.flat[rows.curve], 1.0, r2)
    told = _told_simply(rows, a, b, c, d)
    return tuple(part.reshape(len(rows.names), -1) for part in (r2, *told, rows.t[:, 3]))


def _told_simply(rows: Rows, a: Tensor, b: Tensor, c: Tensor, d: Tensor) -> tuple[Tensor, ...]:
    """The same functions with a smaller phase, or without a shift they can do without."""
    a, b, c, d = a.clone(), b.clone(), c.clone(), d.clone()
    for name, part in rows.blocks:
        if name in PERIODS:
            b[part] = _wrapped(b[part], PERIODS[name])
        elif name == "damped":
            turned = _wrapped(b[part], 2 * math.pi)
            c[part] = c[part] * torch.exp(rows.t[part, 3] * (b[part] - turned))
            b[part] = turned
        elif name == "michaelis":
            a[part], b[part], c[part], d[part] = _from_zero(a[part], b[part], c[part], d[part])
    return a, b, c, d


def _wrapped(angle: Tensor, period: float) -> Tensor:
    return torch.remainder(angle + period / 2, period) - period / 2


def _from_zero(a: Tensor, b: Tensor, c: Tensor, d: Tensor) -> tuple[Tensor, ...]:
    """Michaelis-Menten without a shift: it is 1 - 1/(1 + z), 1 + a·x + b is (1 + b)·(1 + a/(1 + b)·x)."""
    k = torch.where(1 + b == 0, 1.0, 1 + b)
    shifts = (1 + b) != 0
    return (
        torch.where(shifts, a / k, a),
        torch.where(shifts, 0.0, b),
        torch.where(shifts, c / k, c),
        torch.where(shifts, d + c - c / k, d),
    )
