"""What is asked: columns of numbers, a target, and how far off an answer is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Symbol

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]

GROSS = 4.0
"""With outliers: residuals beyond so many of their own standard deviations count less and less (Cauchy)."""


@dataclass(frozen=True)
class Problem:
    """x (N, n) and y (N,) in the user's units, all finite; `names` of the columns.

    check_x, check_y: rows that choose among formulas and are never fitted. `scale`: where given, residuals
    count by Cauchy's loss log(1 + (r/scale)²), which gross errors can hardly pull at; None: by their squares.
    ValueError: shapes that do not fit, a number that is not finite, or no row.
    """

    x: Matrix
    y: Column
    names: tuple[str, ...]
    check_x: Matrix
    check_y: Column
    scale: float | None = None
    weights: Column | None = None

    def __post_init__(self) -> None:
        rows, width = self.x.shape
        if not rows or width != len(self.names) or len(self.y) != rows:
            raise ValueError(
                f"x must be ({len(self.y)}, {len(self.names)}) and not empty, got {self.x.shape}"
            )
        for name, numbers in (
            ("x", self.x),
            ("y", self.y),
            ("check_x", self.check_x),
            ("check_y", self.check_y),
        ):
            if not np.isfinite(numbers).all():
                raise ValueError(f"{name} holds a number that is not finite")

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The training rows by name."""
        return {name: np.ascontiguousarray(self.x[:, k]) for k, name in enumerate(self.names)}

    @cached_property
    def check_columns(self) -> dict[str, Column]:
        """The check rows by name."""
        return {name: np.ascontiguousarray(self.check_x[:, k]) for k, name in enumerate(self.names)}

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """One real symbol a column; positive where the column is, so that powers may be merged."""
        return tuple(sympy.Symbol(name, real=True) for name in self.names)

    @cached_property
    def variance(self) -> float:
        """The target's, 1 where it does not vary."""
        spread = (
            float(np.var(self.y))
            if self.scale is None
            else float(1.4826 * np.median(abs(self.y - np.median(self.y)))) ** 2
        )
        return spread or 1.0

    def loss(self, value: Column) -> float:
        """Mean squared residual over the variance of y, or Cauchy's; inf where a value is not defined."""
        residual = self.y - value
        if not np.isfinite(residual).all():
            return float("inf")
        squares = (
            residual**2 if self.scale is None else self.scale**2 * np.log1p((residual / self.scale) ** 2)
        )
        mean = squares.mean() if self.weights is None else (self.weights * squares).sum() / self.weights.sum()
        return float(mean) / self.variance

    def pull(self, value: Column) -> Column:
        """How much each row counts in a step of least squares, (N,)."""
        weight = np.ones_like(self.y) if self.weights is None else self.weights
        if self.scale is None:
            return weight
        pulled: Column = weight / (1 + ((self.y - value) / self.scale) ** 2)
        return pulled
