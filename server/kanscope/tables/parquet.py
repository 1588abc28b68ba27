"""Parquet files: columns with names and kinds of their own."""

from __future__ import annotations

import io

import polars as pl

from kanscope.tables.error import TableError
from kanscope.tables.table import Table
from kanscope.tables.typed import check_size, table_of_frame


def read_parquet(data: bytes) -> Table:
    """The table in a Parquet file. Raises TableError for one that is damaged or too large."""
    try:
        lazy = pl.scan_parquet(io.BytesIO(data))
        check_size(int(lazy.select(pl.len()).collect().item()), len(lazy.collect_schema()))
        return table_of_frame(lazy.collect())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise TableError("The Parquet file is damaged.", hint="Write it anew, or save it as CSV.") from error
