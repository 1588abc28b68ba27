"""Adam and AdamW over one flat vector."""

import torch
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.objective import Objective, Point

BETA1, BETA2, TINY = 0.9, 0.999, 1e-8
DECAY = 1e-2


class Adam:
    """Kingma & Ba (1412.6980); with `decays` (P,) bool, AdamW (Loshchilov & Hutter, 1711.05101) on those."""

    def __init__(self, learning_rate: float = 1e-2, decays: Tensor | None = None) -> None:
        self.learning_rate = learning_rate
        self._keep = None if decays is None else decays
        self.forget()

    def step(self, here: Point, objective: Objective) -> Point:
        """One step p - lr·m̂/(√v̂ + 1e-8), whether the objective falls or not."""
        if self._steps == 0:
            self._mean, self._square = torch.zeros_like(here.gradient), torch.zeros_like(here.gradient)
        self._steps += 1
        self._mean.lerp_(here.gradient, 1 - BETA1)
        self._square.mul_(BETA2).addcmul_(here.gradient, here.gradient, value=1 - BETA2)
        scale = self._square.div(1 - BETA2**self._steps).sqrt_().add_(TINY)
        rate = self.learning_rate / (1 - BETA1**self._steps)
        return objective(torch.addcdiv(self._decayed(here.parameters), self._mean, scale, value=-rate))

    def forget(self) -> None:
        """Starts both moments anew."""
        self._steps = 0
        self._mean = self._square = torch.zeros(0)

    def state(self) -> dict[str, Tensor]:
        """Moments and the number of steps they hold."""
        return {
            "mean": self._mean.clone(),
            "square": self._square.clone(),
            "steps": torch.tensor(self._steps),
        }

    def load(self, tensors: dict[str, Tensor], network: Network) -> None:
        """Continues from a `state`."""
        self._mean, self._square = tensors["mean"].clone(), tensors["square"].clone()
        self._steps = int(tensors["steps"])

    def _decayed(self, parameters: Tensor) -> Tensor:
        if self._keep is None:
            return parameters
        return parameters * (1 - self.learning_rate * DECAY * self._keep)
