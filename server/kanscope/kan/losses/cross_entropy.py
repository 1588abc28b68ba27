"""Cross-entropy: the outputs are logits of classes."""

from __future__ import annotations

from math import sqrt

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.losses.loss import mean


class CrossEntropy:
    """-Σ_q t_q log p_q with p = softmax(outputs); targets t are class numbers or probabilities.

    The mean is over rows: a row's classes share one loss.
    """

    name = "cross_entropy"

    def targets(self, y: Float[Tensor, "N c"], outputs: int) -> Float[Tensor, "N q"]:
        """Probabilities (N, q) from class numbers 0 … q-1 in one column, or from q columns that are some.

        ValueError for fewer than two outputs, and for anything else in y.
        """
        if outputs < 2:
            raise ValueError(f"cross_entropy needs at least two outputs, one a class, got {outputs}")
        if y.shape[1] == 1:
            return _one_hot(y[:, 0], outputs)
        if y.shape[1] != outputs:
            raise ValueError(
                f"y must hold class numbers in one column or {outputs} columns, got {y.shape[1]}"
            )
        if bool((y < 0).any()) or not torch.allclose(y.sum(1), y.new_ones(len(y)), atol=1e-6):
            raise ValueError(
                "y must be probabilities for cross_entropy: none negative, summing to 1 in a row"
            )
        return y

    def measure(
        self,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> tuple[float, Float[Tensor, "N q"]]:
        """Mean over rows, and p - t, shared out."""
        logs = torch.log_softmax(outputs, 1)
        share = 1 / len(outputs) if weights is None else weights
        return -float((logs * targets * share).sum()), (logs.exp() - targets) * share

    def curvature(
        self,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> Float[Tensor, "N q"]:
        """A row's second derivative is diag(p) - ppᵀ; 2p(1 - p) on the diagonal alone is at least that much,
        because the difference is diagonally dominant. It touches to second order: no bound on the whole loss.
        """
        p = torch.softmax(outputs, 1)
        return 2 * p * (1 - p) * (1 / len(outputs) if weights is None else weights)

    def rmse(
        self,
        value: float,
        outputs: Float[Tensor, "N q"],
        targets: Float[Tensor, "N q"],
        weights: Float[Tensor, "N 1"] | None,
    ) -> float:
        """Of the probabilities: the root of Brier's score."""
        return sqrt(mean((torch.softmax(outputs, 1) - targets) ** 2, weights))


def _one_hot(classes: Tensor, outputs: int) -> Tensor:
    whole = classes.round().long()
    if (
        not torch.equal(whole.to(classes.dtype), classes)
        or not 0 <= int(whole.min()) <= int(whole.max()) < outputs
    ):
        raise ValueError(f"y must hold class numbers 0 to {outputs - 1} for {outputs} outputs")
    return torch.nn.functional.one_hot(whole, outputs).to(classes.dtype)
