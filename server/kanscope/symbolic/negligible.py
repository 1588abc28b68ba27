"""Leave out what cannot be seen: addends whose absence changes the output by less than a millionth of its
spread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import sympy
from sympy import Expr

from kanscope.symbolic.numeric import Column, values

TOLERANCE = 1e-6
MOST_ROWS = 256
MOST_TRIALS = 64
WORTH_TRYING = 1e-2
"""Addends smaller than this part of their sum are tried."""


def without_negligible(expression: Expr, columns: Mapping[str, Column]) -> Expr:
    """The expression less its negligible addends; all that left together changes no row by more than 1e-6
    of the spread.

    Numbers are only ever dropped, never replaced by nearby ones.
    """
    few = {name: _thinned(column) for name, column in columns.items()}
    truth = values(expression, few)
    spread = float(np.std(truth))
    if not np.isfinite(spread) or spread == 0:
        return expression
    for total, addend in _candidates(expression, few):
        tried = _drop(expression, total, addend)
        change = np.max(np.abs(values(tried, few) - truth))
        if change <= TOLERANCE * spread:
            expression = tried
    return expression


def _thinned(column: Column) -> Column:
    """At most `MOST_ROWS` rows, equally spaced through the table."""
    return column[:: -(-len(column) // MOST_ROWS)] if len(column) > MOST_ROWS else column


def _candidates(expression: Expr, columns: Mapping[str, Column]) -> list[tuple[Expr, Expr]]:
    """(sum, addend) for the smallest addends of all sums, outer sums first.

    The order matters: what an outer sum loses leaves the sums inside it as they were, not the other way.
    """
    small = [one for one in _shares(expression, columns) if one[0] < WORTH_TRYING]
    small.sort(key=lambda one: one[0])
    small = sorted(small[:MOST_TRIALS], key=lambda one: -one[1].count_ops())
    return [(total, addend) for _, total, addend in small]


def _shares(expression: Expr, columns: Mapping[str, Column]) -> Iterator[tuple[float, Expr, Expr]]:
    for total in expression.atoms(sympy.Add):
        whole = float(np.max(np.abs(values(total, columns))))
        for addend in total.args:
            part = float(np.max(np.abs(values(addend, columns))))
            yield (part / whole if whole > 0 else np.inf), total, addend


def _drop(expression: Expr, total: Expr, addend: Expr) -> Expr:
    rest = sympy.Add(*(part for part in total.args if part is not addend))
    return expression.xreplace({total: rest})
