"""Which row names the columns, what their units are, and names that are safe to use."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kanscope.tables.dialect import Row
from kanscope.tables.missing import absent_number
from kanscope.tables.numerals import parse_numbers

_UNIT_IN_NAME = re.compile(r"(?P<name>.*\S)(\s+\((?P<round>[^()]+)\)|\s*\[(?P<square>[^\[\]]+)\])")
_LONGEST_NAME = 100
_LONGEST_UNIT = 20
_SAMPLE_ROWS = 200
_MOST_TITLES = 50


@dataclass(frozen=True)
class Label:
    """A column's name as written, and its unit if one is given in a row of units."""

    name: str
    unit: str | None = None


def width_of(rows: Sequence[Row]) -> int:
    """How many values a row has: the most frequent count, the larger of two as frequent."""
    counts = Counter(len(row.cells) for row in rows[:_SAMPLE_ROWS])
    return max(counts, key=lambda width: (counts[width], width))


def find_header(rows: Sequence[Row], width: int, decimal: str) -> int:
    """Index of the row that names the columns, or of the first row of numbers where none does.

    What stands above it (a title, a station's name) is narrower, or holds no number and is followed by
    something narrower.
    """
    filled = _filled(rows, width)
    found, narrow = None, False
    for place, row in enumerate(rows[:_MOST_TITLES]):
        wide = len(row.cells) >= filled or _names_rows_implicitly(rows, place, width, decimal)
        if wide and (found is None or (narrow and not _any_number(row.cells, decimal))):
            found, narrow = place, False
        if found is not None and _any_number(row.cells, decimal):
            break
        narrow = narrow or not wide
    return found or 0


def _filled(rows: Sequence[Row], width: int) -> int:
    """How many of `width` columns hold anything: exports often end every row with a delimiter too many."""
    sample = [row.cells for row in rows[:_SAMPLE_ROWS] if len(row.cells) == width]
    return max((place + 1 for place in range(width) if any(cells[place] for cells in sample)), default=width)


def _names_rows_implicitly(rows: Sequence[Row], place: int, width: int, decimal: str) -> bool:
    """R writes a header one name short: the rows' own names have none."""
    if width < 3 or len(rows[place].cells) != width - 1 or place + 1 == len(rows):
        return False
    following = rows[place + 1].cells
    return len(following) == width and bool(following[-1]) and _any_number(following, decimal)


def labels_of(rows: Sequence[Row], width: int, decimal: str) -> tuple[list[Label], int]:
    """The columns' labels and how many of `rows` they took: 0 (no header), 1, or 2 with a row of units."""
    head = rows[0].cells
    if _all_numbers(head, decimal):
        return [Label("") for _ in range(width)], 0
    if len(head) == width - 1 and _names_rows_implicitly(rows, 0, width, decimal):
        head = ["row", *head]
    names = (head + [""] * width)[:width]
    units = _units(rows[1:], width, decimal)
    if units is None:
        return [Label(name) for name in names], 1
    return [Label(name, unit) for name, unit in zip(names, units, strict=True)], 2


def _units(rows: Sequence[Row], width: int, decimal: str) -> list[str | None] | None:
    """The units in the first of `rows`, if that is what it holds.

    It does when every column that is all numbers below it has a short word there, or nothing.
    """
    if len(rows) < 2 or len(rows[0].cells) != width:
        return None
    below = rows[1 : 1 + _SAMPLE_ROWS]
    found: list[str | None] = []
    for place, cell in enumerate(rows[0].cells):
        numeric = _mostly_numbers([row.cells[place] for row in below if len(row.cells) == width], decimal)
        if numeric and not _may_be_unit(cell, decimal):
            return None
        found.append(_bare(cell) if numeric and not absent_number([cell])[0] else None)
    return found if any(found) else None


def _may_be_unit(cell: str, decimal: str) -> bool:
    return len(cell) <= _LONGEST_UNIT and not _any_number([cell], decimal)


def _bare(unit: str) -> str:
    return unit[1:-1].strip() if unit[:1] + unit[-1:] in ("()", "[]") else unit


def _mostly_numbers(cells: Sequence[str], decimal: str) -> bool:
    present = [cell for cell, absent in zip(cells, absent_number(cells), strict=True) if not absent]
    if not present:
        return False
    return bool(np.mean(~np.isnan(parse_numbers(present, decimal))) >= 0.9)


def _any_number(cells: Sequence[str], decimal: str) -> bool:
    return not bool(np.isnan(parse_numbers(cells, decimal)).all())


def _all_numbers(cells: Sequence[str], decimal: str) -> bool:
    present = [cell for cell in cells if cell]
    return bool(present) and not bool(np.isnan(parse_numbers(present, decimal)).any())


def split_unit(name: str) -> tuple[str, str | None]:
    """`Pressure (hPa)` or `T[K]` as name and unit; a name without one as it is."""
    match = _UNIT_IN_NAME.fullmatch(name)
    if match is None:
        return name, None
    return match["name"].strip(), (match["round"] or match["square"]).strip()


def distinct_names(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Names fit to be keys – none empty, twice there, or special to a programming language – and notices."""
    taken: set[str] = set()
    result, notices = [], []
    for place, written in enumerate(names, start=1):
        clean = _clean(written)
        name = _free(clean or f"column {place}", taken)
        if name != written:
            notices.append(f"Column {place} is called “{name}” here: {_reason(written, clean)}.")
        taken.add(name)
        result.append(name)
    return result, notices


def _clean(name: str) -> str:
    printable = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in name)
    flat = " ".join(unicodedata.normalize("NFC", printable).split())[:_LONGEST_NAME]
    return flat.strip("_ ") if flat.startswith("__") else flat


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    count = 2
    while f"{name} ({count})" in taken:
        count += 1
    return f"{name} ({count})"


def _reason(written: str, clean: str) -> str:
    if not clean:
        return "it has no name in the file"
    return "the file has this name more than once" if written == clean else "its name had to be simplified"
