"""Workbooks, Parquet files and arrays are read to the last digit, and hostile ones are refused."""

from __future__ import annotations

import io
import struct
import zipfile

import numpy as np
import polars as pl
import pytest
from tests.tables import files

from kanscope.tables.error import TableError
from kanscope.tables.reading import read_table
from kanscope.tables.table import Reading, Table


def values(table: Table, name: str) -> np.ndarray:
    return np.asarray(next(column.values for column in table.columns if column.name == name))


@pytest.mark.parametrize(
    "data", [files.xlsx(("Lab", files.written())), files.ods(files.written())], ids=["xlsx", "ods"]
)
def test_a_spreadsheet_is_read_below_its_title_with_its_row_of_units(data: bytes) -> None:
    table = read_table(data)
    assert [(c.name, c.kind, c.unit) for c in table.columns] == [
        ("x", "number", "mm"),
        ("y", "number", "kV"),
        ("side", "text", None),
    ]
    # Excel itself keeps 16 digits.
    assert np.allclose(values(table, "x"), files.X, rtol=1e-15, atol=0)
    assert np.allclose(values(table, "y"), files.Y, rtol=1e-15, atol=0)
    assert table.reading.sheet == "Lab" and table.reading.skipped == 2


def test_the_first_sheet_that_holds_anything_is_read_and_the_others_can_be_asked_for() -> None:
    other = [["a", "b"], *[[float(k), float(-k)] for k in range(1, 30)]]
    data = files.xlsx(("Cover", []), ("Lab", files.written()), ("More", other))
    table = read_table(data)
    assert table.reading.sheet == "Lab" and table.reading.sheets == ("Cover", "Lab", "More")
    assert any("“Lab” was read" in notice and "“More”" in notice for notice in table.notices)
    assert [c.name for c in read_table(data, "", Reading(sheet="More")).columns] == ["a", "b"]
    with pytest.raises(TableError, match="no sheet “Less”"):
        read_table(data, "", Reading(sheet="Less"))


def test_parquet_keeps_numbers_words_times_and_gaps() -> None:
    frame = files.frame().with_columns(
        gaps=pl.when(pl.col("x") > 1).then(pl.col("x")),
        day=pl.date_range(pl.date(2023, 1, 1), pl.date(2023, 1, 30)),
        nest=pl.lit([1.0, 2.0]),
    )
    stream = io.BytesIO()
    frame.write_parquet(stream)
    table = read_table(stream.getvalue())
    kinds = [(c.name, c.kind, c.unit) for c in table.columns]
    assert kinds == [
        ("x", "number", None),
        ("y", "number", "kV"),
        ("side", "text", None),
        ("gaps", "number", None),
        ("day", "time", None),
    ]
    assert np.array_equal(values(table, "y"), files.Y)
    assert int(np.isnan(values(table, "gaps")).sum()) == int((files.X <= 1).sum())
    assert table.columns[4].values[2] == "2023-01-03"
    assert any("“nest”" in notice and "left out" in notice for notice in table.notices)


def test_an_array_is_a_table_and_a_set_of_arrays_lends_its_names() -> None:
    both = np.column_stack([files.X, files.Y])
    for array in (both, np.asfortranarray(both)):
        table = read_table(files.npy(array))
        assert [c.name for c in table.columns] == ["column 1", "column 2"]
        assert np.array_equal(values(table, "column 2"), files.Y)
    named = read_table(files.npz(time=files.X, pressure=files.Y.astype(np.float32), X=both))
    assert [c.name for c in named.columns] == ["time", "pressure", "X 1", "X 2"]
    records = np.array(list(zip(files.X, files.Y, strict=True)), dtype=[("t", "f8"), ("p", "f8")])
    assert [c.name for c in read_table(files.npy(records)).columns] == ["t", "p"]


def lying_npy() -> bytes:
    """A header that promises 72 TiB."""
    head = b"{'descr': '<f8', 'fortran_order': False, 'shape': (9895604649984, 1), }"
    head += b" " * (118 - len(head) - 1) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + bytes(64)


def lying_zip() -> bytes:
    """An archive whose entry claims to be shorter than it is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.npy", bytes(1_000_000))
    return stream.getvalue().replace(struct.pack("<I", 1_000_000), struct.pack("<I", 100))


def big_zip() -> bytes:
    """600 MiB of zeros in a few hundred KiB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("xl/workbook.xml", "a", "b"):
            archive.writestr(name, bytes(200 * 2**20))
    return stream.getvalue()


def zipped(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lying_npy, "ends too early"),
        (lying_zip, "damaged"),
        (big_zip, "512 MiB"),
        (lambda: zipped("holiday.jpg", b"x"), "zip archive"),
        (lambda: zipped("xl/workbook.xml", b"<x/>"), "cannot be read"),
        (lambda: zipped("content.xml", b"<x/>"), "cannot be read|empty"),
        (lambda: files.xlsx(("Only", [])), "empty"),
        (lambda: files.parquet()[:-20], "damaged"),
        (lambda: b"PAR1" + bytes(100) + b"PAR1", "damaged"),
        (lambda: b"\xd0\xcf\x11\xe0" + bytes(100), "cannot be read"),
        (lambda: b"\x93NUMPY" + bytes(20), "damaged"),
        (lambda: files.npy(np.array([{"a": 1}], dtype=object)), "unpickled"),
        (lambda: files.npy(np.zeros((3, 3, 3))), "shape"),
        (lambda: files.npy(np.array(3.0)), "shape"),
        (lambda: files.npy(np.zeros((40, 2), dtype=complex)), "complex"),
        (lambda: files.npz(x=files.X, y=files.Y[:5]), "different numbers of rows"),
    ],
)
def test_what_is_hostile_or_damaged_is_refused_with_a_remedy(make, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TableError, match=words) as refused:
        read_table(make())
    assert refused.value.hint
