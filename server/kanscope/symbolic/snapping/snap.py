"""From fitted decimals to exact numbers, where the rows cannot tell the difference."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from sympy import Expr

from kanscope.symbolic.snapping.certainty import standard_errors
from kanscope.symbolic.snapping.fitted import Fitted, Vector
from kanscope.symbolic.snapping.joint_refit import joint_refit
from kanscope.symbolic.snapping.options import Constant, Option, options

FLOOR = 1e-13
"""Mean squared residual, of the target's variance, below which nothing but rounding is left."""
MOST_TRIES = 60


@dataclass(frozen=True)
class Snapped:
    """`exact`: constants, by place, now exact; `values` (p,) and `loss`: with the others fitted again."""

    exact: dict[int, Expr]
    values: Vector
    loss: float


@dataclass(frozen=True)
class Price:
    """Mean squared residuals: before a snap, and after it with the other constants refitted."""

    option: Option
    before: float
    after: float


def snap(
    model: Fitted, start: Vector, held: Mapping[int, Expr] | None = None, known: Iterable[Constant] = ()
) -> Snapped:
    """All constants that can be simple numbers; those `held` already are.

    All at once first; if the rows object, one by one, the simplest first, zero before everything. A step is
    taken if n·log(q₂/q₁) < log n, what a constant is worth, or if q₂ is below 1e-13.
    """
    return _Snapping(model, tuple(known), dict(held or {}), start).done()


def price(model: Fitted, values: Vector, k: int, option: Option, held: Iterable[int] = ()) -> Price:
    """What it costs to make constant k the option's number."""
    _, before = joint_refit(model, values, tuple(held), steps=0)
    _, after = joint_refit(model, _with(values, {k: option.exact}), {*held, k})
    return Price(option, before, after)


def affordable(rows: int, before: float, after: float, constants: int = 1) -> bool:
    """Whether losing so many constants is worth what it costs in fit (Schwarz's criterion)."""
    if not math.isfinite(after):
        return False
    return after < FLOOR or rows * math.log(after / max(before, FLOOR)) < constants * math.log(rows)


def _with(values: Vector, exact: Mapping[int, Expr]) -> Vector:
    changed = np.array(values, dtype=np.float64)
    for k, number in exact.items():
        changed[k] = float(number)
    return changed


class _Snapping:
    """What has become exact so far, and where the other constants are."""

    def __init__(
        self, model: Fitted, known: tuple[Constant, ...], exact: dict[int, Expr], start: Vector
    ) -> None:
        self._model, self._known, self._exact = model, known, exact
        self._values, self._loss = joint_refit(model, _with(start, exact), exact)
        self._rows = len(model.residuals(self._values))
        self._tried: set[tuple[int, Expr]] = set()

    def done(self) -> Snapped:
        """All at once if the rows bear it, otherwise one by one."""
        first: dict[int, Expr] = {}
        for option, k in self._open():
            first.setdefault(k, option.exact)
        if not (first and self._take(first)):
            while len(self._tried) < MOST_TRIES and (left := self._open()):
                option, k = left[0]
                self._tried.add((k, option.exact))
                self._take({k: option.exact})
        return Snapped(self._exact, self._values, self._loss)

    def _open(self) -> list[tuple[Option, int]]:
        """Numbers not tried yet for constants not exact yet, the simplest first."""
        errors = standard_errors(self._model, self._values, self._loss, self._exact)
        found = [
            (option, k)
            for k, (value, error) in enumerate(zip(self._values, errors, strict=True))
            if k not in self._exact
            for option in options(float(value), float(error), self._known)
            if (k, option.exact) not in self._tried
        ]
        return sorted(found, key=lambda one: (one[0].bits, one[1]))

    def _take(self, new: dict[int, Expr]) -> bool:
        """Make constants exact if the rows bear it."""
        chosen = self._exact | new
        values, loss = joint_refit(self._model, _with(self._values, chosen), chosen)
        if not affordable(self._rows, self._loss, loss, len(new)):
            return False
        self._exact, self._values, self._loss = chosen, values, loss
        return True
