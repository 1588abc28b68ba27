"""A study out of a data folder, in any format."""

from __future__ import annotations

from kanscope.parcels.kept import Kept
from kanscope.parcels.source import KeptSource
from kanscope.rooms.parcel import packed
from kanscope.taking.catalogue import WRITERS
from kanscope.taking.taken import CannotTake


class CannotExport(Exception):
    """The study cannot be had in this format; the message says why."""


async def exported(
    kept: Kept, called: str, format: str, version: str | None = None, columns: int | None = None
) -> str | bytes:
    """The file. Raises LookupError for an unknown study or version, and `CannotExport`."""
    if format not in WRITERS:
        raise CannotExport(f"There is no format “{format}”. There are: {', '.join(WRITERS)}.")
    row = await kept.study(called)
    if format == "kanscope":
        return await packed(row.id, kept.store, kept.blobs)
    source = await KeptSource.of(kept, row.id, version, columns)
    try:
        return (await WRITERS[format](source)).content
    except CannotTake as reason:
        raise CannotExport(f"{reason}.".replace("..", ".")) from reason
