"""The formula in a language, all targets in one file."""

from __future__ import annotations

from kanscope.study.lineage import state_of
from kanscope.study.units import units_of
from kanscope.symbolic.export.formats import FILES, Format
from kanscope.taking.taken import CannotTake, Source, Taken, Writer, study_of


def formula(format: Format) -> Writer:
    """The writer of a language; it raises `CannotTake` where the language cannot say the formula."""

    async def write(source: Source) -> Taken:
        answer = await source.ask("export", format=format, units=units(source))
        if "refused" in answer:
            hint = "Name the edges that have no name yet, or take latex or sympy, where they are φ."
            raise CannotTake(answer["refused"], hint)
        return Taken(answer["text"], FILES[format].ending, FILES[format].media)

    return write


def units(source: Source) -> dict[str, str]:
    """Units by column, where one is known."""
    return units_of(study_of(source), state_of(source.records, source.version).data)
