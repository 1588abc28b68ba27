"""What a law is worth on the rows it was fitted to and on those it has never seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kanscope.engine.worker.session.context import Context
from kanscope.study.figures import error_text, r2_text, share_text

Numbers = NDArray[np.float64]

ROUNDING = 1e-7
"""Error over spread below which a law leaves nothing to be explained."""
CLOSE, HALF = 0.999, 0.5
WORSE = 1.5


@dataclass(frozen=True)
class Worth:
    """Root mean squares in the target's unit, None where the law has no value on some of the rows.

    test: the sealed rows. `line_rmse`: of the straight line in the same inputs, on the same sealed rows.
    """

    train_rmse: float | None
    test_rmse: float | None
    test_r2: float | None
    line_rmse: float
    spread: float
    rows: int
    undefined: float

    def sentence(self, target: str) -> str:
        """The verdict, for a person."""
        if self.undefined:
            return f"The formula is undefined on {share_text(self.undefined)} of the {self.rows} sealed rows."
        assert self.test_rmse is not None and self.test_r2 is not None
        said = f"On {self.rows} sealed rows the formula misses {target} by {error_text(self.test_rmse)} (RMSE"
        share = self.test_rmse / self.spread if self.spread > 0 else 0.0
        said += f", {error_text(100 * share)} % of its spread, R² {r2_text(self.test_r2)})"
        return f"{said}{self._beside(share)} {self._judged(share)}"

    def _beside(self, share: float) -> str:
        return (
            "." if share < ROUNDING else f"; a straight line in all inputs by {error_text(self.line_rmse)}."
        )

    def _judged(self, share: float) -> str:
        if share < ROUNDING:
            return "Only rounding is left: on these rows it cannot be told from an exact law."
        worse = self._worse()
        if self.test_r2 is not None and self.test_r2 < HALF:
            return f"Most of the spread is left unexplained: no law was found here.{worse}"
        if self.test_r2 is not None and self.test_r2 < CLOSE:
            return f"What is left is noise or something these columns do not say.{worse}"
        return f"What is left may be noise.{worse}"

    def _worse(self) -> str:
        if not self.train_rmse or self.test_rmse is None or self.test_rmse < WORSE * self.train_rmse:
            return ""
        times = self.test_rmse / self.train_rmse
        return f" It is {times:.1f} times worse there than on the rows it was fitted to."


def worth(context: Context, told: Numbers) -> Worth:
    """Measured on the context's rows; `told` (N,): what the law says on each."""
    y = context.y[:, 0]
    guess = torch.from_numpy(told)
    sealed, train = context.sealed, context.train
    lost = 1 - float(torch.isfinite(guess[sealed]).double().mean())
    spread = float(y[sealed].std(unbiased=False))
    test = _rmse(guess, y, sealed)
    r2 = 1 - (test / spread) ** 2 if test is not None and spread > 0 else None
    line = _rmse(_line(context), y, sealed)
    return Worth(_rmse(guess, y, train), test, r2, line or 0.0, spread, len(sealed), lost)


def _rmse(guess: Tensor, y: Tensor, rows: Tensor) -> float | None:
    off = guess[rows] - y[rows]
    return float(off.square().mean().sqrt()) if bool(torch.isfinite(off).all()) else None


def _line(context: Context) -> Tensor:
    """The straight line in all inputs that fits the training rows best, on every row (N,)."""
    x = context.fresh_scaling.inputs.inside(context.x)
    atoms = torch.cat([x, torch.ones_like(x[:, :1])], 1)
    fitted = torch.linalg.lstsq(atoms[context.train], context.y[context.train], driver="gelsd").solution
    line: Tensor = (atoms @ fitted)[:, 0]
    return line
