"""What a browser may see of a table without having it: kinds, ranges, gaps, shapes."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

import numpy as np

from kanscope.tables.table import Column, Numbers, Table

BINS = 16
_COMMONEST = 10


def summarise(table: Table) -> dict[str, Any]:
    """The table as plain JSON: `columns` with a summary each, `rows`, `notices`, `reading`, `preview`."""
    return {
        "columns": [_column(column) for column in table.columns],
        "rows": table.rows,
        "notices": list(table.notices),
        "reading": asdict(table.reading),
        "preview": [list(row) for row in table.preview],
    }


def _column(column: Column) -> dict[str, Any]:
    head = {"name": column.name, "kind": column.kind, "unit": column.unit}
    if column.kind == "number":
        return head | _of_numbers(np.asarray(column.values, dtype=np.float64))
    present = [value for value in column.values if isinstance(value, str)]
    missing = {"missing": len(column.values) - len(present)}
    if column.kind == "time":
        return head | missing | {"first": min(present, default=None), "last": max(present, default=None)}
    counts = Counter(present)
    return head | missing | {"distinct": len(counts), "commonest": counts.most_common(_COMMONEST)}


def number_facts(values: Numbers) -> dict[str, Any]:
    """What a record of a column of numbers says of it."""
    found = _of_numbers(values)
    return {
        "missing": found["missing"],
        "minimum": found["min"],
        "maximum": found["max"],
        "histogram": tuple(found["histogram"]),
    }


def _of_numbers(values: Numbers) -> dict[str, Any]:
    """Range, mean and a histogram of `BINS` equal bins from min to max, in the column's unit."""
    present = values[~np.isnan(values)]
    missing = {"missing": int(values.size - present.size)}
    if not present.size:
        return missing | {"min": None, "max": None, "mean": None, "histogram": [0] * BINS}
    # Worked out on halves: the range of ±1e308 would overflow.
    low, high = float(present.min()) / 2, float(present.max()) / 2
    mean = float(np.sum(present / present.size))
    place = (present / 2 - low) / (high - low) * BINS if high > low else np.zeros_like(present)
    counts = np.bincount(np.minimum(place.astype(int), BINS - 1), minlength=BINS)
    return missing | {"min": 2 * low, "max": 2 * high, "mean": mean, "histogram": counts.tolist()}
