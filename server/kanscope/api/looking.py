"""What is worth seeing of a table, as programs see it over HTTP."""

from __future__ import annotations

from kanscope.study.value import Value


class ColumnLook(Value):
    """Values below `low` or above `high` are outliers; `marked` are the rows of the preview that have one."""

    name: str
    low: float | None
    high: float | None
    outliers: int
    marked: tuple[int, ...]


class Correlation(Value):
    """Rank correlations; null where two columns have too few rows in common."""

    names: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]


class TableLook(Value):
    """What is worth seeing of a table before anything is learnt; `typed`: columns as formulas call them."""

    columns: tuple[ColumnLook, ...]
    typed: dict[str, str]
    correlation: Correlation
