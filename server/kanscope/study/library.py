"""The library of a study as those see it who fit, and those who choose."""

from __future__ import annotations

from kanscope.study.records import Library, Records
from kanscope.symbolic.prices import Choice, Row, prices, rows


def library_in(records: Records) -> Library:
    """What the study has chosen; the default where nobody has."""
    chosen = records.get("library")
    return chosen if isinstance(chosen, Library) else Library()


def prices_of(library: Library) -> dict[str, float]:
    """The functions on offer, as whole texts, with their costs."""
    return prices(_choice(library))


def rows_of(library: Library) -> list[Row]:
    """Every function there is, on offer or not."""
    return rows(_choice(library))


def _choice(library: Library) -> Choice:
    return Choice(library.preset, library.costs, library.banned, library.custom)
