"""A packed table comes back whole, and equal tables are equal bytes."""

from __future__ import annotations

import json

import numpy as np
import pytest

from kanscope.tables.error import TableError
from kanscope.tables.packing import pack, summary_of, unpack
from kanscope.tables.reading import read_table
from kanscope.tables.table import Table, numbers

TEXT = "day,T (K),kind,empty\n2023-01-01,1.5,α,\n2023-01-02,NA,β,\n2023-01-03,4.5,α,\n"


def _table() -> Table:
    return read_table(TEXT.encode())


def test_everything_comes_back() -> None:
    table, back = _table(), unpack(pack(_table()))
    assert [(c.name, c.kind, c.unit) for c in back.columns] == [
        (c.name, c.kind, c.unit) for c in table.columns
    ]
    assert np.array_equal(numbers(back)[1], numbers(table)[1], equal_nan=True)
    assert back.columns[0].values == ["2023-01-01", "2023-01-02", "2023-01-03"]
    assert back.columns[2].values == ["α", "β", "α"]
    assert back.columns[3].values == [None, None, None]
    assert (back.rows, back.notices, back.reading) == (table.rows, table.notices, table.reading)
    assert back.preview == table.preview


def test_equal_tables_are_equal_bytes() -> None:
    assert pack(_table()) == pack(unpack(pack(_table())))
    assert pack(_table()) != pack(read_table(TEXT.replace("4.5", "4.6").encode()))


def test_the_summary_is_plain_json_in_the_header() -> None:
    summary = summary_of(pack(_table()))
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    day, temperature, kind, _ = summary["columns"]
    assert (temperature["min"], temperature["max"], temperature["mean"]) == (1.5, 4.5, 3.0)
    assert (temperature["missing"], temperature["unit"]) == (1, "K")
    assert temperature["histogram"] == [1] + [0] * 14 + [1]
    assert (day["first"], day["last"]) == ("2023-01-01", "2023-01-03")
    assert (kind["distinct"], kind["commonest"]) == (2, [["α", 2], ["β", 1]])


@pytest.mark.parametrize("column", ["1e308\n-1e308\n1", "1e-320\n2e-320\n1e-320", "5\n5\n5", "-0.0\n0\n1"])
def test_a_histogram_counts_every_value_at_any_size(column: str) -> None:
    about = summary_of(pack(read_table(f"x\n{column}\n".encode())))["columns"][0]
    assert sum(about["histogram"]) == 3
    assert about["min"] <= about["mean"] <= about["max"]


@pytest.mark.parametrize("data", [b"", b"x" * 7, b"\xff" * 100, (2).to_bytes(8, "little") + b"{}"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(TableError):
        unpack(data)


def test_packed_bytes_that_were_cut_are_refused() -> None:
    packed = pack(_table())
    for size in range(0, len(packed), 37):
        with pytest.raises(TableError):
            unpack(packed[:size])
