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
USUAL, FAR = 1.4826, 3.0
"""RMSE over the median of errors where these are normal; how many times that means gross errors."""


@dataclass(frozen=True)
class Worth:
    """Root mean squares in the target's unit, None where the law has no value on some of the rows.

    test: the sealed rows. `half`: within this of the law lies half of them. `line_rmse`: of the straight line
    in the same inputs, on the same rows. `undefined`: the share of them on which the law has no value.
    """

    train_rmse: float | None
    test_rmse: float | None
    test_r2: float | None
    half: float
    line_rmse: float
    spread: float
    rows: int
    undefined: float

    def sentence(self, target: str) -> str:
        """The verdict, for a person."""
        if self.undefined or self.test_rmse is None:
            return f"The formula is undefined on {share_text(self.undefined)} of the {self.rows} sealed rows."
        said = f"On {self.rows} sealed rows the formula misses {target} by {error_text(self.test_rmse)} (RMSE"
        if self.spread > 0:
            said += f", {error_text(100 * self.share)} % of its spread, R² {r2_text(self.test_r2 or 0.0)}"
        return f"{said}){self._beside()}. {self._judged()}{self._worse()}"

    @property
    def share(self) -> float:
        """Error over spread."""
        return (self.test_rmse or 0.0) / self.spread if self.spread > 0 else 0.0

    @property
    def gross(self) -> bool:
        """Whether a few rows far off make up the error: half lie nearer than normal noise would let them."""
        return self.test_rmse is not None and self.test_rmse > FAR * USUAL * self.half

    def _beside(self) -> str:
        return (
            ""
            if self.share < ROUNDING
            else f"; a straight line in all inputs by {error_text(self.line_rmse)}"
        )

    def _judged(self) -> str:
        r2 = self.test_r2 or 0.0
        if self.share < ROUNDING:
            return "Only rounding is left: on these rows it cannot be told from an exact law."
        if self.gross:
            near = error_text(self.half)
            return f"Half of the rows lie within {near} of it: a few rows far off make up the rest."
        if r2 < HALF:
            return "Most of the spread is left unexplained: no law was found here."
        if r2 < CLOSE:
            return "What is left is noise or something these columns do not say."
        return "What is left may be noise."

    def _worse(self) -> str:
        if self.gross or not self.train_rmse or (self.test_rmse or 0.0) < WORSE * self.train_rmse:
            return ""
        if self.share < ROUNDING:
            return ""
        times = (self.test_rmse or 0.0) / self.train_rmse
        return f" It is {times:.1f} times worse there than on the rows it was fitted to."


def worth(context: Context, told: Numbers) -> Worth:
    """Measured on the context's rows; `told` (N,): what the law says on each."""
    y, guess = context.y[:, 0], torch.from_numpy(told)
    sealed = context.sealed
    spread = float(y[sealed].std(unbiased=False))
    test = _rmse(guess, y, sealed)
    return Worth(
        train_rmse=_rmse(guess, y, context.train),
        test_rmse=test,
        test_r2=1 - (test / spread) ** 2 if test is not None and spread > 0 else None,
        half=float((guess[sealed] - y[sealed]).abs().nanmedian()),
        line_rmse=_rmse(_line(context), y, sealed) or 0.0,
        spread=spread,
        rows=len(sealed),
        undefined=1 - float(torch.isfinite(guess[sealed]).double().mean()),
    )


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
