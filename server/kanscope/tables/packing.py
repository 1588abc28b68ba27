"""A table as bytes, and back: equal tables give equal bytes, so a store that names by content keeps one.

Layout: a safetensors file. Its header's field `table` is the summary as JSON; tensor `numbers` is the float64
matrix (rows, number columns) with NaN for missing; tensor `words` is JSON text, a list for each other column.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from kanscope.tables.error import TableError
from kanscope.tables.summary import summarise
from kanscope.tables.table import Column, Reading, Table, numbers


def pack(table: Table) -> bytes:
    """The table as bytes."""
    _, matrix = numbers(table)
    words = [list(column.values) for column in table.columns if column.kind != "number"]
    tensors: dict[str, np.ndarray[Any, Any]] = {
        "numbers": np.ascontiguousarray(matrix),
        "words": np.frombuffer(_json(words).encode(), dtype=np.uint8),
    }
    return save(tensors, metadata={"table": _json(summarise(table))})


def unpack(data: bytes) -> Table:
    """The inverse of `pack`. Raises TableError for bytes that are none of its making."""
    try:
        tensors, head = load(data), summary_of(data)
        matrix, words = tensors["numbers"], iter(json.loads(tensors["words"].tobytes()))
        columns = _columns(head, matrix, words)
        return Table(columns, head["rows"], head["notices"], _reading(head["reading"]), head["preview"])
    except (SafetensorError, KeyError, ValueError, TypeError, StopIteration) as error:
        raise TableError(f"These bytes are no packed table: {error}") from error


def _reading(kept: dict[str, Any]) -> Reading:
    return Reading(**kept | {"sheets": tuple(kept.get("sheets", ()))})


def summary_of(data: bytes) -> dict[str, Any]:
    """Only the summary in the header of a packed table."""
    size = int.from_bytes(data[:8], "little")
    head: dict[str, Any] = json.loads(json.loads(data[8 : 8 + size])["__metadata__"]["table"])
    return head


def _columns(head: dict[str, Any], matrix: np.ndarray[Any, Any], words: Any) -> list[Column]:
    columns, place = [], 0
    for about in head["columns"]:
        if about["kind"] == "number":
            values, place = matrix[:, place], place + 1
        else:
            values = next(words)
        columns.append(Column(about["name"], about["kind"], about["unit"], values))
    return columns


def _json(value: Any) -> str:
    return json.dumps(value, allow_nan=False, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
