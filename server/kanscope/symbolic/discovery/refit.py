"""All constants of a formula at once, by Levenberg and Marquardt's method on the target itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from kanscope.symbolic.discovery.tape import Tape

Column = NDArray[np.float64]
BAD = 1e3
"""A row on which the formula has no value counts as a residual of so many spreads."""
HIGHEST = 1e8


@dataclass(frozen=True)
class Rows:
    """What is fitted to: x (N, n), y (N,), and the weight of each row's residual, 1/spread at least."""

    x: Float[Column, "N n"]
    y: Float[Column, " N"]
    weight: Float[Column, " N"]

    def part(self, rows: NDArray[np.bool_]) -> Rows:
        """Some of the rows."""
        return Rows(self.x[rows], self.y[rows], self.weight[rows])

    def thinned(self, most: int) -> Rows:
        """About `most` rows, spread through the table."""
        every = max(1, -(-len(self.y) // most))
        return Rows(self.x[::every], self.y[::every], self.weight[::every])


@dataclass(frozen=True)
class Refit:
    """Constants and the weighted mean square error they leave."""

    numbers: Float[Column, " p"]
    error: float


def residual(tape: Tape, numbers: Float[Column, " p"], rows: Rows) -> Float[Column, " N"]:
    """Weighted residuals; `BAD` where the formula has no value."""
    return _weighed(rows.weight, tape.values(numbers, rows.x) - rows.y)


def refit(tape: Tape, numbers: Float[Column, " p"], rows: Rows, steps: int = 30) -> Refit:
    """The constants near `numbers` that make the weighted square error least.

    Steps solve (JᵀJ + λ·diag JᵀJ) d = Jᵀr by least squares, which a redundant constant does not disturb.
    """
    here = np.asarray(numbers, dtype=np.float64)
    r, jacobian = _linearised(tape, here, rows)
    error, damping = float(r @ r), 1e-3
    for _ in range(steps if len(here) else 0):
        tried = _step(tape, here, rows, r=r, jacobian=jacobian, damping=damping)
        if tried is None:
            break
        there, damping = tried
        r, jacobian = _linearised(tape, there, rows)
        gained, here, error = error - float(r @ r), there, float(r @ r)
        if gained <= 1e-10 * error or error <= 1e-30 * len(r):
            break
    return Refit(here, error / max(1, int((rows.weight > 0).sum())))


def _linearised(tape: Tape, numbers: Column, rows: Rows) -> tuple[Column, Column]:
    values, slopes = tape.jacobian(numbers, rows.x)
    r = _weighed(rows.weight, values - rows.y)
    with np.errstate(all="ignore"):
        slopes = slopes * rows.weight[:, None]
    sound = np.isfinite(r) & (np.abs(r) < BAD) & np.isfinite(slopes).all(1)
    return r, np.where(sound[:, None], slopes, 0.0)


def _weighed(weight: Column, r: Column) -> Column:
    with np.errstate(all="ignore"):
        r = np.where(weight > 0, weight * r, 0.0)
    return np.clip(np.nan_to_num(r, nan=BAD, posinf=BAD, neginf=-BAD), -BAD, BAD)


def _step(
    tape: Tape, here: Column, rows: Rows, *, r: Column, jacobian: Column, damping: float
) -> tuple[Column, float] | None:
    """The next constants and damping; None when no step lowers the error any more."""
    normal, slope, error = jacobian.T @ jacobian, jacobian.T @ r, float(r @ r)
    scale = np.sqrt(np.maximum(np.diag(normal), 1e-12 * np.max(np.diag(normal), initial=1e-300) + 1e-300))
    normal, slope = normal / np.outer(scale, scale), slope / scale
    if not (np.isfinite(normal).all() and np.isfinite(slope).all()):
        return None
    while damping < HIGHEST:
        step = np.linalg.lstsq(normal + damping * np.eye(len(here)), -slope, rcond=None)[0] / scale
        moved = residual(tape, here + step, rows)
        if float(moved @ moved) < error:
            return here + step, max(damping * 0.1, 1e-12)
        damping *= 8
    return None
