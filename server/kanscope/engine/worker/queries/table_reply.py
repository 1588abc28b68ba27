"""A table as the server keeps it and a person first sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kanscope.engine.worker.problem import QuestionWrong
from kanscope.study.records import Column
from kanscope.study.saying import Said
from kanscope.tables.error import TableError
from kanscope.tables.packing import pack, summary_of
from kanscope.tables.table import Table, numbers

MOST_INPUTS = 30
SPAN = 50.0
"""A column of positive numbers is taken as its logarithm where its 95th percentile is so many times its 5th:
values that fill an interval evenly reach 19."""

Roles = Mapping[str, Sequence[str]]


def table_reply(table: Table, roles: Roles | None = None) -> dict[str, Any]:
    """{columns, rows, notices, reading, preview, table: bytes, suggestion: {inputs, targets, logs}}."""
    packed = pack(table)
    summary = summary_of(packed)
    columns = [_column(about) for about in summary["columns"]]
    return {
        "columns": [column.model_dump(mode="json") for column in columns],
        **{part: summary[part] for part in ("rows", "notices", "reading", "preview")},
        "table": packed,
        "suggestion": dict(roles)
        if roles is not None
        else suggested_roles(columns, spread_over_decades(table)),
    }


def suggested_roles(columns: Sequence[Column], logs: frozenset[str]) -> dict[str, list[str]]:
    """The last column of numbers is the target, those before it are inputs; constant ones are left out."""
    usable = [column for column in columns if column.kind == "number" and column.minimum != column.maximum]
    chosen = usable[:-1][:MOST_INPUTS] + usable[-1:]
    return {
        "inputs": [column.name for column in chosen[:-1]],
        "targets": [column.name for column in chosen[-1:]],
        "logs": [column.name for column in chosen if column.name in logs],
    }


def wrong_table(error: TableError) -> QuestionWrong:
    """A table that cannot be read, as a question that was wrong: where, and how to mend it."""
    message = error.message
    if error.line is not None and f"line {error.line}" not in message.lower():
        message = f"Line {error.line}: {message}"
    known = {"word": error.word, "figures": error.figures}
    clauses = (Said.model_validate(known),) if error.word else ()
    return QuestionWrong(message, field="file", hint=error.hint, clauses=clauses)


def _column(about: Mapping[str, Any]) -> Column:
    return Column(
        name=about["name"],
        kind=about["kind"],
        unit=about["unit"],
        missing=about["missing"],
        minimum=about.get("min"),
        maximum=about.get("max"),
        histogram=tuple(about.get("histogram", ())),
    )


def spread_over_decades(table: Table) -> frozenset[str]:
    """Names of the columns that are better looked at in their logarithm."""
    names, matrix = numbers(table)
    return frozenset(name for k, name in enumerate(names) if spreads(matrix[:, k]))


def spreads(values: NDArray[np.float64]) -> bool:
    """Whether a column of positive numbers is better looked at in its logarithm."""
    known = values[np.isfinite(values)]
    if len(known) == 0 or known.min() <= 0:
        return False
    low, high = np.percentile(known, (5, 95))
    return bool(high / low >= SPAN)
