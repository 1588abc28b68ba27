"""Candidates told as laws, with their errors in the target's unit."""

from __future__ import annotations

import numpy as np
import sympy

from kanscope.symbolic.discovery.law import Law
from kanscope.symbolic.discovery.pool import Candidate, Pool
from kanscope.symbolic.discovery.stage import Stage
from kanscope.symbolic.discovery.tape import Tape


def told(pool: Pool, number: int, said: str) -> Stage:
    """The stage a pool is at."""
    best = pool.best()
    laws = {id(candidate): _law(pool, candidate) for candidate in (*pool.front(), best)}
    front = tuple(laws[id(candidate)] for candidate in pool.front())
    return Stage(number, said, front, laws[id(best)], pool)


def _law(pool: Pool, candidate: Candidate) -> Law:
    known = pool.told.get(candidate.key)
    if known is None:
        expression = candidate.expression.xreplace({s: sympy.Float(v) for s, v in candidate.numbers.items()})
        errors = [_rmse(pool, candidate, rows) for rows in (~pool.check, pool.check)]
        known = Law(expression, candidate.complexity, errors[0], errors[1], candidate.idea)
        pool.told[candidate.key] = known
    return known


def _rmse(pool: Pool, candidate: Candidate, rows: np.ndarray) -> float:
    if not rows.any():
        return _rmse(pool, candidate, ~rows)
    symbols = [*candidate.numbers]
    tape = Tape(candidate.expression, symbols, pool.symbols)
    values = tape.values(np.array([candidate.numbers[s] for s in symbols]), pool.every.x[rows])
    r = values - pool.every.y[rows]
    return float(np.sqrt(np.mean(r * r)))
