"""What is worth seeing of a table before anything is learnt: outliers and what goes with what: `look{}`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.queries.table_reply import spreads
from kanscope.symbolic.symbols import safe_symbols
from kanscope.tables.packing import unpack
from kanscope.tables.table import PREVIEW_ROWS, numbers

MOST_COLUMNS, MOST_ROWS = 30, 20_000
FAR = 3.0
"""A value is an outlier beyond so many widths of the middle half of its column (Tukey's outer fences)."""

Matrix = NDArray[np.float64]


def look(asked: Asked) -> dict[str, Any]:
    """{columns: [{name, low, high, outliers, marked}], correlation: {names, values}, typed: {name: text}}.

    `low` and `high` are the fences beyond which a value is an outlier, of the logarithm where a column
    spreads over decades; `marked` are the rows of the preview where there is one; `typed` is how columns are
    called in filters and formulas. `values` are rank correlations (Spearman) of the first columns that vary,
    None where two have too few rows in common.
    """
    table = unpack(asked.blob("table")[1])
    names, matrix = numbers(table)
    columns = [_outliers(name, matrix[:, k]) for k, name in enumerate(names)]
    varying = [k for k in range(len(names)) if _varies(matrix[:, k])][:MOST_COLUMNS]
    step = -(-len(matrix) // MOST_ROWS) if len(matrix) else 1
    found = _rank_correlations(matrix[::step, varying])
    return {
        "columns": columns,
        "typed": {name: typed for typed, name in safe_symbols([one.name for one in table.columns]).items()},
        "correlation": {"names": [names[k] for k in varying], "values": found},
    }


def _varies(values: Matrix) -> bool:
    known = values[np.isfinite(values)]
    return bool(known.size and known.min() < known.max())


def _outliers(name: str, values: Matrix) -> dict[str, Any]:
    known = values[np.isfinite(values)]
    if not known.size:
        return {"name": name, "low": None, "high": None, "outliers": 0, "marked": []}
    log = spreads(values)
    first, third = np.percentile(np.log(known) if log else known, (25, 75))
    width = third - first
    if width == 0:  # half of the values are the same: no width to measure by
        return {"name": name, "low": None, "high": None, "outliers": 0, "marked": []}
    low, high = first - FAR * width, third + FAR * width
    if log:
        low, high = np.exp(low), np.exp(high)
    beyond = (values < low) | (values > high)
    marked = np.flatnonzero(beyond[:PREVIEW_ROWS]).tolist()
    return {
        "name": name,
        "low": float(low),
        "high": float(high),
        "outliers": int(beyond.sum()),
        "marked": marked,
    }


def _rank_correlations(matrix: Matrix) -> list[list[float | None]]:
    count = matrix.shape[1]
    found: list[list[float | None]] = [[1.0] * count for _ in range(count)]
    for i in range(count):
        for j in range(i):
            found[i][j] = found[j][i] = _together(matrix[:, i], matrix[:, j])
    return found


def _together(x: Matrix, y: Matrix) -> float | None:
    both = np.isfinite(x) & np.isfinite(y)
    if both.sum() < 3:
        return None
    one, other = _ranks(x[both]), _ranks(y[both])
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return None
    return round(float(np.corrcoef(one, other)[0, 1]), 4)


def _ranks(values: Matrix) -> Matrix:
    """Mean ranks: equal values share theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[place], dtype=np.float64)
