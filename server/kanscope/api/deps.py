"""What a route may ask for in its signature."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, HTTPException, Path, params
from starlette.requests import HTTPConnection

from kanscope.api.auth import Doorkeeper, Visitor
from kanscope.api.errors import Denied
from kanscope.api.limits import Line
from kanscope.engine.engine import Engine
from kanscope.rooms.condition import Condition
from kanscope.rooms.lobby import Lobby
from kanscope.rooms.room import Room
from kanscope.rooms.shelf import Shelf
from kanscope.settings import Settings
from kanscope.storage.blobs import BlobStore
from kanscope.storage.sql import SqlStore


@dataclass(frozen=True)
class House:
    """The joined parts of a running server."""

    settings: Settings
    store: SqlStore
    blobs: BlobStore
    engine: Engine
    lobby: Lobby
    shelf: Shelf
    doorkeeper: Doorkeeper
    questions: Line
    condition: Condition


def house(connection: HTTPConnection) -> House:
    """The parts, once the server has started."""
    return cast(House, connection.app.state.house)


def visitor(connection: HTTPConnection) -> Visitor:
    """Who is asking; the gate has let them in."""
    return cast(Visitor, connection.state.visitor)


def needs(scope: str) -> params.Depends:
    """A dependency that lets pass only those whose token has a scope."""

    def check(asking: Annotated[Visitor, Depends(visitor)]) -> None:
        if scope not in asking.scopes:
            raise HTTPException(403, f"This token may not {scope}; it may {', '.join(asking.scopes)}.")

    return Depends(check)  # type: ignore[no-any-return]


def room_for_more(connection: HTTPConnection) -> None:
    """Refuses something new where the disk has little room left: what is there already needs it."""
    space = house(connection).condition.space
    if space.free < space.needed:
        detail = (
            f"Only {space.free} of {space.total} bytes are free in {space.path}; {space.needed} are kept for "
            "the studies that are there already, and they go on. Nothing new is begun."
        )
        hint = "Make room there, or delete studies."
        raise Denied(507, "disk", detail, limit=space.needed, got=space.free, hint=hint)


HouseDep = Annotated[House, Depends(house)]
VisitorDep = Annotated[Visitor, Depends(visitor)]
StudyId = Annotated[str, Path(pattern=r"^study-[0-9a-f]{12}$")]


async def room(study: StudyId, parts: HouseDep) -> AsyncIterator[Room]:
    """The room of the study in the path, kept open until the answer is out."""
    async with parts.lobby.visit(study) as room:
        yield room


RoomDep = Annotated[Room, Depends(room)]
ROOM_FOR_MORE = Depends(room_for_more)
