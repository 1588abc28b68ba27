"""A version of a study in its room, to be taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kanscope.api.asking import ask, version_of
from kanscope.api.deps import House
from kanscope.rooms.parcel import packed
from kanscope.rooms.room import Room
from kanscope.study.records import Records, Version


@dataclass(frozen=True)
class RoomSource:
    """`records` as they were when it was asked for: what is written meanwhile does not meet them."""

    room: Room
    house: House
    records: Records
    version: Version
    columns: int | None = None

    @classmethod
    def of(cls, room: Room, house: House, id: str | None, columns: int | None) -> RoomSource:
        """The version of that id, or the one everyone looks at. HTTPException 404: there is none."""
        version, _ = version_of(room, id)
        return cls(room, house, dict(room.records), version, columns)

    async def ask(self, query: str, /, *, of: Version | None = None, **arguments: Any) -> Any:
        """A question, answered by the warm reader."""
        about = {**arguments, "version": (of or self.version).id}
        return await ask(query, about, self.room, self.house)

    async def parcel(self) -> bytes:
        """The study as a whole."""
        return await packed(self.room.id, self.house.store, self.house.blobs)
