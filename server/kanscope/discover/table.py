"""Which rows and columns of a file a law is looked for in, and everything that had to be decided for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kanscope.discover.unusable import Unusable
from kanscope.engine.worker.problem import DataUnusable
from kanscope.engine.worker.session.context import Context, context_of
from kanscope.study.records import Data
from kanscope.tables.error import TableError
from kanscope.tables.packing import pack
from kanscope.tables.reading import read_table
from kanscope.tables.table import Column, Table

Numbers = NDArray[np.float64]

ENOUGH = 1 / 3
"""Share of the rows with a target that must be complete before columns with gaps are kept."""
LEAK = 0.95


@dataclass(frozen=True)
class Chosen:
    """The table, the roles in it, and what was decided on the way."""

    table: Table
    data: Data
    notices: tuple[str, ...]

    def context(self, inputs: Sequence[str] | None = None) -> Context:
        """The rows that are complete in these inputs (all unless told), divided. Unusable: too few."""
        data = self.data if inputs is None else self.data.model_copy(update={"inputs": tuple(inputs)})
        try:
            return context_of(pack(self.table), data)
        except DataUnusable as error:
            raise Unusable(str(error)) from error


def chosen(file: Path, target: str, inputs: Sequence[str] | None, seed: int) -> Chosen:
    """The file's table with these roles; without inputs every column of numbers that can be one.

    Unusable: what is wrong with the file or the columns, in a sentence.
    """
    table = _read(file)
    goal = _target(table, target)
    if inputs is not None:
        names = [_input(table, name, goal).name for name in inputs]
        if len(set(names)) < len(names):
            raise Unusable("--inputs names a column twice.")
        told: list[str] = []
    else:
        names, told = _all_inputs(table, goal)
    data = Data(inputs=tuple(names), targets=(goal.name,), seed=seed)
    return Chosen(table, data, (*table.notices, *told, *_leaks(table, names, goal)))


def _read(file: Path) -> Table:
    try:
        return read_table(file.read_bytes(), file.name)
    except OSError as error:
        raise Unusable(f"{file} cannot be read: {error.strerror}.") from error
    except TableError as error:
        where = f"{file.name}, line {error.line}: " if error.line else f"{file.name}: "
        raise Unusable(f"{where}{error.message} {error.hint or ''}".strip()) from error


def column(table: Table, name: str, option: str) -> Column:
    """The column of that name, its unit in brackets or not. Unusable: there is none."""
    known = {one.name: one for one in table.columns}
    known |= {f"{one.name} ({one.unit})": one for one in table.columns if one.unit}
    if name in known:
        return known[name]
    folded = {other.casefold(): other for other in known}
    near = get_close_matches(name.casefold(), folded, 1, 0.6)
    others = ", ".join(one.name for one in table.columns[:30])
    hint = f" Did you mean “{folded[near[0]]}”?" if near else f" Its columns: {others}."
    raise Unusable(f"{option}: the table has no column “{name}”.{hint}")


def _target(table: Table, name: str) -> Column:
    goal = column(table, name, "--target")
    if goal.kind == "text":
        words = sorted({word for word in goal.values if isinstance(word, str)})
        raise Unusable(
            f"“{goal.name}” holds words ({', '.join(words[:3])}{', …' * (len(words) > 3)}), not numbers. "
            "That is classification: use KANClassifier of kanscope.sklearn; discover finds laws for numbers."
        )
    if goal.kind != "number":
        raise Unusable(f"“{goal.name}” holds times, not numbers, so there is no law to find for it.")
    values = _present(goal)
    if not len(values) or values.min() == values.max():
        raise Unusable(f"“{goal.name}” is the same in every row, so there is no law to find.")
    return goal


def _input(table: Table, name: str, goal: Column) -> Column:
    found = column(table, name, "--inputs")
    if found.name == goal.name:
        raise Unusable(f"--inputs: “{found.name}” is the target; it cannot be an input too.")
    if found.kind != "number":
        raise Unusable(f"--inputs: “{found.name}” holds {found.kind}, and a law needs numbers.")
    if not _varies(found):
        raise Unusable(f"--inputs: “{found.name}” is the same in every row, so it can explain nothing.")
    return found


def _all_inputs(table: Table, goal: Column) -> tuple[list[str], list[str]]:
    """Columns of numbers that vary, that do not number the rows, and that leave enough complete rows."""
    numbers = [one for one in table.columns if one.kind == "number" and one.name != goal.name]
    others = [one.name for one in table.columns if one.kind != "number"]
    constant = [one.name for one in numbers if not _varies(one)]
    counting = [one.name for one in numbers if _counts_rows(one)]
    left = [one for one in numbers if one.name not in {*constant, *counting}]
    kept, gaps = _complete_enough(left, goal)
    if not kept:
        raise Unusable(f"There is no column of numbers beside “{goal.name}” that could be an input.")
    told = (
        (others, "not numbers"),
        (constant, "the same in every row"),
        (counting, "numbers of rows"),
        (gaps, "too often missing"),
    )
    return [one.name for one in kept], [
        f"Left out, {why}: {', '.join(names)}." for names, why in told if names
    ]


def _complete_enough(inputs: Sequence[Column], goal: Column) -> tuple[list[Column], list[str]]:
    """Takes columns in the order in which they go with the target, each if enough rows stay complete."""
    y = _values(goal)
    whole = np.isfinite(y)
    least = ENOUGH * whole.sum()
    order = sorted(inputs, key=lambda one: -abs(_together(_ranks(_values(one)), _ranks(y))))
    taken: set[str] = set()
    for one in order:
        after = whole & np.isfinite(_values(one))
        if after.sum() >= least:
            whole, taken = after, {*taken, one.name}
    kept = [one for one in inputs if one.name in taken]
    return kept, [one.name for one in inputs if one.name not in taken]


def _values(one: Column) -> Numbers:
    return np.asarray(one.values, dtype=np.float64)


def _ranks(values: Numbers) -> Numbers:
    """Places in order, nan where there is no value."""
    ranks = np.full(len(values), np.nan)
    known = np.isfinite(values)
    ranks[known] = np.unique(values[known], return_inverse=True)[1]
    return ranks


def _leaks(table: Table, inputs: Sequence[str], goal: Column) -> list[str]:
    """Inputs that may be the target by another name."""
    if len(inputs) < 2:
        return []
    y = _values(goal)
    by_name = {one.name: _values(one) for one in table.columns if one.kind == "number"}
    found = [(name, _together(by_name[name], y)) for name in inputs]
    return [
        f"“{name}” alone goes with “{goal.name}” almost one to one (correlation {r:.3f}). "
        "If it is the answer by another name, leave it out with --inputs."
        for name, r in found
        if abs(r) > LEAK
    ]


def _together(x: Numbers, y: Numbers) -> float:
    whole = np.isfinite(x) & np.isfinite(y)
    if whole.sum() < 3 or np.ptp(x[whole]) == 0 or np.ptp(y[whole]) == 0:
        return 0.0
    return float(np.corrcoef(x[whole], y[whole])[0, 1])


def _present(one: Column) -> Numbers:
    values = _values(one)
    return values[np.isfinite(values)]


def _varies(one: Column) -> bool:
    values = _present(one)
    return bool(len(values) and values.min() < values.max())


def _counts_rows(one: Column) -> bool:
    """1, 2, 3, … (or 0, 1, 2, …) in every row."""
    values = _values(one)
    return len(values) > 2 and bool((np.diff(values) == 1).all()) and values[0] in (0, 1)
