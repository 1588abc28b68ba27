"""How functions of one shape are laid over a curve.

A curve lives on u in [-1, 1] and a function f is read at z = α·u + β. A family describes (α, β) by two free
numbers t₁, t₂ and a fixed sign such that every t keeps z inside the domain of f, and lists where a search
should start.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor


class Placement(NamedTuple):
    """z = α·u + β and its derivatives: `alpha_t1` is ∂α/∂t₁ and so on. All of one shape."""

    alpha: Tensor
    beta: Tensor
    alpha_t1: Tensor
    beta_t1: Tensor
    alpha_t2: Tensor
    beta_t2: Tensor


@dataclass(frozen=True)
class Family:
    """`starts(n)` gives (P, 3) rows t₁, t₂, sign for curves of n points; `place` reads (…, 3) of them or
    more.

    `searched`: how many of t₁, t₂ matter; the more, the more shapes the family can pass for.

    `fine`: the starts need every point of a curve, not just every other.

    `phases`: two starts in a row differ only in phase, and together say how well their frequency fits.
    """

    starts: Callable[[int], Tensor]
    place: Callable[[Tensor], Placement]
    searched: int
    phases: bool = False
    fine: bool = False


def spaced(low: float, high: float, count: int) -> Tensor:
    """`count` numbers from low to high, equal ratios apart."""
    return torch.linspace(math.log(low), math.log(high), count, dtype=torch.float64).exp()


def rows(*columns: Tensor) -> Tensor:
    """Every combination of the columns' entries, (P, number of columns)."""
    return torch.cartesian_prod(*(column.to(torch.float64) for column in columns))


def numbers(*values: float) -> Tensor:
    """The values as float64."""
    return torch.tensor(values, dtype=torch.float64)
