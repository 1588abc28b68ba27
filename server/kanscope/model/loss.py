"""Losses by name, as torch's own modules, or as any function of predictions and labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from kanscope.kan.losses.catalogue import LOSSES, LossName
from kanscope.kan.losses.loss import Loss
from kanscope.kan.objective import Aim
from kanscope.kan.schedule import Plan

LossFunction = Callable[[Tensor, Tensor], Tensor]

_KNOWN: dict[Any, LossName] = {
    nn.MSELoss: "mse",
    functional.mse_loss: "mse",
    nn.CrossEntropyLoss: "cross_entropy",
    functional.cross_entropy: "cross_entropy",
}


@dataclass(frozen=True)
class Own:
    """A user's loss of (predictions, labels), both (N, outputs), that gives a scalar.

    Its gradient by the predictions is autograd's, from there on the engine's own.
    """

    function: LossFunction
    name = "own"

    def targets(self, y: Tensor, outputs: int) -> Tensor:
        """The labels as they are: what they mean is the function's business."""
        return y

    def measure(self, outputs: Tensor, targets: Tensor, weights: Tensor | None) -> tuple[float, Tensor]:
        """Value and gradient. ValueError unless the function gives a scalar made of the predictions."""
        with torch.enable_grad():
            predictions = outputs.detach().requires_grad_()
            value = self.function(predictions, targets)
            if value.dim() or not value.requires_grad:
                raise ValueError("loss_fn must give a scalar that depends on the predictions")
            (pull,) = torch.autograd.grad(value, predictions)
        return float(value.detach()), pull

    def curvature(self, outputs: Tensor, targets: Tensor, weights: Tensor | None) -> Tensor:
        """None is known."""
        raise ValueError("opt: 'LM' needs the curvature of the loss; with a function of your own use 'LBFGS'")

    def rmse(self, value: float, outputs: Tensor, targets: Tensor, weights: Tensor | None) -> float:
        """Of the predictions where labels are numbers like them; else not defined."""
        if outputs.shape != targets.shape:
            return float("nan")
        return sqrt(float((outputs - targets).square().mean()))


@dataclass(frozen=True)
class OwnPlan(Plan):
    """A plan for a loss that has no name."""

    own: Loss | None = None

    def aim(self) -> Aim:
        """What the run is to make small."""
        aim = super().aim()
        return aim if self.own is None else replace(aim, loss=self.own)


def read_loss(loss: str | LossFunction | None) -> tuple[str, Own | None]:
    """(name, None) of a known loss, None being mse; ('mse', the user's own) otherwise.

    torch's losses with settings of their own (weights, another reduction) are the user's own, too.
    """
    if loss is None or isinstance(loss, str):
        return loss or "mse", None
    known = _KNOWN.get(type(loss) if isinstance(loss, nn.Module) else loss)
    if known is not None and (not isinstance(loss, nn.Module) or _is_plain(loss)):
        return known, None
    return "mse", Own(_of_class_numbers(loss) if type(loss) is nn.CrossEntropyLoss else loss)


def _is_plain(loss: nn.Module) -> bool:
    """Whether all settings are torch's defaults; its repr tells none of them."""
    if getattr(loss, "weight", None) is not None:
        return False
    plain = type(loss)()
    settings = ("reduction", "ignore_index", "label_smoothing")
    return all(getattr(loss, name, None) == getattr(plain, name, None) for name in settings)


def _of_class_numbers(loss: nn.CrossEntropyLoss) -> LossFunction:
    """torch's cross-entropy with its settings, of labels in one column of numbers or a column a class."""

    def function(predictions: Tensor, labels: Tensor) -> Tensor:
        classes = predictions.shape[1]
        if labels.shape[1] == 1:
            counted = labels[labels != loss.ignore_index][:, None]
            LOSSES["cross_entropy"].targets(counted, classes)
            labels = labels[:, 0].long()
        else:
            labels = LOSSES["cross_entropy"].targets(labels, classes)
        if loss.weight is not None and loss.weight.shape != (classes,):
            raise ValueError(
                f"loss_fn: weight must hold {classes} numbers, one a class, got {len(loss.weight)}"
            )
        return functional.cross_entropy(
            predictions,
            labels,
            None if loss.weight is None else loss.weight.to(predictions),
            ignore_index=loss.ignore_index,
            reduction=loss.reduction,
            label_smoothing=loss.label_smoothing,
        )

    return function
