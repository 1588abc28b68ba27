"""A formula with open constants, as snapping sees it: residuals and their exact derivatives."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


class Fitted(Protocol):
    """p constants and n rows. Residuals are in units of the target's spread, so that losses compare."""

    @property
    def names(self) -> tuple[str, ...]:
        """The constants', in the order of `values`."""

    @property
    def values(self) -> Vector:
        """(p,): where the constants are now."""

    def residuals(self, values: Vector) -> Vector:
        """(n,); nan or inf where the formula is not defined."""

    def jacobian(self, values: Vector) -> Matrix:
        """(n, p): ∂residuals/∂values."""


def mean_square(model: Fitted, values: Vector) -> float:
    """q: the mean squared residual; inf where one is not a number."""
    with np.errstate(all="ignore"):
        r = model.residuals(values)
        q = float(np.mean(r**2))
    return q if np.isfinite(q) else float("inf")
