"""Tables from a law: rows drawn from its ranges, under one of six conditions."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import sympy
from numpy.typing import NDArray

from bench.discovery.laws import Law
from bench.judge.reading import read
from bench.judge.values import Evaluated

Column = NDArray[np.float64]
SEED = 0
TARGET = "y"


@dataclass(frozen=True)
class Condition:
    """How a table departs from 1,000 clean rows of independent inputs.

    noise: deviation of the normal noise as a share of the target's root mean square. correlation: of the
    normal variables whose distribution functions are the inputs' places in their ranges. irrelevant: further
    inputs, uniform on [-1, 1]. outliers: share of rows moved by ten of the target's deviations, up or down.
    """

    said: str
    rows: int = 1000
    noise: float = 0.0
    correlation: float = 0.0
    irrelevant: int = 0
    outliers: float = 0.0


CONDITIONS: Mapping[str, Condition] = {
    "clean": Condition("without noise"),
    "noisy": Condition("with 1 % noise", noise=0.01),
    "few": Condition("with 200 rows", rows=200),
    "correlated": Condition("with correlated inputs (ρ = 0.7)", correlation=0.7),
    "irrelevant": Condition("with 3 irrelevant inputs", irrelevant=3),
    "outliers": Condition("with 2 % gross outliers", outliers=0.02),
}


def table(law: Law, condition: Condition) -> dict[str, Column]:
    """Columns by name, the target last."""
    dice = np.random.default_rng(SEED)
    columns = {
        name: lo + (hi - lo) * place
        for (name, (lo, hi)), place in zip(law.ranges.items(), _places(law, condition, dice), strict=True)
    }
    symbols = {name: sympy.Symbol(name, real=True) for name in law.ranges}
    y = np.array(Evaluated.of(read(law.text, symbols))(columns))
    for k in range(condition.irrelevant):
        columns[f"other{k + 1}"] = dice.uniform(-1, 1, condition.rows)
    return columns | {TARGET: _disturbed(y, condition, dice)}


def text(columns: Mapping[str, Column]) -> str:
    """The table as CSV, every number with all its digits."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*(map(repr, column.tolist()) for column in columns.values()), strict=True))
    return file.getvalue()


def _places(law: Law, condition: Condition, dice: np.random.Generator) -> Column:
    """Where in its range each input lies, (inputs, rows) in [0, 1]; a Gaussian copula if they correlate."""
    size = (len(law.ranges), condition.rows)
    if not condition.correlation:
        return dice.uniform(size=size)
    share = condition.correlation
    together, alone = dice.normal(size=condition.rows), dice.normal(size=size)
    z = math.sqrt(share) * together + math.sqrt(1 - share) * alone
    return np.asarray(np.vectorize(lambda value: 0.5 * (1 + math.erf(value / math.sqrt(2))))(z))


def _disturbed(y: Column, condition: Condition, dice: np.random.Generator) -> Column:
    y = y + condition.noise * math.sqrt(float(np.mean(y * y))) * dice.normal(size=len(y))
    wrong = dice.permutation(len(y))[: round(condition.outliers * len(y))]
    y[wrong] += 10 * float(np.std(y)) * dice.choice([-1.0, 1.0], len(wrong))
    return y
