"""Spreadsheets: one sheet of an xlsx, xls or ods workbook as rows of written cells."""

from __future__ import annotations

from collections import Counter

import fastexcel

from kanscope.tables.dialect import Row
from kanscope.tables.error import TableError
from kanscope.tables.table import Reading, Table
from kanscope.tables.written import table_of_rows

_SAMPLE_ROWS = 200
_MIDNIGHT = " 00:00:00"
_DAMAGED = "The workbook cannot be read: it is damaged, locked with a password, or of an unknown kind."


def read_workbook(data: bytes, asked: Reading) -> Table:
    """The sheet asked for, or the first one that holds anything. Raises TableError.

    Every cell keeps its place, so that titles, a row of units and gaps are found as in a text table.
    """
    try:
        book = fastexcel.read_excel(data)
        names = list(book.sheet_names)
        name = _chosen(names, asked.sheet)
        rows = _rows(book, name)
        while not rows and asked.sheet is None and name != names[-1]:
            name = names[names.index(name) + 1]
            rows = _rows(book, name)
    except (fastexcel.FastExcelError, ValueError) as error:
        raise TableError(_DAMAGED, hint="Save the sheet as CSV.") from error
    rows = [row for row in rows if row.line > (asked.skipped or 0)]
    if not rows:
        raise TableError(f"The sheet “{name}” is empty.", hint=_others(names, name))
    notices = [] if len(names) == 1 else [f"The sheet “{name}” was read; {_others(names, name)}"]
    return table_of_rows(rows, Reading(sheet=name, sheets=tuple(names)), asked, notices)


def _chosen(names: list[str], asked: str | None) -> str:
    if asked is None:
        return names[0]
    if asked not in names:
        raise TableError(f"The workbook has no sheet “{asked}”.", hint=f"Its sheets: {', '.join(names)}.")
    return asked


def _others(names: list[str], name: str) -> str:
    rest = [f"“{other}”" for other in names if other != name]
    return f"the others are {', '.join(rest)}." if rest else "Choose a workbook with a table in it."


def _rows(book: fastexcel.ExcelReader, name: str) -> list[Row]:
    """Rows that are not blank, numbered as the spreadsheet numbers them."""
    words = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
    values = book.load_sheet(name, header_row=None, dtypes="float").to_polars()
    columns = [
        [_written(word, value) for word, value in zip(words[column], values[column], strict=True)]
        for column in words.columns
    ]
    rows = [Row(line, list(cells)) for line, cells in enumerate(zip(*columns, strict=True), start=1)]
    return _with_narrow_titles([row for row in rows if not row.blank])


def _with_narrow_titles(rows: list[Row]) -> list[Row]:
    """A sheet is a rectangle, so a title would look as wide as the table below it: the rows above the first
    one of the usual width lose the empty cells at their end."""
    reach = [max(place for place, cell in enumerate(row.cells, start=1) if cell) for row in rows]
    if not rows:
        return rows
    usual = Counter(reach[:_SAMPLE_ROWS]).most_common(1)[0][0]
    top = next(place for place, width in enumerate(reach) if width >= usual)
    titles = [Row(row.line, row.cells[:width]) for row, width in zip(rows[:top], reach[:top], strict=True)]
    return [*titles, *rows[top:]]


def _written(word: str | None, value: float | None) -> str:
    """A cell as text. The reader rounds numbers it writes as text, so they are written here from `value`."""
    if word is None:
        return ""
    text = word.strip().removesuffix(_MIDNIGHT)
    if value is None or not _is_number(text):
        return text
    return repr(value).removesuffix(".0")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
