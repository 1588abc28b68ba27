"""The numbers a study works on: complete rows of the columns in use, divided into train, check and sealed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kanscope.engine.worker.problem import DataUnusable
from kanscope.engine.worker.session.derived import columns_of
from kanscope.engine.worker.session.scaling import Scale, Scaling
from kanscope.kan.samples import Samples
from kanscope.study.records import Data
from kanscope.tables.packing import unpack

FEWEST = 20
"""Complete rows below which nothing can be learnt and tested."""
ROOM = 256 * 2**20


@dataclass(frozen=True)
class Context:
    """x (N, inputs) and y (N, targets) in the unit of use (the logarithm of columns in `data.logs`).

    `train`, `check` and `sealed` are row numbers; check is shown as test, sealed rows are left alone. `rows`
    are the numbers of these rows in the table, which has `table_rows` of them.
    """

    data: Data
    x: Tensor
    y: Tensor
    train: Tensor
    check: Tensor
    sealed: Tensor
    rows: Tensor
    table_rows: int
    _kept: list[tuple[Scaling, Samples]] = field(default_factory=list, init=False, repr=False, compare=False)

    @cached_property
    def fresh_scaling(self) -> Scaling:
        """Mean and deviation of the training rows."""
        return Scaling(Scale.of(self.x[self.train]), Scale.of(self.y[self.train]))

    def samples(self, scaling: Scaling) -> Samples:
        """Standardised rows to train on and to check against (the same ones when no test was wanted).

        Those asked for last are kept: all versions of a network stand on the same ones.
        """
        if not (self._kept and self._kept[0][0].equals(scaling)):
            check = self.check if len(self.check) else self.train
            rows = *self._inside(scaling, self.train), *self._inside(scaling, check)
            self._kept[:] = [(scaling, Samples(*rows))]
        return self._kept[0][1]

    @property
    def size(self) -> int:
        """Bytes of its numbers, about."""
        return 2 * (self.x.nbytes + self.y.nbytes)

    def _inside(self, scaling: Scaling, rows: Tensor) -> tuple[Tensor, Tensor]:
        return scaling.inputs.inside(self.x[rows]), scaling.targets.inside(self.y[rows])


def context_of(table: bytes, data: Data) -> Context:
    """The rows of a packed table that `data` asks for. `DataUnusable` says in a sentence why not."""
    opened = unpack(table)
    columns = columns_of(opened, data)
    data = data.model_copy(update={"derived": columns.derived})
    names = (*data.inputs, *data.targets)
    used = np.stack([_column(columns.numbers, name, name in data.logs) for name in names], 1)
    chosen = columns.where(data.filter, opened.rows) if data.filter else np.ones(opened.rows, dtype=bool)
    whole = np.asarray(np.isfinite(used).all(1)) & chosen
    complete = used[whole]
    if len(complete) < FEWEST:
        kept = f", and the filter keeps {int(chosen.sum())}" if data.filter else ""
        raise DataUnusable(
            f"Only {len(complete)} of {len(used)} rows have a usable number in every column in use{kept}. "
            f"At least {FEWEST} are needed."
        )
    rows = torch.from_numpy(np.ascontiguousarray(complete))
    train, check, sealed = _divided(whole, data)
    inputs = len(data.inputs)
    places = torch.from_numpy(np.flatnonzero(whole))
    return Context(data, rows[:, :inputs], rows[:, inputs:], train, check, sealed, places, len(whole))


def _column(columns: Mapping[str, NDArray[np.float64]], name: str, log: bool) -> NDArray[np.float64]:
    if name not in columns:
        raise DataUnusable(f"The table has no column of numbers called “{name}”.")
    if not log:
        return columns[name]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(columns[name])


def _divided(whole: NDArray[np.bool_], data: Data) -> Sequence[Tensor]:
    """Numbers among the whole rows of (train, check, sealed).

    One shuffle by the seed of all rows, the sealed first: they stay sealed when another share is tested, and
    all but a few when other columns, with other gaps, are used.
    """
    shuffled = np.random.default_rng(data.seed).permutation(len(whole))
    order = (np.cumsum(whole) - 1)[shuffled[whole[shuffled]]]
    rows = len(order)
    sealed = round(data.sealed * rows)
    check = max(round(data.test * rows), 1) if data.test > 0 else 0
    parts = (order[sealed + check :], order[sealed : sealed + check], order[:sealed])
    if len(parts[0]) < FEWEST // 2:
        raise DataUnusable(f"The split leaves only {len(parts[0])} rows to train on.")
    return [torch.from_numpy(np.sort(part)) for part in parts]


class Contexts:
    """The contexts used last, at most `room` bytes of them: a table is unpacked once, not at every edit."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._kept = room, OrderedDict[tuple[str, str], Context]()

    def get(self, blob: str, table: bytes, data: Data) -> Context:
        """The context of a table (known by its blob id) and roles."""
        key = (blob, data.model_dump_json())
        if key not in self._kept:
            self._kept[key] = context_of(table, data)
            while len(self._kept) > 1 and sum(one.size for one in self._kept.values()) > self._room:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]
