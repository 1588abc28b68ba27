"""Is this formula that law? Told by fresh rows first, then by SymPy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy
from sympy import Expr

from bench.judge.identity import Match, matches
from bench.judge.reading import Unreadable, read
from bench.judge.simplified import constant
from bench.judge.values import Evaluated, Unknown, Values

ROWS = 500
SEED = 20_240_430
NEAR = 0.05
"""An answer farther from the law than this share of its spread, at its best factor and summand, is none."""


@dataclass(frozen=True)
class Question:
    """A law over columns with ranges, and a formula over symbols that stand for columns."""

    law: str
    ranges: Mapping[str, Sequence[float]]
    formula: str
    symbols: Mapping[str, str]

    def true(self) -> Expr:
        """The law over real symbols named as the columns, nonnegative where their ranges are."""
        return read(self.law, self._columns())

    def answer(self) -> Expr:
        """The formula over the same symbols. Unreadable: it speaks of anything else."""
        columns = self._columns()
        foreign = [column for column in self.symbols.values() if column not in columns]
        if foreign:
            raise Unreadable(f"the law knows no column {foreign[0]}")
        return read(self.formula, {symbol: columns[column] for symbol, column in self.symbols.items()})

    def rows(self) -> dict[str, Values]:
        """Fresh rows, uniform on the ranges."""
        dice = np.random.default_rng(SEED)
        return {name: dice.uniform(lo, hi, ROWS) for name, (lo, hi) in self.ranges.items()}

    def _columns(self) -> dict[str, Expr]:
        return {
            name: sympy.Symbol(name, real=True, nonnegative=True if lo >= 0 else None)
            for name, (lo, _) in self.ranges.items()
        }


def judge(question: Question) -> dict[str, Any]:
    """{exact, build, difference, why}: whether it is the law, or at least built like it."""
    columns = question.rows()
    law = Evaluated.of(question.true())(columns)
    try:
        answer = Evaluated.of(question.answer())
        values = answer(columns)
    except (Unreadable, Unknown) as error:
        return _said(None, str(error))
    if not np.isfinite(values).all():
        return _said(None, f"undefined on {np.mean(~np.isfinite(values)):.1%} of fresh rows")
    apart = _apart(values, law)
    if apart > NEAR:
        return _said(None, f"differs by {apart:.1%} of the spread")
    best = min(matches(answer, law, columns), key=lambda match: (not match.exact, not match.build))
    return _said(best, _why(best))


def simplifies(question: Question) -> bool:
    """What SymPy says; false where it cannot read the formula."""
    try:
        return constant(question.answer(), question.true())
    except (Unreadable, ValueError, TypeError, NotImplementedError, RecursionError, sympy.PolynomialError):
        return False


def _why(match: Match) -> str:
    if not match.same:
        return "another function"
    if match.exact:
        return ""
    return "constants are off" if match.build else "a constant is off by a factor of two or more"


def _said(match: Match | None, why: str) -> dict[str, Any]:
    exact, build = (match.exact, match.build) if match else (False, False)
    difference = match.difference if match and np.isfinite(match.difference) else None
    return {"exact": exact, "build": build, "difference": difference, "why": why}


def _apart(values: Values, law: Values) -> float:
    """What no factor and summand can mend, as a share of the law's spread."""
    spread = float(np.std(law)) or 1.0
    atoms = np.stack([values, np.ones_like(values)], 1)
    with np.errstate(all="ignore"):
        rest = law - atoms @ np.linalg.lstsq(atoms, law, rcond=None)[0]
    return float(np.std(rest)) / spread
