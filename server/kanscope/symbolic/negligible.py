"""Leave out what cannot be seen: addends whose absence changes the output by less than a millionth of its
spread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import sympy
from sympy import Expr

from kanscope.symbolic.numeric import Column, Evaluator

TOLERANCE = 1e-6
MOST_ROWS = 256
MOST_TRIALS = 64
MOST_WORK = 40_000
"""Trials times parts of the expression: a long formula is tidied less, so that it is not waited for."""
WORTH_TRYING = 1e-2
"""Addends smaller than this part of their sum are tried."""


def without_negligible(expression: Expr, columns: Mapping[str, Column]) -> Expr:
    """The expression less its negligible addends; all that left together changes no row by more than 1e-6
    of the spread.

    Numbers are only ever dropped, never replaced by nearby ones.
    """
    value = Evaluator({name: _thinned(column) for name, column in columns.items()})
    truth = value(expression)
    spread = float(np.std(truth))
    if not np.isfinite(spread) or spread == 0:
        return expression
    for total, addend in _candidates(expression, value):
        tried = _drop(expression, total, addend)
        change = np.max(np.abs(value(tried) - truth))
        if change <= TOLERANCE * spread:
            expression = tried
    return expression


def _thinned(column: Column) -> Column:
    """At most `MOST_ROWS` rows, equally spaced through the table."""
    return column[:: -(-len(column) // MOST_ROWS)] if len(column) > MOST_ROWS else column


def _candidates(expression: Expr, value: Evaluator) -> list[tuple[Expr, Expr]]:
    """(sum, addend) for the smallest addends of all sums, outer sums first.

    The order matters: what an outer sum loses leaves the sums inside it as they were, not the other way.
    """
    nodes = list(sympy.preorder_traversal(expression))
    place = {node: k for k, node in reversed(list(enumerate(nodes))) if node.is_Add}
    found = ((share, place[total], addend) for total in place for share, addend in _small(total, value))
    small = sorted(found, key=lambda one: one[0])
    kept = small[: min(MOST_TRIALS, MOST_WORK // len(nodes))]
    return [(nodes[k], addend) for _, k, addend in sorted(kept, key=lambda one: one[1])]


def _small(total: Expr, value: Evaluator) -> Iterator[tuple[float, Expr]]:
    """(share of the sum, addend) for the addends of a sum that are worth trying."""
    whole = float(np.max(np.abs(value(total))))
    for addend in total.args:
        part = float(np.max(np.abs(value(addend))))
        if part < WORTH_TRYING * whole:
            yield part / whole, addend


def _drop(expression: Expr, total: Expr, addend: Expr) -> Expr:
    rest = sympy.Add(*(part for part in total.args if part is not addend))
    return expression.xreplace({total: rest})
