"""Dates and times of day as people write them, read as ISO 8601 local time."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.h][0-5]\d([:.][0-5]\d)?")
_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y.%m.%d")
_CLOCKS = ("", " %H:%M", " %H:%M:%S", "T%H:%M", "T%H:%M:%S", "T%H:%M:%S%.f", " %H:%M:%S%.f", " %H.%M")


def parse_dates(cells: Sequence[str]) -> list[str] | None:
    """Each cell as `YYYY-MM-DD`, with `THH:MM:SS` if it has a time; None unless all are dates of one form.

    Where day and month could be either, the day is taken to come first.
    """
    if not cells or not all(_DATE.match(cell) for cell in cells):
        return None
    written = pl.Series("", [cell.removesuffix("Z") for cell in cells], dtype=pl.String)
    for day in _DAYS:
        for clock in _CLOCKS:
            parsed = written.str.to_datetime(day + clock, strict=False, time_unit="ms")
            if parsed.null_count() == 0:
                return parsed.dt.strftime("%Y-%m-%dT%H:%M:%S" if clock else "%Y-%m-%d").to_list()
    return None


def ambiguous(cells: Sequence[str]) -> bool:
    """Whether dates like 03/04/2023 never show which of the two is the day."""
    return all(re.match(r"(0?\d|1[0-2])/(0?\d|1[0-2])/\d{4}", cell) for cell in cells)


def parse_clock(cells: Sequence[str]) -> list[str] | None:
    """Times of day as `HH:MM:SS`, or None unless all are. 12.30 counts: call this only beside a date."""
    if not cells or not all(_CLOCK.fullmatch(cell) for cell in cells):
        return None
    return [":".join([*(part.zfill(2) for part in re.split("[:.h]", cell)), "00"][:3]) for cell in cells]
