"""Tables made from a formula: inputs drawn evenly, a target worked out, noise added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isnan

import numpy as np

from kanscope.tables.error import TableError
from kanscope.tables.table import PREVIEW_ROWS, Column, Numbers, Reading, Table

Evaluate = Callable[[Mapping[str, Numbers]], Numbers]
"""Columns of inputs, each (rows,), to the target, (rows,)."""


def make_table(
    ranges: Mapping[str, tuple[float, float]],
    target: str,
    evaluate: Evaluate,
    rows: int = 1000,
    *,
    noise: float = 0.0,
    seed: int = 0,
) -> Table:
    """Draw each input uniformly from its range and work the target out.

    `noise` is the standard deviation of normal noise added to the target, in the target's unit. The same
    arguments give the same table. Raises TableError where the formula is never a finite number.
    """
    generator = np.random.default_rng(seed)
    inputs = {name: generator.uniform(low, high, rows) for name, (low, high) in ranges.items()}
    with np.errstate(all="ignore"):
        exact = np.broadcast_to(np.asarray(evaluate(inputs), dtype=np.float64), (rows,))
    values = np.where(np.isfinite(exact), exact + noise * generator.standard_normal(rows), np.nan)
    if np.isnan(values).all():
        message = "The formula gives no number anywhere in these ranges."
        raise TableError(message, hint="Change the ranges.", word="no_numbers")
    return table_of(
        [Column(name, "number", None, column) for name, column in (inputs | {target: values}).items()]
    )


def table_of(columns: Sequence[Column], notices: Sequence[str] = ()) -> Table:
    """A table of columns that were worked out here, their gaps told of."""
    rows = len(columns[0].values) if columns else 0
    gaps = [
        f"“{column.name}” is undefined on {100 * count / rows:.2g} % of rows ({count} of {rows})."
        for column in columns
        if column.kind == "number" and (count := int(np.isnan(np.asarray(column.values)).sum()))
    ]
    return Table(columns, rows, [*notices, *gaps], Reading("utf-8", ",", ".", 0), preview_of(columns, rows))


def preview_of(columns: Sequence[Column], rows: int) -> list[list[str]]:
    """The first rows in text."""
    return [[_written(column.values[row]) for column in columns] for row in range(min(rows, PREVIEW_ROWS))]


def _written(value: object) -> str:
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    return value if isinstance(value, str) else f"{value:.6g}"
