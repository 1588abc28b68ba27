"""The study as a whole."""

from __future__ import annotations

from kanscope.taking.taken import Source, Taken


async def whole(source: Source) -> Taken:
    """Table, log and every version, as `kanscope import` takes it in; whatever version is looked at."""
    return Taken(await source.parcel(), "kanscope", "application/zip")
