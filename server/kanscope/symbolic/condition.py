"""Conditions on rows, worked out: which rows they hold for."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kanscope.language.condition import Comparison, Condition, Every, Not, Side, Some, Words
from kanscope.language.tree import Variable, variables
from kanscope.symbolic.parse import Formula

Numbers = Mapping[str, NDArray[np.float64]]
Texts = Mapping[str, Sequence[str | None]]
Rows: TypeAlias = NDArray[np.bool_]

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


def holds(condition: Condition, numbers: Numbers, texts: Texts, rows: int) -> Rows:
    """For which of the rows it holds. A comparison with a missing value never does. KeyError: no column."""
    match condition:
        case Comparison():
            return _compared(condition, numbers, texts, rows)
        case Not():
            return ~holds(condition.part, numbers, texts, rows)
        case Every() | Some():
            join = np.logical_and if isinstance(condition, Every) else np.logical_or
            parts = (holds(part, numbers, texts, rows) for part in condition.parts)
            return np.asarray(reduce(join, parts), dtype=bool)


def _compared(one: Comparison, numbers: Numbers, texts: Texts, rows: int) -> Rows:
    values = [_side(side, numbers, texts, rows) for side in (one.left, one.right)]
    known = np.logical_and(*(_known(value) for value in values))
    left, right = (np.where(known, value, value.dtype.type(0)) for value in values)
    if left.dtype.kind != right.dtype.kind:
        return np.zeros(rows, dtype=bool)
    return np.asarray(known & _COMPARE[one.sign](left, right), dtype=bool)


def _side(side: Side, numbers: Numbers, texts: Texts, rows: int) -> NDArray[Any]:
    if isinstance(side, Words):
        return np.full(rows, side.text)
    if isinstance(side, Variable) and side.name in texts:
        return np.array(["" if word is None else word for word in texts[side.name]], dtype=np.str_)
    names = variables(side)
    value = Formula(names, side).evaluate({name: numbers[name] for name in names})
    return np.array(np.broadcast_to(value, (rows,)), dtype=np.float64)


def _known(value: NDArray[Any]) -> Rows:
    return np.asarray(np.isfinite(value) if value.dtype.kind == "f" else value != "", dtype=bool)
