"""What every optimiser can do: one step from a point to a better one, and put its memory on the table."""

from collections.abc import Callable
from typing import Protocol

from torch import Tensor

from kanscope.kan.objective import Point

Evaluate = Callable[[Tensor], Point]


class Optimiser(Protocol):
    """A way of getting from one point to the next; holds no more than plain tensors and numbers."""

    learning_rate: float

    def step(self, here: Point, evaluate: Evaluate) -> Point:
        """The next point. `here` itself, when no way down was found."""
        ...

    def forget(self) -> None:
        """Drops what was learnt about the objective, after the objective or the network changed."""
        ...

    def state(self) -> dict[str, Tensor]:
        """Everything the next step depends on, beside the learning rate."""
        ...

    def load(self, tensors: dict[str, Tensor]) -> None:
        """Continues from a `state`, bit for bit."""
        ...
