"""The two-variable tutorial of pykan: y = exp(sin(πx1) + x2²), from rows of numbers to a formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from sympy import Expr
from torch import Tensor

from kanscope.symbolic.numeric import values

ROWS = 1000
"""Rows to learn from, and as many to test on."""
EXACT = 1e-5
"""A formula whose test RMSE is below this is the law."""


@dataclass(frozen=True)
class Problem:
    """Uniform x (ROWS, 2) in [-1, 1], y (ROWS, 1), float64; the same for everybody and every seed."""

    x: Tensor
    y: Tensor
    test_x: Tensor
    test_y: Tensor


@dataclass(frozen=True)
class Outcome:
    """Seconds from data to formula, and the formula's RMSE on the test rows (infinite: no formula)."""

    seconds: float
    test_rmse: float
    formula: str

    @property
    def exact(self) -> bool:
        """Whether the formula is the law."""
        return self.test_rmse < EXACT


def problem() -> Problem:
    """The tutorial's data."""
    x = torch.rand(2 * ROWS, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64) * 2 - 1
    y = torch.exp(torch.sin(torch.pi * x[:, :1]) + x[:, 1:].square())
    return Problem(x[:ROWS], y[:ROWS], x[ROWS:], y[ROWS:])


def test_rmse(formula: Expr, symbols: Mapping[str, int], given: Problem) -> float:
    """The formula's RMSE; `symbols` says which column each symbol is. Infinite where it is not defined."""
    columns: dict[str, NDArray[np.float64]] = {s: given.test_x[:, k].numpy() for s, k in symbols.items()}
    with np.errstate(all="ignore"):
        error = float(np.sqrt(np.mean((values(formula, columns) - given.test_y[:, 0].numpy()) ** 2)))
    return error if np.isfinite(error) else float("inf")
