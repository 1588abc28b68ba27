"""What the law was found in: the table, its columns, and which rows were used how."""

from __future__ import annotations

from kanscope.paper.methods import times
from kanscope.paper.report.html import Markup, section, table, tag
from kanscope.paper.report.numbers import plain
from kanscope.paper.told import Told, ToldColumn


def data(told: Told) -> Markup:
    """Rows in a few sentences, columns as a table."""
    return section("Data", *(tag("p", line) for line in rows(told)), _columns(told))


def rows(told: Told) -> list[str]:
    """How many there are and what they were used for."""
    network = told.network
    read = f"read {times(told.sealed_readings)}" if told.sealed_readings else "never read"
    kept = (f"Only rows with {told.condition} were used.",) if told.condition else ()
    return [
        f"The table has {told.table_rows} rows. {network.train_rows} were trained on, {network.test_rows} "
        f"tested on; {100 * told.sealed:g} % of the complete rows are sealed and were "
        f"{read}. The division is by chance, seed {told.seed}.",
        *kept,
    ]


def _columns(told: Told) -> Markup:
    heads = ("column", "role", "unit", "kind", "missing", "least", "largest")
    lines = ((*about(column), plain(column.minimum), plain(column.maximum)) for column in told.columns)
    return table(heads, lines, numbers=(4, 5, 6))


def about(column: ToldColumn) -> tuple[str, str, str, str, str]:
    """Name, role, unit, kind and gaps."""
    name = f"{column.name} = {column.formula}" if column.formula else column.name
    role = f"{column.role}, as its logarithm" if column.log else column.role
    return name, role, column.unit or "", column.kind, str(column.missing)
