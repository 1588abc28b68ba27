"""The columns of a table together with those worked out from them, and the rows a filter leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from kanscope.engine.worker.problem import DataUnusable
from kanscope.language.condition import read_condition
from kanscope.study.columns import typed_names
from kanscope.study.records import Data, Derived
from kanscope.symbolic.condition import holds
from kanscope.symbolic.parse import FormulaError, parse
from kanscope.tables.summary import number_facts
from kanscope.tables.table import PREVIEW_ROWS, Table, Words

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Columns:
    """`numbers` by name, the derived ones last; `words` are text and times; `typed`: what people may type for
    each name. `derived`: what there is to say of the derived ones."""

    numbers: Mapping[str, Numbers]
    words: Mapping[str, Words]
    typed: Mapping[str, str]
    derived: tuple[Derived, ...]

    def where(self, condition: str, rows: int) -> NDArray[np.bool_]:
        """Rows for which a condition holds."""
        numbers = {typed: self.numbers[name] for typed, name in self.typed.items() if name in self.numbers}
        words = {typed: self.words[name] for typed, name in self.typed.items() if name in self.words}
        try:
            return holds(read_condition(condition), numbers, words, rows)
        except (FormulaError, KeyError) as error:
            raise DataUnusable(f"The filter cannot be worked out: {error}.") from error


def columns_of(table: Table, data: Data) -> Columns:
    """The table's columns and the derived ones. `DataUnusable`: one is no number anywhere."""
    numbers = {
        one.name: np.asarray(one.values, dtype=np.float64) for one in table.columns if one.kind == "number"
    }
    words = {one.name: cast(Words, one.values) for one in table.columns if one.kind != "number"}
    typed = typed_names([*(one.name for one in table.columns), *(one.name for one in data.derived)])
    found = []
    for one in data.derived:
        values = derived_values(one, numbers, typed)
        if not np.isfinite(values).any():
            raise DataUnusable(f"“{one.name}” = {one.formula} is no number on any row.")
        numbers[one.name] = values
        first = tuple(None if np.isnan(value) else float(value) for value in values[:PREVIEW_ROWS])
        found.append(one.model_copy(update=number_facts(values) | {"first": first}))
    return Columns(numbers, words, typed, tuple(found))


def derived_values(one: Derived, numbers: Mapping[str, Numbers], typed: Mapping[str, str]) -> Numbers:
    """The column's values from those of the others, NaN where there is no finite number. `DataUnusable`: a
    column it stands on is missing."""
    try:
        formula = parse(one.formula)
        values = formula.evaluate({name: numbers[typed[name]] for name in formula.variables})
    except (FormulaError, KeyError) as error:
        raise DataUnusable(f"“{one.name}” cannot be worked out: {error}.") from error
    return np.where(np.isfinite(values), values, np.nan)
