"""Quick names for a part of a law that is known only from a stand-in: a curve of one axis, a coefficient."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import sympy
from jaxtyping import Float
from numpy.typing import NDArray
from sympy import Expr, Symbol

from kanscope.symbolic.discovery.constants import Constants, Draft
from kanscope.symbolic.discovery.pool import Candidate, Pool
from kanscope.symbolic.discovery.refit import Rows
from kanscope.symbolic.discovery.tape import Tape
from kanscope.symbolic.discovery.view import Axis, View

Numbers = NDArray[np.float64]
Idea = Callable[[View, Constants], Iterator[Draft]]
LEAST = 1e-5


@dataclass(frozen=True)
class Part:
    """A formula over the dummies, one an axis."""

    candidate: Candidate
    dummies: tuple[Symbol, ...]

    def written(self, axes: Sequence[Expr], constants: Constants) -> Expr:
        """The formula over these axes, its constants made anew."""
        fresh = {old: constants(number) for old, number in self.candidate.numbers.items()}
        return self.candidate.expression.xreplace({**dict(zip(self.dummies, axes, strict=True)), **fresh})

    def on(self, x: Float[Numbers, "N n"]) -> Float[Numbers, " N"]:
        """Its values; nan where it has none."""
        numbers = self.candidate.numbers
        tape = Tape(self.candidate.expression, [*numbers], self.dummies)
        return tape.values(np.array([*numbers.values()]), x)


def parts(
    x: Float[Numbers, "N n"], values: Float[Numbers, " N"], error: float, ideas: Sequence[Idea], most: int
) -> list[Part]:
    """The likeliest formulas for values known up to `error`, relative to their spread."""
    spread = float(np.std(values))
    dummies = tuple(sympy.Symbol(f"_x{k}", real=True) for k in range(x.shape[1]))
    if not spread > 1e-9 * float(np.max(np.abs(values))):
        symbol = Symbol("_level", real=True)
        return [Part(Candidate(symbol, {symbol: float(values.mean())}, 1, 0.0, "level"), dummies)]
    rows = Rows(x, values, np.full(len(values), 1 / spread))
    pool = Pool(dummies, rows, np.zeros(len(values), bool), max(error, LEAST) ** 2)
    view = View(tuple(Axis(s, c) for s, c in zip(dummies, x.T, strict=True)), values, rows.weight)
    for idea in ideas:
        for draft in idea(view, Constants()):
            pool.propose(view, draft.expression, draft.numbers, "part")
    return [Part(one, dummies) for one in sorted(pool.candidates, key=pool.score)[:most]]
