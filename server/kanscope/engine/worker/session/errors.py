"""How far a network is off, in the target's unit."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.engine.worker.session.session import Session
from kanscope.kan.network import Network


@dataclass(frozen=True)
class Errors:
    """RMSE on training and test rows, R² on test rows; None where it is not a finite number.

    With several targets, each counts in units of its own deviation, and so does their common RMSE.
    """

    train_rmse: float | None
    test_rmse: float | None
    test_r2: float | None
    target_spread: float | None


def error_unit(session: Session) -> float:
    """The unit an RMSE of standardised targets is measured in: the one target's deviation, or 1."""
    scale = session.scaling.targets.scale
    return float(scale[0]) if len(scale) == 1 else 1.0


def errors_of(session: Session) -> Errors:
    """Errors of a session's network on its own rows."""
    rows, unit = session.samples, error_unit(session)
    tested = len(session.context.check) > 0
    guess = session.network(rows.check_x)
    return Errors(
        finite(unit * rmse(session.network(rows.x), rows.y)),
        finite(unit * rmse(guess, rows.check_y)) if tested else None,
        finite(_r2(guess, rows.check_y)) if tested else None,
        finite(unit * float(rows.y.std(0, unbiased=False).square().mean().sqrt())),
    )


def test_rmse(session: Session, network: Network) -> float | None:
    """RMSE of another network on the rows shown as test, in the target's unit."""
    rows = session.samples
    return finite(error_unit(session) * rmse(network(rows.check_x), rows.check_y))


def rmse(guess: Tensor, truth: Tensor) -> float:
    """Root of the mean squared difference, over rows and targets."""
    return float((guess - truth).square().mean().sqrt())


def finite(value: float) -> float | None:
    """The number, or None where there is none."""
    return value if math.isfinite(value) else None


def _r2(guess: Tensor, truth: Tensor) -> float:
    """1 − Σ(y − ŷ)² / Σ(y − ȳ)² of each target, their mean; NaN when a target is constant on these rows."""
    left = (guess - truth).square().sum(0)
    whole = (truth - truth.mean(0)).square().sum(0)
    return float(torch.where(whole > 0, 1 - left / whole, torch.nan).mean())
