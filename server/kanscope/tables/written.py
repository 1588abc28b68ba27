"""From cells as they were written to a table, telling the person everything that was decided on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kanscope.tables.dialect import (
    Row,
    comment_mark,
    find_delimiter,
    refuse_endless_lines,
    split_rows,
)
from kanscope.tables.encoding import decode
from kanscope.tables.error import TableError
from kanscope.tables.header import Label, distinct_names, find_header, labels_of, split_unit, width_of
from kanscope.tables.kinds import Judged, judge, judge_clock
from kanscope.tables.numerals import find_decimal
from kanscope.tables.table import PREVIEW_ROWS, Column, Reading, Table

_SAMPLE_ROWS = 1000
MOST_COLUMNS = 2000
_MOST_NOTICES = 40
_MOST_RAGGED = 0.1
"""Share of rows that may have another number of values than the rest."""


def read_text(data: bytes, asked: Reading) -> Table:
    """CSV, TSV, or columns parted by semicolons, bars or blanks."""
    text, encoding, notices = decode(data, asked.encoding)
    refuse_endless_lines(text)
    comment = comment_mark(text)
    delimiter = find_delimiter(text, comment) if asked.delimiter is None else asked.delimiter
    rows = split_rows(text, delimiter, comment, asked.skipped or 0)
    if not rows:
        message = "The file has no rows, only blank lines or comments."
        raise TableError(message, hint="Add a header and rows.", word="no_rows")
    return table_of_rows(rows, Reading(encoding, delimiter), asked, notices)


def table_of_rows(rows: list[Row], found: Reading, asked: Reading, notices: Sequence[str] = ()) -> Table:
    """A table of written cells: which row names the columns, what the columns hold.

    `found` says how the cells were come by, and is completed.
    """
    sheet = _lay_out(rows, found.delimiter or "", asked)
    columns, more = _columns(sheet)
    return Table(
        columns=columns,
        rows=len(sheet.body),
        notices=_some([*notices, *sheet.notices, *more]),
        reading=replace(found, decimal=sheet.decimal, skipped=sheet.skipped),
        preview=_preview(sheet),
    )


@dataclass(frozen=True)
class _Sheet:
    """The file cut into cells, no numbers yet. `used` are the places of columns that hold anything."""

    decimal: str
    skipped: int
    labels: Sequence[Label]
    body: Sequence[Row]
    used: Sequence[int]
    headed: bool
    notices: Sequence[str]


def check_asked(asked: Reading) -> None:
    """Raises TableError for a wish that makes no sense."""
    for text in (asked.encoding, asked.delimiter, asked.decimal, asked.sheet):
        if not isinstance(text, str | None):  # a person's wish comes as JSON, and so as anything
            raise TableError(f"{text!r} is no text.", hint="Leave it out to have it detected.")
    if asked.skipped is not None and (isinstance(asked.skipped, bool) or not isinstance(asked.skipped, int)):
        raise TableError(f"{asked.skipped!r} is no number of lines.", hint="Use 0 or more.")
    if asked.delimiter is not None and (len(asked.delimiter) > 1 or asked.delimiter in '"\r\n\0'):
        raise TableError(
            f"{asked.delimiter!r} cannot part values.", hint="Use one of , ; | a tab or a space."
        )
    if asked.decimal not in (None, ".", ","):
        raise TableError(f"{asked.decimal!r} is no decimal mark.", hint="Use a point or a comma.")
    if asked.skipped is not None and asked.skipped < 0:
        raise TableError("The number of skipped lines cannot be negative.", hint="Use 0 or more.")


def _lay_out(rows: list[Row], delimiter: str, asked: Reading) -> _Sheet:
    width = width_of(rows)
    if width > MOST_COLUMNS:
        raise TableError(
            f"The table has {width} columns; {MOST_COLUMNS} is the most.",
            line=rows[0].line,
            hint="Save only the columns that matter.",
        )
    decimal = asked.decimal or _decimal(rows, width, delimiter)
    if asked.skipped is None:
        rows = rows[find_header(rows, width, decimal) :]
    labels, taken = labels_of(rows, width, decimal)
    body, ragged = _evened(rows, rows[taken:], width)
    used = [place for place in range(width) if labels[place].name or any(row.cells[place] for row in body)]
    notices = ragged if taken else ["The file has no header, so the columns were numbered.", *ragged]
    if len(used) < width:
        notices.append(f"{width - len(used)} empty columns without a name were left out.")
    skipped = rows[0].line - 1 if taken or asked.skipped is None else asked.skipped
    return _Sheet(decimal, skipped, labels, body, used, taken > 0, notices)


def _decimal(rows: Sequence[Row], width: int, delimiter: str) -> str:
    sample = [row.cells for row in islice(rows, _SAMPLE_ROWS) if len(row.cells) == width]
    return find_decimal(list(zip(*sample, strict=True)), delimiter)


def _evened(rows: Sequence[Row], body: Sequence[Row], width: int) -> tuple[list[Row], list[str]]:
    """The rows with `width` values each, and notices: short rows are filled up, long ones left out.

    Empty values beyond the width are nothing to tell. Raises TableError where more than `_MOST_RAGGED` of the
    rows are uneven, for then the file was cut at the wrong marks.
    """
    if not body:
        message, hint = "The file has a header but no rows.", "Add rows of values."
        raise TableError(message, line=rows[0].line, hint=hint, word="only_header")
    short = [row for row in body if len(row.cells) < width]
    long = [row for row in body if any(row.cells[width:])]
    uneven = sorted([*short, *long], key=lambda row: row.line)
    if len(uneven) > _MOST_RAGGED * len(body):
        raise _ragged(uneven[0], width)
    notices = []
    if short:
        notices.append(
            f"{_rows(short)} fewer than {width} values; what lacks at the end was taken as missing."
        )
    if long:
        notices.append(
            f"{_rows(long)} more than {width} values and {'was' if len(long) == 1 else 'were'} left out."
        )
    left_out = {row.line for row in long}
    even = [row for row in body if row.line not in left_out]
    for row in even:
        row.cells[width:] = []
        row.cells.extend([""] * (width - len(row.cells)))
    return even, notices


def _rows(uneven: Sequence[Row]) -> str:
    if len(uneven) == 1:
        return f"Line {uneven[0].line} has"
    return f"{len(uneven)} rows, the first on line {uneven[0].line}, have"


def _ragged(row: Row, width: int) -> TableError:
    column = min(len(row.cells), width) + 1
    return TableError(
        f"Line {row.line} has {len(row.cells)} values, but the table has {width} columns.",
        line=row.line,
        column=column,
        word="uneven_line",
        at=row.line,
        values=len(row.cells),
        columns=width,
        hint="Add or remove a delimiter there, or put a value that contains it in quotation marks.",
    )


def _columns(sheet: _Sheet) -> tuple[list[Column], list[str]]:
    lines = [row.line for row in sheet.body]
    cells = [[row.cells[place] for row in sheet.body] for place in sheet.used]
    judged = [judge(column, lines, sheet.decimal) for column in cells]
    merged = _merge_clocks(judged, cells)
    names, units, notices = name_columns([sheet.labels[place] for place in sheet.used], judged)
    columns = [
        Column(name, found.kind, unit, found.values)
        for name, unit, found in zip(names, units, judged, strict=True)
    ]
    notices = notices if sheet.headed else []  # numbered columns were told of already
    notices += [f"“{names[day]}” and “{names[day + 1]}” were joined as one timestamp." for day in merged]
    notices += [
        f"“{name}” {notice}." for name, found in zip(names, judged, strict=True) for notice in found.notices
    ]
    return columns, notices


def _merge_clocks(judged: list[Judged], cells: Sequence[Sequence[str]]) -> list[int]:
    """Give each date the time of day in the column after it; the places of such dates.

    The time's own column stays, so that the hour of the day can be seen and its place in the file is kept.
    """
    merged = []
    for place in range(len(judged) - 1):
        days = judged[place]
        clock = judge_clock(cells[place + 1]) if days.kind == "time" else None
        if clock is not None and all(isinstance(day, str) and "T" not in day for day in days.values if day):
            judged[place] = Judged("time", _join(days, clock), days.notices)
            judged[place + 1] = clock
            merged.append(place)
    return merged


def _join(days: Judged, clock: Judged) -> list[str | None]:
    pairs = zip(days.values, clock.values, strict=True)
    return [f"{day}T{time}" if day and time else None for day, time in pairs]


def name_columns(
    labels: Sequence[Label], judged: Sequence[Judged]
) -> tuple[list[str], list[str | None], list[str]]:
    """Names, units and notices. A unit is cut from a name only if the names stay different without it."""
    bare = [split_unit(label.name) for label in labels]
    written: list[str] = []
    units: list[str | None] = []
    for label, (name, unit), found in zip(labels, bare, judged, strict=True):
        alone = sum(other == name for other, _ in bare) == 1
        cut = unit is not None and label.unit is None and found.kind == "number" and alone
        written.append(name if cut else label.name)
        units.append(unit if cut else label.unit)
    names, notices = distinct_names(written)
    return names, units, notices


def _some(notices: list[str]) -> list[str]:
    rest = len(notices) - _MOST_NOTICES
    return notices if rest <= 0 else [*notices[:_MOST_NOTICES], f"And {rest} more like these."]


def _preview(sheet: _Sheet) -> list[list[str]]:
    return [[row.cells[place] for place in sheet.used] for row in sheet.body[:PREVIEW_ROWS]]
