"""Every loss by name."""

from __future__ import annotations

from typing import Literal

from kanscope.kan.losses.absolute import Absolute
from kanscope.kan.losses.cross_entropy import CrossEntropy
from kanscope.kan.losses.huber import Huber
from kanscope.kan.losses.loss import Loss
from kanscope.kan.losses.squared import Squared

LossName = Literal["mse", "huber", "mae", "cross_entropy"]
LOSSES: dict[str, Loss] = {loss.name: loss for loss in (Squared(), Huber(), Absolute(), CrossEntropy())}


def loss_named(name: str) -> Loss:
    """The loss of that name. ValueError for an unknown one."""
    if name not in LOSSES:
        raise ValueError(f"loss must be one of {', '.join(LOSSES)}, got {name!r}")
    return LOSSES[name]
