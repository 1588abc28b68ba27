"""The formula in a language, all targets in one file."""

from __future__ import annotations

from kanscope.api.errors import Denied
from kanscope.api.taking.taken import Source, Taken, Writer
from kanscope.study.units import units_of
from kanscope.symbolic.export.formats import FILES, Format


def formula(format: Format) -> Writer:
    """The writer of a language; it raises `Denied` (409) where the language cannot say the formula."""

    async def write(source: Source) -> Taken:
        units = units_of(source.study, source.state.data)
        answer = await source.ask("export", format=format, units=units)
        if "refused" in answer:
            hint = "Name the edges that have no name yet, or take latex or sympy, where they are φ."
            raise Denied(409, "refused", answer["refused"], field="format", hint=hint)
        return Taken(answer["text"], FILES[format].ending, FILES[format].media)

    return write


def units(source: Source) -> dict[str, str]:
    """Units by column, where one is known."""
    data = source.state.data
    known = (*source.study.columns, *data.derived)
    return {column.name: column.unit for column in known if column.unit} | dict(data.units)
