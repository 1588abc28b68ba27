"""What every penalty can say of a network: its value, which way is down, a quadratic for least squares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from jaxtyping import Float
from torch import Tensor

from kanscope.kan.gradient import Gradient


@dataclass(frozen=True)
class Pressure:
    """A penalty's value at one point, and its gradient in the form it is cheapest in: by the variances of the
    edges' activations, (i, o) a layer, by the parameters (P,), or the sum of both. None is 0.
    """

    value: float = 0.0
    by_variance: list[Float[Tensor, "_i _o"]] | None = None
    by_parameters: Float[Tensor, " P"] | None = None

    def __mul__(self, weight: float) -> Pressure:
        variances = None if self.by_variance is None else [one * weight for one in self.by_variance]
        parameters = None if self.by_parameters is None else self.by_parameters * weight
        return Pressure(self.value * weight, variances, parameters)

    def __add__(self, other: Pressure) -> Pressure:
        variances = self.by_variance or other.by_variance
        if self.by_variance is not None and other.by_variance is not None:
            pairs = zip(self.by_variance, other.by_variance, strict=True)
            variances = [one + two for one, two in pairs]
        parameters = [p for p in (self.by_parameters, other.by_parameters) if p is not None]
        return Pressure(
            self.value + other.value, variances, sum(parameters[1:], parameters[0]) if parameters else None
        )


class Penalty(Protocol):
    """Something of a network that training is to keep small, beside the loss."""

    def measure(self, passes: Gradient) -> Pressure:
        """Value and gradient where `passes` last went forward."""
        ...

    def add_curvature(self, matrix: Float[Tensor, "F F"], passes: Gradient, weight: float) -> None:
        """Adds weight times the second derivative of a quadratic that touches the penalty here, with its
        slope, to a matrix (F, F) over the free parameters. Positive semidefinite; nothing, where a penalty
        has no cheap one: least squares then goes by its slope alone.
        """
        ...


def total(pressures: Iterable[Pressure]) -> Pressure:
    """Their sum; of none, no pressure."""
    return sum(pressures, Pressure())
