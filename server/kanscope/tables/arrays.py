"""NumPy's files: an array is a table, its second axis the columns; a set of arrays lends its names."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.lib import format as npy

from kanscope.tables.error import TableError
from kanscope.tables.table import Table
from kanscope.tables.typed import check_size, frame_of, table_of_frame

Array = np.ndarray[Any, np.dtype[Any]]
Named = list[tuple[str, Array]]

_VERSIONS = ((1, 0), (2, 0), (3, 0))


def read_npy(data: bytes) -> Table:
    """One array (rows,), (rows, columns), or of records with named fields. Raises TableError."""
    return table_of_frame(frame_of(_columns("", _array(data))))


def read_npz(data: bytes) -> Table:
    """Arrays of equally many rows side by side, each under its name. Raises TableError."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        arrays = {name.removesuffix(".npy"): _array(archive.read(name)) for name in archive.namelist()}
    rows = max((len(array) for array in arrays.values() if array.ndim), default=0)
    uneven = [name for name, array in arrays.items() if array.ndim == 0 or len(array) != rows]
    if uneven:
        raise TableError(
            f"The arrays have different numbers of rows: “{uneven[0]}” has not {rows}.",
            hint="Save arrays whose first axis is the same: numpy.savez(file, x=…, y=…).",
        )
    columns = [column for name, array in arrays.items() for column in _columns(name, array)]
    check_size(rows, len(columns))
    return table_of_frame(frame_of(columns))


def _array(data: bytes) -> Array:
    """The array in the bytes of an npy file. What it says of its size is believed only if the bytes are
    there; objects, which would have to be unpickled, are refused."""
    try:
        shape, fortran, kind, start = _head(data)
    except (ValueError, EOFError, TypeError, RecursionError, MemoryError) as error:
        raise TableError("The NumPy file is damaged.", hint="Save it anew with numpy.save.") from error
    if kind.hasobject:
        raise TableError(
            "The array holds Python objects, which are never unpickled here.",
            hint="Save it as numbers: array.astype(float).",
        )
    if any(isinstance(size, bool) or size < 0 for size in shape) or kind.itemsize == 0:
        raise TableError(
            f"The array has the shape {shape} of {kind}, which no array has.",
            hint="Save it anew with numpy.save.",
        )
    count = math.prod(shape)
    if len(data) - start < count * kind.itemsize:
        raise TableError("The NumPy file ends too early.", hint="Save it anew with numpy.save.")
    if not 1 <= len(shape) <= 2 or count == 0:
        raise TableError(
            f"The array has the shape {shape}, and a table has rows and columns.",
            hint="Save an array of the shape (rows, columns).",
        )
    flat = np.frombuffer(data, kind, count, start)
    return flat.reshape(shape, order="F" if fortran else "C")


def _head(data: bytes) -> tuple[tuple[int, ...], bool, np.dtype[Any], int]:
    """Shape, whether columns are stored one after the other, kind, and where the values begin."""
    stream = io.BytesIO(data)
    version = npy.read_magic(stream)
    if version not in _VERSIONS:
        raise ValueError(version)
    read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, fortran, kind = read(stream, max_header_size=10_000)
    return shape, fortran, kind, stream.tell()


def _columns(name: str, array: Array) -> Named:
    return [(title, _plain(values)) for title, values in _titled(name, array)]


def _titled(name: str, array: Array) -> Iterator[tuple[str, Array]]:
    if array.dtype.names:
        for field in array.dtype.names:
            yield (f"{name} {field}".strip(), array[field].reshape(len(array), -1)[:, 0])
    elif array.ndim == 1:
        yield name or "column 1", array
    else:
        single = array.shape[1] == 1 and name
        for k in range(array.shape[1]):
            yield (name if single else f"{name or 'column'} {k + 1}"), array[:, k]


def _plain(values: Array) -> Array:
    """Values of a kind that a frame takes."""
    if values.dtype.kind in "iufb":
        return np.ascontiguousarray(values).astype(np.float64)
    if values.dtype.kind in "US":
        return np.char.decode(values, "latin-1") if values.dtype.kind == "S" else values
    if values.dtype.kind == "M":
        return values.astype("datetime64[ms]")
    raise TableError(
        f"The array holds values of the kind {values.dtype}, which are no numbers.",
        hint="Save real numbers: array.real, or array.astype(float).",
    )
