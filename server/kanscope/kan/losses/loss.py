"""What every loss can say of outputs and targets: how far apart they are, which way is down, how sharply."""

from __future__ import annotations

from math import sqrt
from typing import Protocol

from jaxtyping import Float
from torch import Tensor


class Loss(Protocol):
    """A mean over rows. `weights` (N, 1) sum to 1 and say how much each row counts; None: all the same."""

    name: str

    def targets(self, y: Float[Tensor, "N c"], outputs: int) -> Float[Tensor, "N q"]:
        """The targets y (N, columns) as this loss reads them, (N, outputs). ValueError where it cannot."""
        ...

    def measure(
        self,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> tuple[float, Float[Tensor, "N q"]]:
        """Value, and its gradient by the outputs (N, q)."""
        ...

    def curvature(
        self,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> Float[Tensor, "N q"]:
        """(N, q), none negative: the diagonal second derivative by the outputs of a quadratic that touches
        the loss here, with its slope. Where the loss is a sum over outputs the quadratic lies nowhere below
        it; cross-entropy ties outputs together, and promises no such bound.
        """
        ...

    def rmse(
        self,
        value: float,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> float:
        """Root mean square of what the outputs predict minus the targets, where the loss has this value."""
        ...


class Regression:
    """What losses on numbers have in common: a column of targets for each output, which predicts it."""

    def targets(self, y: Float[Tensor, "N q"], outputs: int) -> Float[Tensor, "N q"]:
        """y itself. ValueError unless it has a column for each output."""
        if y.shape[1] != outputs:
            raise ValueError(f"y must have {outputs} columns, one an output, got {y.shape[1]}")
        return y

    def rmse(
        self,
        value: float,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> float:
        """Of the outputs themselves."""
        return sqrt(mean((outputs - targets) ** 2, weights))


def mean(elements: Float[Tensor, "N q"], weights: Float[Tensor, "N 1"] | None) -> float:
    """Mean over outputs and (weighted) rows of elements (N, q)."""
    if weights is None:
        return float(elements.sum()) / elements.numel()
    return float((elements * weights).sum()) / elements.shape[1]


def shared(elements: Float[Tensor, "N q"], weights: Float[Tensor, "N 1"] | None) -> Float[Tensor, "N q"]:
    """Elements (N, q) times the share each has in `mean`."""
    if weights is None:
        return elements * (1 / elements.numel())
    return elements * (weights / elements.shape[1])
