"""Discovery as a generator of small steps, with no clock inside: whoever runs it stops when time is up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import sympy

from kanscope.symbolic.discovery.pool import Candidate, Pool
from kanscope.symbolic.discovery.problem import Problem
from kanscope.symbolic.discovery.refit import Rows
from kanscope.symbolic.discovery.rows import row_weights
from kanscope.symbolic.discovery.search import Search
from kanscope.symbolic.discovery.stage import Stage
from kanscope.symbolic.discovery.telling import told
from kanscope.symbolic.discovery.view import Axis, View

MOST_STEPS, PATIENCE, CONTENT = 400, 40, 10
"""Steps in all, and steps without a better law after which nothing better is expected: fewer once it is as
near the rows as the smooth stand-ins are, which know no formula: what is left is noise then.
"""
AS_NEAR = 1.2


def stages(problem: Problem, *, seed: int = 0) -> Iterator[Stage]:
    """Laws for the problem, better and better; ends when one leaves nothing or none got better for long.

    The same problem and seed give the same stages.
    """
    rows = Rows(problem.x, problem.y, row_weights(problem.x, problem.y))
    pool = Pool(problem.symbols, rows, problem.check)
    pool.candidates.append(_mean(pool))
    fit = pool.fit
    varies = [k for k in range(len(problem.names)) if np.ptp(fit.x[:, k]) > 0]
    axes = tuple(Axis(problem.symbols[k], fit.x[:, k]) for k in varies)
    if not axes or np.ptp(fit.y) == 0:
        yield told(pool, 1, "nothing varies: the target's mean")
        return
    search = Search(View(axes, fit.y, fit.weight), pool)
    number, best, idle = 0, np.inf, 0
    while search and number < MOST_STEPS and idle < _patience(search, pool) and not pool.is_exact():
        said = search.step()
        number += 1
        score = pool.score(pool.best())
        idle = 0 if score < best - 1 else idle + 1
        best = min(best, score)
        yield told(pool, number, said)


def _patience(search: Search, pool: Pool) -> int:
    content = pool.best().error <= (AS_NEAR * search.least) ** 2
    return CONTENT if content else PATIENCE


def _mean(pool: Pool) -> Candidate:
    """The law that y is a number."""
    w = pool.fit.weight**2
    value, symbol = float((w * pool.fit.y).sum() / w.sum()), sympy.Symbol("_mean", real=True)
    r = pool.every.weight * (pool.every.y - value)
    return Candidate(
        symbol, {symbol: value}, 1, float(r @ r) / max(1, int((pool.every.weight > 0).sum())), "mean"
    )
