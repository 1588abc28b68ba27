"""A formula written shorter where SymPy finds how in the time it is given; the plain form is never lost."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping

import numpy as np
import sympy
from sympy import Expr

from kanscope.symbolic.numeric import Column, Evaluator
from kanscope.symbolic.tidy.deadline import within
from kanscope.symbolic.tidy.memory import at_most

SECONDS = 0.25
"""For all attempts together, of the process's own time."""
ROOM = 512 * 2**20
"""Bytes an attempt may take beside what the process has."""
LONGEST = 80
"""Parts of an expression beyond which nothing is tried."""
SAME = 1e-9
"""A shorter form may differ by this much of the largest value: what another order rounds otherwise."""

log = logging.getLogger(__name__)

Way = Callable[[Expr], Expr]
WAYS: tuple[Way, ...] = (sympy.factor_terms, sympy.powsimp, sympy.trigsimp, sympy.simplify)


def simplified(
    expression: Expr, columns: Mapping[str, Column], seconds: float = SECONDS, ways: tuple[Way, ...] = WAYS
) -> Expr:
    """The shortest form found within `seconds` that has the same values on the rows of `columns`.

    Decimals are letters meanwhile, so that nothing is made of their digits.
    """
    if length(expression) > LONGEST:
        return expression
    letters = {size: sympy.Dummy(positive=True) for size in map(abs, expression.atoms(sympy.Float))}
    written = {f: letters[abs(f)] * (-1 if f < 0 else 1) for f in expression.atoms(sympy.Float)}
    numbers = {letter: size for size, letter in letters.items()}
    bare, shortest, value = expression.xreplace(written), expression, Evaluator(columns)
    until = time.process_time() + seconds
    for way in ways:
        found = _found(way, bare, until - time.process_time())
        if found is not None:
            tried = found.xreplace(numbers)
            if length(tried) < length(shortest) and _alike(value(tried), value(expression)):
                shortest = tried
    return shortest


def length(expression: Expr) -> int:
    """Parts of an expression, itself included."""
    return sum(1 for _ in sympy.preorder_traversal(expression))


def _found(way: Way, bare: Expr, seconds: float) -> Expr | None:
    """What a way makes of it; None where it takes too long or too much memory, or SymPy gives up."""
    if seconds <= 0:
        return None
    try:
        with at_most(ROOM):
            return within(seconds, lambda: way(bare))
    except MemoryError:
        log.warning(
            "Simplifying was given up: it wanted more than %d MiB. The plain form stands.", ROOM >> 20
        )
        return None
    except (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError, RecursionError):
        return None  # SymPy's own gaps: there is a form already


def _alike(tried: Column, truth: Column) -> bool:
    """The same where the truth is a number."""
    known = np.isfinite(truth)
    if not known.any():
        return False
    largest = float(np.max(np.abs(truth[known])))
    return bool(np.max(np.abs(tried[known] - truth[known])) <= SAME * largest)
