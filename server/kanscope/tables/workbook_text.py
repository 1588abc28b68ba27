"""What stands in a workbook's XML, looked at before a parser believes it."""

from __future__ import annotations

import io
import re
import zipfile

from kanscope.tables.error import TableError
from kanscope.tables.typed import check_size

_HEAD = 4096
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')


def refuse_hostile_workbook(data: bytes) -> None:
    """Raises TableError for a workbook whose XML declares entities, as no program that makes workbooks does,
    and for one whose cells lie so far apart that the rectangle around them would fill the memory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                with archive.open(name) as part:
                    _refuse_entities(name, part.read(_HEAD))
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                check_size(*_reach(archive.read(name)))


def _refuse_entities(name: str, head: bytes) -> None:
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise TableError(
            f"The workbook declares entities in “{name}”, which no spreadsheet does.",
            hint="Save the sheet as CSV.",
        )


def _reach(sheet: bytes) -> tuple[int, int]:
    """The last row and the last column that hold a cell."""
    rows, columns = 0, 0
    for cell in _CELL.finditer(sheet):
        rows, columns = max(rows, int(cell[2])), max(columns, _number(cell[1]))
    return rows, columns


def _number(letters: bytes) -> int:
    """A column's number: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number
