"""Rows to learn from and rows to be judged on, and how a contestant fared."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Rows:
    """Inputs (N, n0) and targets (N, 1), float64."""

    x: Tensor
    y: Tensor
    test_x: Tensor
    test_y: Tensor

    def standard(self) -> Rows:
        """The same with mean 0 and deviation 1, measured on the rows to learn from."""
        x, y = (self.x.mean(0), self.x.std(0)), (self.y.mean(0), self.y.std(0))
        return Rows(
            (self.x - x[0]) / x[1],
            (self.y - y[0]) / y[1],
            (self.test_x - x[0]) / x[1],
            (self.test_y - y[0]) / y[1],
        )

    @property
    def unit(self) -> float:
        """One standard deviation of the targets: turns an error on standard rows into one on these."""
        return float(self.y.std(0))


@dataclass(frozen=True)
class Outcome:
    """Seconds of learning, and the RMSE on the test rows in the law's own units."""

    seconds: float
    test_rmse: float


def rmse(predicted: Tensor, wanted: Tensor) -> float:
    """Root mean square of the difference."""
    return float((predicted - wanted).square().mean().sqrt())
