"""From the bytes of a file to a table: what kind of file is it, and who reads it."""

from __future__ import annotations

from kanscope.tables.arrays import read_npy, read_npz
from kanscope.tables.error import TableError
from kanscope.tables.parquet import read_parquet
from kanscope.tables.table import Reading, Table
from kanscope.tables.workbook import read_workbook
from kanscope.tables.workbook_text import refuse_hostile_workbook
from kanscope.tables.written import check_asked, read_text
from kanscope.tables.zipped import members

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def read_table(data: bytes, filename: str = "", reading: Reading | None = None) -> Table:
    """Read a text table (CSV, TSV, parted by semicolons, bars or blanks), a workbook (xlsx, xls, ods), a
    Parquet file, or NumPy arrays (npy, npz). The bytes say which; `filename` only appears in messages.

    `reading` overrides what would be detected, field by field. Raises TableError, naming line and column
    where it can, for a file that is no table.
    """
    asked = reading or Reading()
    check_asked(asked)
    if not data.strip():
        raise TableError(
            f"{filename or 'The file'} is empty.",
            hint="Choose a file with a header and rows.",
            word="no_rows",
        )
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(data, asked)
    if data.startswith(_OLD_WORKBOOK):
        return read_workbook(data, asked)
    if data.startswith(b"PAR1"):
        return read_parquet(data)
    if data.startswith(b"\x93NUMPY"):
        return read_npy(data)
    return read_text(data, asked)


def _of_archive(data: bytes, asked: Reading) -> Table:
    """Workbooks and sets of arrays are zip archives; what is in them tells which."""
    names = members(data)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names:
        refuse_hostile_workbook(data)
        return read_workbook(data, asked)
    if names and all(name.endswith(".npy") for name in names):
        return read_npz(data)
    raise TableError(
        "This is a zip archive, not a table.", hint="Unpack it and choose the table that is in it."
    )
