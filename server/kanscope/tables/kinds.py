"""From a column's cells to values: numbers, times or words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from kanscope.tables.missing import absent_number, absent_text, sentinel
from kanscope.tables.numerals import parse_numbers
from kanscope.tables.table import Kind, Numbers, Words
from kanscope.tables.times import ambiguous, parse_clock, parse_dates

_MOSTLY = 0.9
"""Share of a column's values that must be numbers for the rest to count as missing."""

_EXACT = 2.0**53
_HUGE = 1e150
_OTHER = {".": ",", ",": "."}


@dataclass(frozen=True, eq=False)
class Judged:
    """What a column turned out to be, and what a person should know about it (each begins with a verb)."""

    kind: Kind
    values: Numbers | Words
    notices: list[str] = field(default_factory=list)


def judge(cells: Sequence[str], lines: Sequence[int], decimal: str) -> Judged:
    """Find the kind of a column. `lines` are the lines of the file its cells stand on, for notices."""
    absent = absent_text(cells)
    present = [cell for cell, gone in zip(cells, absent, strict=True) if not gone]
    if not present:
        return Judged("text", [None] * len(cells), ["is empty"])
    dates = parse_dates(present)
    if dates is not None:
        notices = ["was read as day/month/year"] if ambiguous(present) else []
        return Judged("time", _spread(dates, absent), notices)
    return _number(cells, lines, decimal) or Judged("text", _spread(present, absent), _nearly(cells, decimal))


def judge_numbers(values: Numbers) -> Judged:
    """A column that holds numbers already, NaN for missing."""
    return Judged("number", *_without_impossible(values, []))


def judge_clock(cells: Sequence[str]) -> Judged | None:
    """The column as times of day, if that is what it holds beside a date."""
    absent = absent_text(cells)
    times = parse_clock([cell for cell, gone in zip(cells, absent, strict=True) if not gone])
    return None if times is None else Judged("time", _spread(times, absent))


def _spread(values: Sequence[str], absent: Sequence[bool]) -> Words:
    rest = iter(values)
    return [None if gone else next(rest) for gone in absent]


def _number(cells: Sequence[str], lines: Sequence[int], decimal: str) -> Judged | None:
    absent = np.array(absent_number(cells), dtype=bool)
    if absent.all():
        return None
    values, notices = parse_numbers(cells, decimal), []
    if _share(values, absent) < 1 and _share(other := parse_numbers(cells, _OTHER[decimal]), absent) == 1:
        values, notices = (
            other,
            [f"uses “{_OTHER[decimal]}” as its decimal mark, unlike the rest of the file"],
        )
    if _share(values, absent) < _MOSTLY:
        return None
    values[absent] = np.nan
    strangers = np.flatnonzero(np.isnan(values) & ~absent)
    if strangers.size:
        first = int(strangers[0])
        notices.append(f"has {_count(strangers.size)}, like “{_short(cells[first])}” on line {lines[first]}")
    return Judged("number", *_without_impossible(values, notices))


def _share(values: Numbers, absent: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    """How many of the cells that hold something hold a number."""
    return float(np.mean(~np.isnan(values[~absent])))


def _without_impossible(values: Numbers, notices: list[str]) -> tuple[Numbers, list[str]]:
    """Infinities and sentinels made missing; numbers that will lose digits or overflow told of."""
    endless = np.isinf(values)
    values = np.where(endless, np.nan, values)
    if endless.any():
        notices.append(f"has {int(endless.sum())} infinite or too large, counted as missing")
    code = sentinel(values)
    if code is not None:
        count = int(np.sum(values == code))
        values = np.where(values == code, np.nan, values)
        notices.append(f"has {code:g} in {count} rows, taken to mean missing")
    return values, notices + _warnings(values)


def _warnings(values: Numbers) -> list[str]:
    sizes = np.abs(values[~np.isnan(values)])
    if not sizes.size:
        return ["has no usable value"]
    if sizes.max() > _HUGE:
        return ["has numbers so large that their squares overflow"]
    if sizes.max() >= _EXACT and bool(np.all(sizes == np.floor(sizes))):
        return ["has whole numbers from 2⁵³ on, whose last digits are lost"]
    return ["is the same in every row"] if sizes.size > 1 and np.ptp(values[~np.isnan(values)]) == 0 else []


def _nearly(cells: Sequence[str], decimal: str) -> list[str]:
    """For words: how to make the column numbers if half of it is."""
    absent = np.array(absent_number(cells), dtype=bool)
    values = parse_numbers(cells, decimal)
    if absent.all() or _share(values, absent) < 0.5:
        return []
    stranger = cells[int(np.flatnonzero(np.isnan(values) & ~absent)[0])]
    return [f"was kept as text because of values like “{_short(stranger)}”; clear those to use it as numbers"]


def _count(size: int) -> str:
    return "1 value that is not a number" if size == 1 else f"{size} values that are not numbers"


def _short(cell: str) -> str:
    return cell if len(cell) <= 30 else cell[:29] + "…"
