"""What a law is looked for in: a table of numbers, and which of its rows are kept for choosing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import sympy
from jaxtyping import Bool, Float
from numpy.typing import NDArray

FEWEST_ROWS = 5


@dataclass(frozen=True)
class Problem:
    """y as a function of the columns of x, in the user's units.

    x (N, n), y (N,) float64 and finite; `names`: the columns' names, which become the law's symbols; `check`
    (N,) bool: the rows kept for choosing between laws, on which nothing is fitted. ValueError: shapes that do
    not fit, fewer than 5 rows to fit, a number that is not finite, a name twice.
    """

    x: Float[NDArray[np.float64], "N n"]
    y: Float[NDArray[np.float64], " N"]
    names: tuple[str, ...]
    check: Bool[NDArray[np.bool_], " N"]

    def __post_init__(self) -> None:
        if self.x.ndim != 2 or self.y.shape != (len(self.x),) or self.check.shape != self.y.shape:
            raise ValueError(f"x, y, check: shapes {self.x.shape}, {self.y.shape}, {self.check.shape} differ")
        if self.x.shape[1] != len(self.names) or len(set(self.names)) != len(self.names) or not self.names:
            raise ValueError(f"names: one different name for each of {self.x.shape[1]} columns is needed")
        if not (np.isfinite(self.x).all() and np.isfinite(self.y).all()):
            raise ValueError("x, y: must be finite, but hold NaN or infinity")
        if int((~self.check).sum()) < FEWEST_ROWS:
            raise ValueError(f"check: at least {FEWEST_ROWS} rows must be left to fit")

    @property
    def symbols(self) -> tuple[sympy.Symbol, ...]:
        """The law's variables, one a column."""
        return tuple(sympy.Symbol(name, real=True) for name in self.names)
