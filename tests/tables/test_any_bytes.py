"""Whatever bytes come, the answer is a table or a TableError."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kanscope.tables.error import TableError
from kanscope.tables.packing import pack, unpack
from kanscope.tables.reading import read_table
from kanscope.tables.table import numbers

pieces = st.sampled_from(
    [
        "a",
        "1",
        "2.5",
        "3,5",
        "-999",
        "NA",
        ",",
        ";",
        "\t",
        " ",
        '"',
        "\n",
        "\r\n",
        "#",
        "(m)",
        "é",
        "01.02.2023",
        "e9",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with suppress(TableError):
        read_table(data)


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces, max_size=60).map("".join))
def test_any_text_that_looks_like_a_table(text: str) -> None:
    with suppress(TableError):
        table = read_table(text.encode())
        names, matrix = numbers(table)
        assert matrix.shape == (table.rows, len(names))
        assert not np.isinf(matrix).any()
        assert len({column.name for column in table.columns}) == len(table.columns)
        assert pack(unpack(pack(table))) == pack(table)
