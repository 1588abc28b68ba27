"""Adam and AdamW over one flat vector."""

import torch
from jaxtyping import Bool
from torch import Tensor
from torch.optim.adam import adam

from kanscope.kan.network import Network
from kanscope.kan.objective import Objective, Point

BETA1, BETA2, TINY = 0.9, 0.999, 1e-8
DECAY = 1e-2


class Adam:
    """Kingma & Ba (1412.6980); with `decays` (P,) bool, AdamW (Loshchilov & Hutter, 1711.05101) on those."""

    compares = False

    def __init__(self, learning_rate: float = 1e-2, decays: Bool[Tensor, " P"] | None = None) -> None:
        self.learning_rate = learning_rate
        self._decays = decays
        self._steps = 0
        self._mean = self._square = torch.zeros(0)
        self._begun: Tensor | None = None

    def step(self, here: Point, objective: Objective) -> Point:
        """One step p - lr·m̂/(√v̂ + 1e-8), whether the objective falls or not."""
        if self._steps == 0:
            self._mean, self._square = torch.zeros_like(here.gradient), torch.zeros_like(here.gradient)
        there = self._decayed(here.parameters)
        if self._begun is None:
            self._move_together(there, here.gradient)
        else:
            self._move_by_age(there, here.gradient, self._begun)
        self._steps += 1
        return objective(there)

    def forget(self) -> None:
        """Keeps both moments: they are running means, and follow. Begun anew, every parameter would take a
        full step whatever its gradient, and the error would leap.
        """

    def keep(self, untouched: Bool[Tensor, " P"], network: Network) -> None:
        """Begins anew where an edit was."""
        if self._steps:
            self._mean, self._square = self._mean * untouched, self._square * untouched
        if self._steps and bool((network.trainable() & ~untouched).any()):
            before = torch.zeros_like(self._mean) if self._begun is None else self._begun
            self._begun = torch.where(untouched, before, float(self._steps))
        if self._decays is not None:
            self._decays = network.trainable()

    def state(self) -> dict[str, Tensor]:
        """Moments and the number of steps they hold."""
        tensors = {
            "mean": self._mean.clone(),
            "square": self._square.clone(),
            "steps": torch.tensor(self._steps),
        }
        return tensors if self._begun is None else tensors | {"begun": self._begun.clone()}

    def load(self, tensors: dict[str, Tensor], network: Network) -> None:
        """Continues from a `state`."""
        self._mean, self._square = tensors["mean"].clone(), tensors["square"].clone()
        self._steps = int(tensors["steps"])
        self._begun = tensors["begun"].clone() if "begun" in tensors else None

    def _move_together(self, there: Tensor, gradient: Tensor) -> None:
        """All parameters are equally old: torch's own, in one pass over them instead of a dozen."""
        steps = torch.tensor(float(self._steps), device=there.device)
        adam(
            [there],
            [gradient],
            [self._mean],
            [self._square],
            [],
            [steps],
            fused=True,
            amsgrad=False,
            beta1=BETA1,
            beta2=BETA2,
            lr=self.learning_rate,
            weight_decay=0.0,
            eps=TINY,
            maximize=False,
        )

    def _move_by_age(self, there: Tensor, gradient: Tensor, begun: Tensor) -> None:
        self._mean.lerp_(gradient, 1 - BETA1)
        self._square.mul_(BETA2).addcmul_(gradient, gradient, value=1 - BETA2)
        held = self._steps + 1 - begun
        scale = (self._square / (1 - BETA2**held)).sqrt_().add_(TINY)
        there.addcdiv_(self._mean / (1 - BETA1**held), scale, value=-self.learning_rate)

    def _decayed(self, parameters: Tensor) -> Tensor:
        """A copy, shrunk where decay acts."""
        if self._decays is None:
            return parameters.clone()
        return parameters * (1 - self.learning_rate * DECAY * self._decays)
