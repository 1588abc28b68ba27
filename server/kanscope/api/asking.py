"""From a question at a door to the reader: which version it is about, and the bytes it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import HTTPException

from kanscope.api.deps import House
from kanscope.rooms.room import Room
from kanscope.study.library import library_in, prices_of
from kanscope.study.lineage import state_of
from kanscope.study.operations import Train
from kanscope.study.records import Head, State, Study, Version


async def ask(
    query: str, asked: Mapping[str, Any], room: Room, house: House, newest: str | None = None
) -> Any:
    """The reader's answer about `asked["version"]`, or the version everyone looks at.

    With `asked["live"]`, about the network as the training that is out was last kept, while there is one.
    """
    arguments = dict(asked)
    version, state = version_of(room, arguments.pop("version", None))
    learning = _last_kept(room) if arguments.pop("live", False) else None
    about = room.records["study"]
    assert isinstance(about, Study)
    arguments["data"] = state.data.model_dump(mode="json")
    arguments["prices"] = prices_of(library_in(room.records))
    arguments["field"] = library_in(room.records).preset
    arguments["sealed_reading"] = version.sealed_reading
    network = await house.blobs.get(learning or version.checkpoint)
    table = await house.blobs.get(about.blob)
    blobs = {"network": network, "table": table}
    with house.questions.place():
        return await house.engine.ask(query, arguments, blobs, newest_of=newest)


def _last_kept(room: Room) -> str | None:
    trainings = (run for run in room.runs_out if isinstance(run.operation, Train))
    return next((run.checkpoint for run in trainings), None)


def version_of(room: Room, id: str | None) -> tuple[Version, State]:
    """A version with its records; the one everyone looks at unless told. HTTPException 404: there is none."""
    head = room.records.get("head")
    if id is None and isinstance(head, Head):
        id = head.version
    version = room.records.get(id or "")
    if not isinstance(version, Version):
        raise HTTPException(404, "There is no such version yet.")
    state = state_of(room.records, version)
    return version, state
