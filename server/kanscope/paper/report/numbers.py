"""Numbers in tables of a report."""

from __future__ import annotations

from kanscope.study.figures import error_text, r2_text


def error(value: float | None, unit: str | None = None) -> str:
    """Two digits and the unit."""
    if value is None:
        return "–"
    return f"{error_text(value)} {unit}" if unit else error_text(value)


def r2(value: float | None) -> str:
    """As many nines as it has."""
    return "–" if value is None else r2_text(value)


def plain(value: float | None) -> str:
    """A value of a column."""
    return "–" if value is None else f"{value:.5g}".replace("-", "−")


def day(at: str) -> str:
    """ "2026-01-31 12:05" of a moment in ISO 8601, which is in UTC."""
    return at[:16].replace("T", " ")
