"""A study out of a data folder: as a whole, or its formula or network in a format."""

from __future__ import annotations

from typing import Any

from kanscope.parcels.kept import Kept
from kanscope.rooms.parcel import packed
from kanscope.study.changes import Changes
from kanscope.study.library import library_in, prices_of
from kanscope.study.records import Head, Records, State, Study, Version
from kanscope.study.units import units_of
from kanscope.symbolic.export.formats import FILES

FORMATS = (*FILES, "onnx", "kanscope")


class CannotExport(Exception):
    """The study cannot be had in this format; the message says why."""


async def exported(kept: Kept, called: str, format: str, version: str | None = None) -> bytes:
    """The file. Raises LookupError for an unknown study or version, and `CannotExport`."""
    if format not in FORMATS:
        raise CannotExport(f"There is no format “{format}”. There are: {', '.join(FORMATS)}.")
    row = await kept.study(called)
    if format == "kanscope":
        return await packed(row.id, kept.store, kept.blobs)
    records = (await kept.store.load(row.id)).records
    known = Changes.model_validate({"put": records}).put
    answer = await _answer(kept, known, format, version)
    if "refused" in answer:
        raise CannotExport(f"{answer['refused']}.".replace("..", "."))
    data: bytes = answer["data"] if format == "onnx" else answer["text"].encode()
    return data


async def _answer(kept: Kept, records: Records, format: str, version: str | None) -> dict[str, Any]:
    """What a reader would answer."""
    from kanscope.engine.worker.queries.asked import Asked, Library  # delayed: torch and SymPy take seconds
    from kanscope.engine.worker.queries.export import export as export_text
    from kanscope.engine.worker.queries.onnx import onnx

    state, seen = _looked_at(records, version)
    study = records["study"]
    assert isinstance(study, Study)
    arguments = {
        "data": state.data.model_dump(mode="json"),
        "prices": prices_of(library_in(records)),
        "format": format,
        "units": units_of(study, state.data),
    }
    blobs = {"network": seen.checkpoint, "table": study.blob}
    named = {name: (blob, await kept.blobs.get(blob)) for name, blob in blobs.items()}
    asked = Asked(arguments, named, Library())
    return onnx(asked) if format == "onnx" else export_text(asked)


def _looked_at(records: Records, version: str | None) -> tuple[State, Version]:
    head = records.get("head")
    id = version or (head.version if isinstance(head, Head) else "")
    found = records.get(id)
    if not isinstance(found, Version):
        raise LookupError(f"There is no version “{id}” in this study.")
    state = records[id.replace("version:", "state:")]
    assert isinstance(state, State)
    return state, found
