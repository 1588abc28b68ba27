"""A table as the server keeps it and a person first sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kanscope.engine.problem import QuestionWrong
from kanscope.study.records import Column
from kanscope.tables.error import TableError
from kanscope.tables.packing import pack, summary_of
from kanscope.tables.table import Table

MOST_INPUTS = 30
DECADES = 1000.0
"""A column of positive numbers that spans this factor is taken as its logarithm."""

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
        "suggestion": dict(roles) if roles is not None else suggested_roles(columns),
    }


def suggested_roles(columns: Sequence[Column]) -> dict[str, list[str]]:
    """The last column of numbers is the target, those before it are inputs; constant ones are left out."""
    usable = [column for column in columns if column.kind == "number" and column.minimum != column.maximum]
    chosen = usable[:-1][:MOST_INPUTS] + usable[-1:]
    return {
        "inputs": [column.name for column in chosen[:-1]],
        "targets": [column.name for column in chosen[-1:]],
        "logs": [column.name for column in chosen if _spans_decades(column)],
    }


def wrong_table(error: TableError) -> QuestionWrong:
    """A table that cannot be read, as a question that was wrong: where, and how to mend it."""
    message = error.message
    if error.line is not None and f"line {error.line}" not in message.lower():
        message = f"Line {error.line}: {message}"
    return QuestionWrong(message, field="file", hint=error.hint)


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


def _spans_decades(column: Column) -> bool:
    if column.minimum is None or column.maximum is None or column.minimum <= 0:
        return False
    return column.maximum / column.minimum >= DECADES
