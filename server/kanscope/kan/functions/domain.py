"""Where a function of one variable is defined."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float
from torch import Tensor


@dataclass(frozen=True)
class Domain:
    """An interval of the real line, less isolated poles.

    `lower` and `upper` bound the interval (±inf: unbounded); `closed` says whether finite ends belong to it.
    `pole` is a point that does not; with `period` so are pole + period·n for every integer n.
    """

    lower: float = -math.inf
    upper: float = math.inf
    closed: bool = True
    pole: float | None = None
    period: float | None = None

    def contains(self, z: Float[Tensor, "*shape"]) -> Bool[Tensor, "*shape"]:
        """Boolean tensor of z's shape: True where the function is defined and finite."""
        inside = self._between(z) & torch.isfinite(z)
        return inside if self.pole is None else inside & (self._from_pole(z, self.pole) != 0)

    def _between(self, z: Tensor) -> Tensor:
        if self.closed:
            return (z >= self.lower) & (z <= self.upper)
        return (z > self.lower) & (z < self.upper)

    def _from_pole(self, z: Tensor, pole: float) -> Tensor:
        away = z - pole
        return away if self.period is None else torch.remainder(away, self.period)


EVERYWHERE = Domain()
