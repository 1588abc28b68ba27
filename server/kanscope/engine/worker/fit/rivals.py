"""The two that are held against the rows: the network, and its formula once it is complete."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.verdict.measured import formula_at
from kanscope.symbolic.formula import OutputFormula

Guess = Callable[[Tensor], Tensor]
"""Inputs (N, n) to one target (N,), both in the unit of use; not finite where undefined."""


@dataclass(frozen=True)
class Rivals:
    """One target's two ways to be computed; `formula` is None while edges without a name remain."""

    network: Guess
    formula: Guess | None

    def each(self) -> dict[str, Guess | None]:
        """Both by name."""
        return {"network": self.network, "formula": self.formula}


def rivals(session: Session, output: int, formula: OutputFormula) -> Rivals:
    """Both for a target."""

    def network(x: Tensor) -> Tensor:
        inner = session.network(session.scaling.inputs.inside(x))
        return session.scaling.targets.outside(inner)[:, output]

    def said(x: Tensor) -> Tensor:
        return formula_at(session, x, formula)

    return Rivals(network, said if formula.complete else None)


def told(values: Tensor, log: bool = False) -> list[float | None]:
    """Numbers of a column in the user's unit, seven digits each; None where there is none."""
    outside: list[float] = (torch.exp(values) if log else values).tolist()
    return [float(f"{value:.7g}") if math.isfinite(value) else None for value in outside]
