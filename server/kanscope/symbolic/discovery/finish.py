"""The last step: exact constants, and the shortest way to write the same."""

from __future__ import annotations

from dataclasses import replace

import sympy
from sympy import Expr

from kanscope.symbolic.discovery.complexity import complexity
from kanscope.symbolic.discovery.pool import Candidate, Pool
from kanscope.symbolic.discovery.snap import snapped
from kanscope.symbolic.discovery.stage import Stage
from kanscope.symbolic.discovery.telling import told

SNAPPED = 4
LONGEST = 60
"""Formulas with more operations are not rewritten."""


def finish(stage: Stage) -> Stage:
    """The stage with the constants of its best laws snapped and their formulas tidied."""
    pool = stage.pool
    likely = [pool.best(), *sorted(pool.candidates, key=pool.score)[:SNAPPED]]
    for candidate in likely:
        after = _tidied(snapped(pool, candidate))
        if _as_good(pool, after, candidate):
            pool.candidates = [after if one is candidate else one for one in pool.candidates]
    return told(pool, stage.number, "constants snapped, formula tidied")


def _as_good(pool: Pool, after: Candidate, before: Candidate) -> bool:
    return pool.score(after) <= pool.score(before) + 10.0


def _tidied(candidate: Candidate) -> Candidate:
    """The shortest of some ways to write it."""
    if candidate.complexity > LONGEST:
        return candidate
    ways = [candidate.expression, *_rewritten(candidate.expression)]
    best = min(ways, key=lambda way: (complexity(way), sympy.count_ops(way)))
    return replace(candidate, expression=best, complexity=complexity(best))


def _rewritten(expression: Expr) -> list[Expr]:
    ways = [sympy.powsimp(expression), sympy.factor_terms(expression)]
    ways.append(sympy.together(ways[-1]))
    return [way for way in ways if way.free_symbols == expression.free_symbols]
