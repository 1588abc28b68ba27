"""A file somebody opened: `read_table{filename, reading?}` on the bytes of a `file`."""

from __future__ import annotations

from typing import Any

from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.queries.table_reply import table_reply, wrong_table
from kanscope.tables.error import TableError
from kanscope.tables.reading import read_table as read
from kanscope.tables.table import Reading


def read_table(asked: Asked) -> dict[str, Any]:
    """What `table_reply` says. `reading` overrides what would be detected, field by field."""
    _, data = asked.blob("file")
    try:
        return table_reply(read(data, str(asked.arguments.get("filename") or ""), _reading(asked)))
    except TableError as error:
        raise wrong_table(error) from error


def _reading(asked: Asked) -> Reading | None:
    given = asked.arguments.get("reading")
    if given is None:
        return None
    try:
        return Reading(**given)
    except TypeError as error:
        fields = "encoding, delimiter, decimal, skipped"
        raise QuestionWrong(f"reading may hold {fields}.", field="reading") from error
