"""One small table in every format that can be opened: 30 rows of x, of y = x² in kV, and of a word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import numpy as np
import polars as pl

ROWS = 30
X = np.arange(ROWS) / 7 + 1e-9
Y = X**2
WORDS = ["left", "right"] * (ROWS // 2)

Cell = str | float | None


def frame() -> pl.DataFrame:
    """The table."""
    return pl.DataFrame({"x": X, "y (kV)": Y, "side": WORDS})


def xlsx(*sheets: tuple[str, Sequence[Sequence[Cell]]]) -> bytes:
    """A workbook of sheets of cells."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write(at, place, cell)
    return stream.getvalue()


def written() -> list[list[Cell]]:
    """A title, a header, a row of units and the rows, as somebody would keep them in a spreadsheet."""
    body: list[list[Cell]] = [[float(x), float(y), word] for x, y, word in zip(X, Y, WORDS, strict=True)]
    return [["Breakdown, 3 May"], [], ["x", "y", "side"], ["mm", "kV", None], *body]


_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def ods(rows: Sequence[Sequence[Cell]]) -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Lab">'
        f"{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return stream.getvalue()


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{cell!r}"/>'


def parquet() -> bytes:
    """The table as Parquet."""
    stream = io.BytesIO()
    frame().write_parquet(stream)
    return stream.getvalue()


def npy(array: np.ndarray) -> bytes:
    """An array as numpy.save writes it."""
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def npz(**arrays: np.ndarray) -> bytes:
    """Arrays as numpy.savez_compressed writes them."""
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()
