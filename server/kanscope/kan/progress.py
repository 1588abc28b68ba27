"""What is known after a step: how far predictions are from the targets, on both kinds of rows."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.losses.loss import Loss
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples


@dataclass(frozen=True)
class Step:
    """After a step: its number from 1, RMSE of predictions in the samples' units, losses, penalty unweighted.

    With classes for targets the RMSE is that of their probabilities.
    """

    step: int
    train_rmse: float
    check_rmse: float
    penalty: float
    sparsity: float
    converged: bool
    train_loss: float
    check_loss: float


class Check:
    """Looks at a network, as it stands, on the check rows."""

    def __init__(self, network: Network, samples: Samples, loss: Loss) -> None:
        self._passes, self._loss = Gradient(network, samples.check_x), loss
        self._targets = loss.targets(samples.check_y, network.shape.nodes(network.shape.depth))
        weights = samples.check_weights
        self._weights: Tensor | None = None if weights is None else (weights / weights.sum())[:, None]

    def __call__(self) -> tuple[float, float]:
        """Loss and RMSE."""
        outputs = self._passes.forward()
        value, _ = self._loss.measure(outputs, self._targets, self._weights)
        return value, self._loss.rmse(value, outputs, self._targets, self._weights)
