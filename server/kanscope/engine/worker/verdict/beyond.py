"""How far a formula carries: its decimals fitted to the inner rows alone, measured on the outer ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from kanscope.engine.worker.session.errors import finite
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.verdict.measured import Part, columns_of
from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.opened import Opened, opened
from kanscope.symbolic.snapping.joint_refit import joint_refit

OUTER = 0.2
"""Share of the rows that are the band: where some input is among its most extreme values."""
FEWEST, MOST = 20, 20_000  # rows


def beyond(session: Session, output: int, formula: OutputFormula) -> Part | None:
    """The error on the band; None where too few rows lie on either side, or no decimal is open."""
    band = _band(session, output, formula)
    if band is None:
        return None
    try:
        inner = opened(formula.expression, band.columns(band.inner), band.y[band.inner])
    except ValueError:  # it holds something without derivatives, such as a Bessel function
        return None
    numbers = inner.values
    if len(numbers):
        numbers, _ = joint_refit(inner, numbers)
    return _measured(band, inner, numbers)


@dataclass(frozen=True)
class _Band:
    """Rows that are not sealed: columns by symbol, the target, and which of them lie inside."""

    x: dict[str, NDArray[np.float64]]
    y: NDArray[np.float64]
    inner: NDArray[np.bool_]

    def columns(self, rows: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
        """The columns on some rows."""
        return {name: column[rows] for name, column in self.x.items()}


def _band(session: Session, output: int, formula: OutputFormula) -> _Band | None:
    context = session.context
    if formula.target in context.data.logs or not formula.symbols:
        return None
    rows = torch.cat([context.train, context.check]).sort().values[:MOST]
    x = dict(columns_of(session, rows, formula))
    extreme = np.max([_extremeness(column) for column in x.values()], axis=0)
    inner = np.asarray(extreme <= np.quantile(extreme, 1 - OUTER))
    if min(inner.sum(), (~inner).sum()) < FEWEST:
        return None
    return _Band(x, context.y[rows, output].numpy(), inner)


def _extremeness(column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of each value's rank from the middle, 0 to 1."""
    rank: NDArray[np.float64] = np.argsort(np.argsort(column, kind="stable"), kind="stable").astype(
        np.float64
    )
    return np.abs(2 * rank / max(len(column) - 1, 1) - 1)


def _measured(band: _Band, inner: Opened, numbers: NDArray[np.float64]) -> Part:
    outer = ~band.inner
    guess = inner.elsewhere(numbers, band.columns(outer))
    truth = band.y[outer]
    return Part(
        "beyond",
        int(outer.sum()),
        finite(float(truth.std())),
        None,
        finite(float(np.sqrt(np.mean((guess - truth) ** 2)))),
        float(np.isfinite(guess).mean()),
    )
