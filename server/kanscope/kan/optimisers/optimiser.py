"""What every optimiser can do: one step from a point to a better one, and put its memory on the table."""

from typing import Protocol

from jaxtyping import Bool
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.objective import Objective, Point


class Optimiser(Protocol):
    """A way of getting from one point to the next; holds no more than plain tensors and numbers.

    compares: whether a step compares values, so that both its ends must be measured on the same rows.
    """

    learning_rate: float
    compares: bool

    def step(self, here: Point, objective: Objective) -> Point:
        """The next point. `here` itself, when no way down was found."""
        ...

    def forget(self) -> None:
        """Drops what is no longer true, after the objective changed or the grids moved a little."""
        ...

    def keep(self, untouched: Bool[Tensor, " P"], network: Network) -> None:
        """Drops what it knew of parameters but those `untouched` (P,) by an edit that led to `network`."""
        ...

    def state(self) -> dict[str, Tensor]:
        """Everything the next step depends on, beside the learning rate."""
        ...

    def load(self, tensors: dict[str, Tensor], network: Network) -> None:
        """Continues from a `state`, bit for bit, with the network it belongs to."""
        ...
