"""What a table is once it is read: named columns of one kind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Kind = Literal["number", "text", "time"]
Numbers: TypeAlias = NDArray[np.float64]
Words: TypeAlias = Sequence[str | None]

PREVIEW_ROWS = 50


@dataclass(frozen=True)
class Reading:
    """How the bytes were read. Given by a person, a field that is None is detected.

    `skipped` counts the lines before the header; an empty `delimiter` means one column, a space any run of
    blanks. `sheet` is the one that was read of a workbook's `sheets`.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    skipped: int | None = None
    sheet: str | None = None
    sheets: Sequence[str] = ()


@dataclass(frozen=True, eq=False)
class Column:
    """One column. `values` are float64 with NaN for missing (number), text, or ISO 8601 local time; in the
    latter two a missing value is None."""

    name: str
    kind: Kind
    unit: str | None
    values: Numbers | Words


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of `rows` values each; `preview` holds the first rows as they stand in the file."""

    columns: Sequence[Column]
    rows: int
    notices: Sequence[str]
    reading: Reading
    preview: Sequence[Sequence[str]]


def numbers(table: Table) -> tuple[list[str], Numbers]:
    """Names of the number columns, and their values as a matrix (rows, names) with NaN for missing."""
    chosen = [column for column in table.columns if column.kind == "number"]
    matrix = np.empty((table.rows, len(chosen)), dtype=np.float64)
    for place, column in enumerate(chosen):
        matrix[:, place] = np.asarray(column.values, dtype=np.float64)
    return [column.name for column in chosen], matrix
