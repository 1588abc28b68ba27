"""The unit of each column, as people say it."""

from __future__ import annotations

from kanscope.study.records import Data, Study


def units_of(study: Study, data: Data) -> dict[str, str]:
    """By column, where one is known: as somebody set it, otherwise as the column came with it."""
    columns = (*study.columns, *data.derived)
    return {column.name: column.unit for column in columns if column.unit} | data.units
