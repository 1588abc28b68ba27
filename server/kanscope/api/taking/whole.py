"""The study as a whole."""

from __future__ import annotations

from kanscope.api.taking.taken import Source, Taken
from kanscope.rooms.parcel import packed


async def whole(source: Source) -> Taken:
    """Table, log and every version, as `kanscope import` takes it in; whatever version is looked at."""
    house = source.house
    data = await packed(source.room.id, house.store, house.blobs)
    return Taken(data, "kanscope", "application/zip")
