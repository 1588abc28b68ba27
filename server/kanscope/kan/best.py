"""Early stopping: the state that was best on the check rows is kept, and waited for only so long."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import Any

from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.state import network_from_state, network_state


@dataclass(frozen=True)
class Best:
    """The network after `step`, whose loss on the check rows was the lowest."""

    step: int
    check_loss: float
    network: Network


class Watch:
    """Remembers the best state and how long ago it was. patience: steps without a better one, 0 for never."""

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.best: Best | None = None

    def look(self, step: int, check_loss: float, network: Network) -> bool:
        """Takes note of a step; whether patience is at its end."""
        if not self.patience:
            return False
        loss = check_loss if isfinite(check_loss) else inf
        if self.best is None or loss < self.best.check_loss:
            self.best = Best(step, loss, network.copy())
        return step - self.best.step >= self.patience

    def begin_anew(self) -> None:
        """Forgets what was best by another measure or before somebody's edit."""
        self.best = None

    def state(self) -> tuple[dict[str, Any] | None, dict[str, Tensor]]:
        """The best state as (JSON-able description, tensors)."""
        if self.best is None:
            return None, {}
        spec, tensors = network_state(self.best.network)
        return {"step": self.best.step, "check_loss": self.best.check_loss, "network": spec}, tensors

    def load(self, meta: dict[str, Any] | None, tensors: dict[str, Tensor]) -> None:
        """Continues from a `state`."""
        if meta is not None:
            network = network_from_state(meta["network"], tensors)
            self.best = Best(int(meta["step"]), float(meta["check_loss"]), network)
