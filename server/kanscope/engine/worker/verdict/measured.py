"""A formula and a network measured on the same rows, in the target's unit of use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kanscope.engine.worker.session.errors import finite
from kanscope.engine.worker.session.session import Session
from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.numeric import values


@dataclass(frozen=True)
class Part:
    """Errors (RMSE) on some rows; None where there is none, such as a formula undefined on some of them.

    `spread`: the target's deviation there; `defined`: the share of rows on which the formula has a value.
    """

    part: str
    rows: int
    spread: float | None
    network_rmse: float | None
    formula_rmse: float | None
    defined: float = 1.0

    @property
    def formula_r2(self) -> float | None:
        """1 - (RMSE/spread)²; None for a target that does not vary."""
        if self.formula_rmse is None or not self.spread:
            return None
        return 1 - (self.formula_rmse / self.spread) ** 2

    def told(self) -> dict[str, object]:
        """As people are answered."""
        return {
            "part": self.part,
            "rows": self.rows,
            "spread": self.spread,
            "network_rmse": self.network_rmse,
            "formula_rmse": self.formula_rmse,
            "formula_r2": self.formula_r2,
        }


def measured(session: Session, output: int, formula: OutputFormula, part: str, rows: Tensor) -> Part:
    """Both errors on these rows; the formula's is that of its text, not of the network it was read from."""
    truth = session.context.y[rows, output]
    network = finite(_rmse(_network(session, rows, output), truth))
    told = formula_values(session, rows, formula) if formula.complete else None
    return Part(
        part,
        len(rows),
        finite(float(truth.std(unbiased=False))),
        network,
        None if told is None else finite(_rmse(told, truth)),
        1.0 if told is None else float(torch.isfinite(told).double().mean()),
    )


def formula_values(session: Session, rows: Tensor, formula: OutputFormula) -> Tensor:
    """The formula on rows, (n,); in logarithms where the target is used as one."""
    return formula_at(session, session.context.x[rows], formula)


def formula_at(session: Session, x: Tensor, formula: OutputFormula) -> Tensor:
    """The formula at any inputs x (n, inputs) in the unit of use, likewise."""
    found = values(formula.expression, columns_at(session, x, formula))
    with np.errstate(all="ignore"):
        found = np.log(found) if formula.target in session.context.data.logs else found
    return torch.from_numpy(np.broadcast_to(found, len(x)).copy())


def columns_of(session: Session, rows: Tensor, formula: OutputFormula) -> Mapping[str, NDArray[np.float64]]:
    """The columns a formula speaks of, by symbol, in the user's unit."""
    return columns_at(session, session.context.x[rows], formula)


def columns_at(session: Session, x: Tensor, formula: OutputFormula) -> Mapping[str, NDArray[np.float64]]:
    """The same of any inputs (n, inputs) in the unit of use."""
    data, values = session.context.data, x.numpy()
    columns = {name: _outside(values[:, k], name in data.logs) for k, name in enumerate(data.inputs)}
    return {symbol: columns[name] for symbol, name in formula.symbols.items()}


def _network(session: Session, rows: Tensor, output: int) -> Tensor:
    x = session.scaling.inputs.inside(session.context.x[rows])
    return session.scaling.targets.outside(session.network(x))[:, output]


def _outside(column: NDArray[np.float64], log: bool) -> NDArray[np.float64]:
    return np.exp(column) if log else column


def _rmse(guess: Tensor, truth: Tensor) -> float:
    return float((guess - truth).square().mean().sqrt())
