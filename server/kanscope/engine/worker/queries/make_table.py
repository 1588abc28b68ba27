"""Data from a formula somebody typed: `make_table{formula, ranges?, rows?, noise?, seed?}`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.queries.table_reply import table_reply, wrong_table
from kanscope.symbolic.parse import FormulaError, parse
from kanscope.tables.error import TableError
from kanscope.tables.making import make_table as make

RANGE = (-1.0, 1.0)
MOST_ROWS = 1_000_000


def make_table(asked: Asked) -> dict[str, Any]:
    """What `table_reply` says: variables drawn evenly from their ranges (−1 to 1), the target last."""
    text = asked.arguments.get("formula")
    if not isinstance(text, str):
        raise QuestionWrong("formula must be a text.", field="formula")
    target, _, right = text.rpartition("=")
    try:
        formula = parse(right)
    except FormulaError as error:
        error = error.within(text, len(text) - len(right))
        raise QuestionWrong(str(error), field="formula", hint=error.hint or None) from error
    if not formula.variables:
        raise QuestionWrong(
            "The formula has no variable.", field="formula", hint="Such as sin(pi*x1) + x2^2."
        )
    return _made(asked, formula.evaluate, formula.variables, target.strip())


def _made(asked: Asked, evaluate: Any, variables: Sequence[str], target: str) -> dict[str, Any]:
    ranges = {name: _range(asked, name) for name in variables}
    rows, seed = asked.whole("rows", 1000, 1, MOST_ROWS), asked.whole("seed", 0, 0, 2**31 - 1)
    try:
        table = make(ranges, _target(target, variables), evaluate, rows, noise=_noise(asked), seed=seed)
    except TableError as error:
        raise wrong_table(error) from error
    return table_reply(table)


def _target(wanted: str, variables: Sequence[str]) -> str:
    """The name on the left of “=”, else y, else the first free one of y1, y2, …"""
    if wanted in variables:
        raise QuestionWrong(f"“{wanted}” stands on both sides of the formula.", field="formula")
    names = [wanted or "y", *(f"y{k}" for k in range(1, len(variables) + 2))]
    return next(name for name in names if name not in variables)


def _noise(asked: Asked) -> float:
    noise = asked.arguments.get("noise") or 0.0
    if not isinstance(noise, int | float) or not 0 <= noise < math.inf:
        raise QuestionWrong("noise must be a deviation of at least 0, in the target's unit.", field="noise")
    return float(noise)


def _range(asked: Asked, name: str) -> tuple[float, float]:
    given = (asked.arguments.get("ranges") or {}).get(name, RANGE)
    try:
        low, high = (float(end) for end in given)
    except (TypeError, ValueError) as error:
        raise QuestionWrong(f"The range of {name} must be two numbers.", field="ranges") from error
    if not -math.inf < low < high < math.inf:
        raise QuestionWrong(f"The range of {name} must run from a lower to a higher number.", field="ranges")
    return low, high
