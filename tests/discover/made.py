"""Small tables with a law, as files and as chosen tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kanscope.discover.table import Chosen
from kanscope.study.records import Data
from kanscope.symbolic.parse import parse
from kanscope.tables.making import table_of
from kanscope.tables.table import Column

Columns = Mapping[str, NDArray[np.float64]]


def columns(law: str, lo: float = 0.5, hi: float = 2.0, rows: int = 200, target: str = "y") -> Columns:
    """Inputs drawn evenly and the law's value, in the order the law names them."""
    formula = parse(law)
    dice = np.random.default_rng(0)
    x = {name: dice.uniform(lo, hi, rows) for name in formula.variables}
    return x | {target: formula.evaluate(x)}


def chosen(table: Columns, target: str = "y") -> Chosen:
    """These columns as a table, the others the target's inputs."""
    made = table_of([Column(name, "number", None, np.asarray(v, float)) for name, v in table.items()])
    return Chosen(made, Data(inputs=tuple(n for n in table if n != target), targets=(target,)), ())


def written(folder: Path, table: Mapping[str, object], name: str = "table.csv") -> Path:
    """The columns as a CSV file."""
    rows = zip(*(map(str, column) for column in table.values()), strict=True)  # type: ignore[call-overload]
    file = folder / name
    file.write_text("\n".join([",".join(table), *(",".join(row) for row in rows)]) + "\n")
    return file
