"""Columns that come with their kind: from files that keep numbers as numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from kanscope.tables.error import TableError
from kanscope.tables.header import Label
from kanscope.tables.kinds import Judged, judge, judge_numbers
from kanscope.tables.making import preview_of
from kanscope.tables.table import Column, Reading, Table
from kanscope.tables.written import MOST_COLUMNS, name_columns

MOST_CELLS = 60_000_000
MOST_TEXT = 512 * 2**20
"""Bytes of text that a table may hold, written out: a file may say the same word a million times in one."""


def table_of_frame(frame: pl.DataFrame) -> Table:
    """A table of a frame's columns of numbers, text and times; columns of anything else are left out."""
    if frame.height == 0 or frame.width == 0:
        raise TableError("The table has no rows.", hint="Choose a file with rows of values.", word="no_rows")
    if frame.width > MOST_COLUMNS:
        raise TableError(f"The table has {frame.width} columns; {MOST_COLUMNS} is the most.")
    judged = [(name, _judged(frame[name])) for name in frame.columns]
    usable = [(name, found) for name, found in judged if found is not None]
    left = [
        f"“{name}” holds neither numbers, text nor times, and was left out."
        for name, f in judged
        if f is None
    ]
    names, units, notices = name_columns([Label(name) for name, _ in usable], [found for _, found in usable])
    columns = [
        Column(name, found.kind, unit, found.values)
        for name, unit, (_, found) in zip(names, units, usable, strict=True)
    ]
    said = [f"“{name}” {notice}." for name, (_, f) in zip(names, usable, strict=True) for notice in f.notices]
    preview = preview_of(columns, frame.height)
    return Table(columns, frame.height, [*left, *notices, *said], Reading(), preview)


def _judged(column: pl.Series) -> Judged | None:
    kind = column.dtype
    if kind.is_numeric() or kind == pl.Boolean:
        return judge_numbers(_floats(column))
    if kind == pl.Datetime:
        return Judged("time", column.dt.strftime("%Y-%m-%dT%H:%M:%S").to_list())
    if kind in (pl.Date, pl.Time):
        return Judged("time", column.dt.to_string("iso").to_list())
    if kind in (pl.String, pl.Categorical, pl.Enum):
        _check_text(column)
        cells = [value or "" for value in column.cast(pl.String).to_list()]
        return judge(cells, range(1, len(cells) + 1), ".")
    return None


def _check_text(column: pl.Series) -> None:
    size = int(column.cast(pl.String).str.len_bytes().sum())
    if size > MOST_TEXT:
        mib, most = size // 2**20, MOST_TEXT // 2**20
        raise TableError(
            f"“{column.name}” holds {mib} MiB of text, written out; {most} MiB is the most.",
            hint="Leave that column out.",
        )


def _floats(column: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(column.cast(pl.Float64).to_numpy(), dtype=np.float64)


def check_size(rows: int, columns: int) -> None:
    """Raises TableError for more cells than are held in memory at once."""
    if rows * columns > MOST_CELLS:
        raise TableError(
            f"The table has {rows} rows of {columns} columns, which is more than can be opened at once.",
            hint="Save fewer rows, or only the columns that matter.",
        )


def frame_of(columns: Sequence[tuple[str, np.ndarray[tuple[int], np.dtype[np.generic]]]]) -> pl.DataFrame:
    """A frame of named arrays of equal length."""
    return pl.DataFrame({name: pl.Series(name, values) for name, values in columns})
