"""Outputs for rows somebody types: `predict{rows: [{column: value}]}`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.derived import derived_values
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.undefined import undefined
from kanscope.study.columns import typed_names
from kanscope.study.records import Data

MOST = 100_000


def predict(asked: Asked) -> dict[str, Any]:
    """{values: [{target: number or null}], notice}: null where an input is missing or no finite number comes
    out; `notice` says on how many rows which, None if all is well.
    """
    rows = asked.arguments.get("rows")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or len(rows) > MOST:
        raise QuestionWrong(f"rows must be a list of at most {MOST} objects {{column: value}}.", field="rows")
    session = asked.session()
    data = session.context.data
    rows = _with_derived(rows, data, asked.columns())
    inner = [[_input(row, name, name in data.logs) for name in data.inputs] for row in rows]
    if not inner:
        return {"values": [], "notice": None}
    x = session.scaling.inputs.inside(torch.tensor(inner, dtype=torch.float64))
    values = [_output(session, row) for row in _outputs(session, x)]
    return {"values": values, "notice": _notice(session, x)}


def _with_derived(rows: list[Any], data: Data, columns: Sequence[str]) -> list[Any]:
    """The rows with what can be worked out from them; what a row says itself stands."""
    missing = [one for one in data.derived if not any(one.name in row for row in rows)]
    if not missing or not rows:
        return rows
    typed = typed_names([*columns, *(one.name for one in data.derived)])
    numbers = {name: np.array([_input(row, name, log=False) for row in rows]) for name in typed.values()}
    for one in missing:
        numbers[one.name] = derived_values(one, numbers, typed)
    return [row | {one.name: float(numbers[one.name][k]) for one in missing} for k, row in enumerate(rows)]


def _notice(session: Session, x: Tensor) -> str | None:
    whole = torch.isfinite(x).all(1)
    said = []
    if not bool(whole.all()):
        said.append(f"an input is missing or has no logarithm in {int((~whole).sum())} of {len(x)} rows")
    if bool(whole.any()):
        said.append(undefined(session, session.network, x[whole], "rows that have all inputs") or "")
    sentence = "; ".join(filter(None, said))
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else None


def _outputs(session: Session, x: Tensor) -> list[list[float]]:
    y = session.scaling.targets.outside(session.network(torch.nan_to_num(x)))
    y[~torch.isfinite(x).all(1)] = torch.nan
    values: list[list[float]] = y.tolist()
    return values


def _input(row: Mapping[str, Any], name: str, log: bool) -> float:
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return math.nan
    if not log:
        return float(value)
    return math.log(value) if value > 0 else math.nan


def _output(session: Session, row: list[float]) -> dict[str, float | None]:
    data = session.context.data
    named = zip(data.targets, row, strict=True)
    return {name: _outside(value, name in data.logs) for name, value in named}


def _outside(value: float, log: bool) -> float | None:
    try:
        value = math.exp(value) if log else value
    except OverflowError:
        return None
    return value if math.isfinite(value) else None
