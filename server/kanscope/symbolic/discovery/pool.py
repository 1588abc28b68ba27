"""Formulas proposed so far, each with its constants fitted to y itself."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool
from numpy.typing import NDArray
from sympy import Expr, Symbol

from kanscope.symbolic.discovery.complexity import complexity
from kanscope.symbolic.discovery.law import Law
from kanscope.symbolic.discovery.refit import Rows, refit, residual
from kanscope.symbolic.discovery.tape import Tape
from kanscope.symbolic.discovery.view import View

GLANCE_ROWS, GLANCE_STEPS = 200, 12
FLOOR = 1e-18
"""A mean square error this small, in spreads of y, is none."""
EXACT = 1e-15
PRICE = 1.0
"""What one operation or constant costs, in units of log(rows)."""
ALIKE_IN_TAILS, GOOD_IN_TAILS = 4.0, 1e-2
"""Where gross rows were set aside the others have heavy tails: errors within a factor of two are alike."""
HOPELESS = 0.9
ROOM = 60.0


@dataclass(frozen=True)
class Candidate:
    """A formula of free constants; `error`: its mean square over all rows, in spreads of y."""

    expression: Expr
    numbers: Mapping[Symbol, float]
    complexity: int
    error: float
    idea: str

    @property
    def key(self) -> tuple[Expr, tuple[float, ...]]:
        """The same for the same law."""
        return self.expression, tuple(self.numbers.values())


class Pool:
    """Candidates over `fit` rows, chosen by all rows (the check rows included)."""

    def __init__(
        self,
        symbols: tuple[Symbol, ...],
        every: Rows,
        check: Bool[NDArray[np.bool_], " N"],
        floor: float = FLOOR,
    ) -> None:
        self.symbols, self.every, self.check, self.floor = symbols, every, check, floor
        self.fit = every.part(~check)
        self._has_tails = bool((every.weight == 0).any())
        self.candidates: list[Candidate] = []
        self.told: dict[tuple[Expr, tuple[float, ...]], Law] = {}
        self._few = self.fit.thinned(GLANCE_ROWS)
        self._seen: set[Expr] = set()

    def propose(
        self, view: View, inner: Expr, numbers: Mapping[Symbol, float], idea: str
    ) -> Candidate | None:
        """y = outside(inner), refitted; None where it is nothing new or nothing good."""
        return self.consider(view.whole(inner), {**view.numbers, **numbers}, idea)

    def consider(self, expression: Expr, numbers: Mapping[Symbol, float], idea: str) -> Candidate | None:
        """The formula with its constants refitted on a few rows and, if it may win, on all."""
        used = [symbol for symbol in numbers if symbol in expression.free_symbols]
        skeleton = expression.xreplace({symbol: Symbol("_c") for symbol in used})
        if skeleton in self._seen:
            return None
        self._seen.add(skeleton)
        try:
            tape = Tape(expression, used, self.symbols)
        except (ValueError, TypeError, RecursionError):
            return None
        start = np.array([numbers[symbol] for symbol in used])
        glance = refit(tape, start, self._few, GLANCE_STEPS)
        size = complexity(expression)
        if glance.error > HOPELESS or self._is_beaten(glance.error, size):
            return None
        found = refit(tape, glance.numbers, self.fit)
        r = residual(tape, found.numbers, self.every)
        error = float(r @ r) / max(1, int((self.every.weight > 0).sum()))
        candidate = Candidate(
            expression, dict(zip(used, found.numbers.tolist(), strict=True)), size, error, idea
        )
        self.candidates.append(candidate)
        return candidate

    def _is_beaten(self, error: float, size: int) -> bool:
        """Whether all rows could hardly make up for what a few rows say."""
        return bool(self.candidates) and self.score_of(error * 0.5, size) > self.score(self.best()) + ROOM

    def score(self, candidate: Candidate) -> float:
        """n·log(e² + floor) + log n·complexity; lower is better."""
        return self.score_of(candidate.error, candidate.complexity)

    def score_of(self, error: float, size: int) -> float:
        """As `score`, of numbers."""
        rows = len(self.every.y)
        return rows * math.log(error + self.floor) + PRICE * math.log(rows) * size

    def best(self) -> Candidate:
        """The candidate with the lowest score; in heavy tails the simplest that is alike."""
        least = min(one.error for one in self.candidates)
        if not self._has_tails or least < EXACT or least > GOOD_IN_TAILS:
            return min(self.candidates, key=self.score)
        limit = ALIKE_IN_TAILS * least
        alike = [one for one in self.candidates if one.error <= limit]
        return min(alike, key=lambda one: (one.complexity, one.error))

    def is_exact(self) -> bool:
        """Whether some candidate leaves nothing."""
        return any(candidate.error < max(EXACT, self.floor) for candidate in self.candidates)

    def front(self) -> list[Candidate]:
        """Those no other beats in both complexity and error, simplest first."""
        return non_dominated(self.candidates)


def non_dominated(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates whose error is below that of all simpler ones, simplest first."""
    front: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda one: (one.complexity, one.error)):
        if not front or candidate.error < front[-1].error * (1 - 1e-9):
            front.append(candidate)
    return front
