"""The rows a network learns from, and those it is checked against."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import check_samples


@dataclass(frozen=True)
class Samples:
    """Training rows x (N, n0), y (N, columns) and check rows, all finite and standardised.

    weights (N,): how much each training row counts, and check_weights for the check rows; None: all the same.
    ValueError naming the argument when one is not finite, empty, or does not fit the others.
    """

    x: Float[Tensor, "_N _n0"]
    y: Float[Tensor, "_N _c"]
    check_x: Float[Tensor, "_V _n0"]
    check_y: Float[Tensor, "_V _c"]
    weights: Float[Tensor, " _N"] | None = None
    check_weights: Float[Tensor, " _V"] | None = None

    def __post_init__(self) -> None:
        for name, rows in (("x", self.x), ("y", self.y)):
            check_samples(name, rows, rows.shape[-1] if rows.dim() else 0)
        check_samples("check_x", self.check_x, self.x.shape[1])
        check_samples("check_y", self.check_y, self.y.shape[1])
        for name, rows, partner in (("y", self.y, self.x), ("check_y", self.check_y, self.check_x)):
            if len(rows) != len(partner):
                raise ValueError(
                    f"{name} must have as many rows as its inputs ({len(partner)}), got {len(rows)}"
                )
        _check_weights("weights", self.weights, len(self.x))
        _check_weights("check_weights", self.check_weights, len(self.check_x))


def _check_weights(name: str, weights: Tensor | None, rows: int) -> None:
    if weights is None:
        return
    if weights.shape != (rows,):
        raise ValueError(f"{name} must have shape ({rows},), one a row, got {tuple(weights.shape)}")
    if not bool(torch.isfinite(weights).all()) or bool((weights < 0).any()) or not bool(weights.any()):
        raise ValueError(f"{name} must be finite, not negative and not all 0")
