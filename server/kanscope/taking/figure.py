"""The network as a picture for a journal."""

from __future__ import annotations

from typing import Literal

from kanscope.taking.formula import units
from kanscope.taking.taken import Source, Taken, Writer, study_of

Picture = Literal["svg", "pdf", "png"]
MEDIA: dict[Picture, str] = {"svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png"}


def figure(format: Picture) -> Writer:
    """The writer of a kind of picture."""

    async def write(source: Source) -> Taken:
        title = study_of(source).name
        answer = await source.ask(
            "figure", format=format, columns=source.columns, units=units(source), title=title
        )
        return Taken(answer["text"] if format == "svg" else answer["data"], format, MEDIA[format])

    return write
