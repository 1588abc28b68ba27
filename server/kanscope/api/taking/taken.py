"""A file somebody takes away, and what it is made from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from kanscope.api.asking import ask, version_of
from kanscope.api.deps import House
from kanscope.rooms.room import Room
from kanscope.study.records import State, Study, Version


@dataclass(frozen=True)
class Taken:
    """The file's content, the ending of its name, and its media type."""

    content: str | bytes
    ending: str
    media: str


@dataclass(frozen=True)
class Source:
    """A version of a study."""

    room: Room
    house: House
    study: Study
    version: Version
    state: State

    @classmethod
    def of(cls, room: Room, house: House, id: str | None) -> Source:
        """The version of that id, or the one everyone looks at. HTTPException 404: there is none."""
        version, state = version_of(room, id)
        study = room.records["study"]
        assert isinstance(study, Study)
        return cls(room, house, study, version, state)

    async def ask(self, query: str, **arguments: Any) -> Any:
        """A question about the version, answered by the reader."""
        return await ask(query, {**arguments, "version": self.version.id}, self.room, self.house)


Writer = Callable[[Source], Awaitable[Taken]]
