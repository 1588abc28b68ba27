"""Is there a formula of the same build, with constants equal to three digits, that *is* the law?

The constants of the answer are moved until it agrees with the law on fresh rows without noise, up to one
factor or one summand that is free. What then differs by no more than rounding errors is the same function;
and how far each constant had to go says whether it was right to three digits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bench.judge.values import Evaluated, Values

SAME = 1e-9
"""Greatest difference, RMSE over the law's spread, of two functions that count as one."""
STEPS = 60
CHEAP = 1e4
"""How much rather the free factor or summand moves than a constant, where both could."""
LOOSE = 2.0
"""By which factor constants may be off where only the build is asked for."""


@dataclass(frozen=True)
class Match:
    """How near the answer came once its constants were free; `moved` says from where to where each went."""

    difference: float
    moved: tuple[tuple[float, float], ...]

    @property
    def same(self) -> bool:
        """Whether answer and law are one function."""
        return self.difference < SAME

    @property
    def exact(self) -> bool:
        """Whether the answer's own constants were right to three digits."""
        return self.same and all(agree(before, after) for before, after in self.moved)

    @property
    def build(self) -> bool:
        """Whether only the numbers were wrong, none of them by a factor of two or more."""
        return self.same and all(_near(before, after) for before, after in self.moved)


def agree(found: float, true: float) -> bool:
    """Equal to three significant digits: rounded to the same, or nearer than half of the third digit."""
    if found == true or f"{found:.2e}" == f"{true:.2e}":
        return True
    if true == 0 or not math.isfinite(true):
        return False
    return abs(found - true) <= 0.5 * 10.0 ** (math.floor(math.log10(abs(true))) - 2)


def matches(answer: Evaluated, law: Values, columns: Mapping[str, Values]) -> list[Match]:
    """Up to a free factor, and up to a free summand."""
    return [_Fit(answer, law, columns, free).match() for free in ("factor", "summand")]


def _near(before: float, after: float) -> bool:
    return before == after or 1 / LOOSE < abs(after / before) < LOOSE if before else after == 0


class _Fit:
    """Gauss–Newton on the constants, each counted in parts of itself, so that the least motion is found."""

    def __init__(
        self,
        answer: Evaluated,
        law: Values,
        columns: Mapping[str, Values],
        free: Literal["factor", "summand"],
    ) -> None:
        self.answer, self.law, self.columns = answer, law, columns
        self.factor, self.summand = free == "factor", free == "summand"
        self.spread = float(np.std(law)) or float(np.abs(law).max()) or 1.0
        self.start = np.array(answer.constants)

    def match(self) -> Match:
        """Where the constants end."""
        u = np.zeros(len(self.start) + 1)
        r = self._residual(u)
        if not np.isfinite(r).all():
            return Match(math.inf, ())
        for _ in range(STEPS):
            better = self._step(u, r)
            if better is None:
                break
            u, r = better
        after = self.start * (1 + u[:-1])
        return Match(_rms(r), tuple(zip(self.start.tolist(), after.tolist(), strict=True)))

    def _residual(self, u: Values) -> Values:
        value = self.answer(self.columns, self.start * (1 + u[:-1]))
        free = CHEAP * u[-1]
        scaled = value * (1 + self.factor * free) + self.summand * free * self.spread
        return np.asarray((scaled - self.law) / self.spread)

    def _step(self, u: Values, r: Values) -> tuple[Values, Values] | None:
        """The first of ever shorter steps that is an improvement, None at the end."""
        jacobian = self._jacobian(u)
        if not np.isfinite(jacobian).all() or _rms(r) == 0:
            return None
        step = np.linalg.lstsq(jacobian, -r, rcond=1e-12)[0]
        for share in 0.5 ** np.arange(12):
            tried = u + share * step
            after = self._residual(tried)
            if np.isfinite(after).all() and _rms(after) < _rms(r) * (1 - 1e-6):
                return tried, after
        return None

    def _jacobian(self, u: Values) -> Values:
        columns = []
        for k in range(len(u)):
            h = 1e-5 / (CHEAP if k == len(u) - 1 else 1.0)
            bump = np.zeros(len(u))
            bump[k] = h
            columns.append((self._residual(u + bump) - self._residual(u - bump)) / (2 * h))
        return np.stack(columns, 1)


def _rms(r: Values) -> float:
    return float(np.sqrt(np.mean(r * r)))
