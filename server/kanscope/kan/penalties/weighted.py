"""Several penalties as one."""

from __future__ import annotations

from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.penalties.penalty import Penalty, Pressure, total


@dataclass(frozen=True)
class Term:
    """A penalty and its weight. ValueError: a weight below 0."""

    penalty: Penalty
    weight: float

    def __post_init__(self) -> None:
        if not 0 <= self.weight < float("inf"):
            raise ValueError(f"weight must be finite and not negative, got {self.weight}")


@dataclass(frozen=True)
class Weighted:
    """Σ weight · penalty."""

    terms: tuple[Term, ...] = ()

    def measure(self, passes: Gradient) -> Pressure:
        """The sum of what its terms measure."""
        return total(term.penalty.measure(passes) * term.weight for term in self.terms)

    def add_curvature(self, matrix: Float[Tensor, "F F"], passes: Gradient, weight: float) -> None:
        """What each term adds."""
        for term in self.terms:
            if term.weight:
                term.penalty.add_curvature(matrix, passes, weight * term.weight)
