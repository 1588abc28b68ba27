"""The formulas of many versions, asked for once each: a version never changes, so its wording stays."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from kanscope.api.answers import Wording
from kanscope.api.asking import ask
from kanscope.api.deps import House
from kanscope.rooms.room import Room
from kanscope.study.records import Version

SECONDS = 5.0
"""For all versions of one question together; those left over have their turn when it is asked again."""
ROOM = 2000

Formulas = tuple[Wording, ...]


class Wordings:
    """What was said of the versions asked about last, by study and version."""

    def __init__(self) -> None:
        self._known = OrderedDict[tuple[str, str], Formulas]()

    async def of(self, versions: list[Version], room: Room, house: House) -> dict[str, Formulas]:
        """By version id, in the order of their importance; fewer than asked for when the time is up."""
        until = asyncio.get_running_loop().time() + SECONDS
        for version in versions:
            key = (room.id, version.id)
            if key not in self._known and asyncio.get_running_loop().time() < until:
                answer = await ask("wording", {"version": version.id}, room, house)
                self._known[key] = tuple(Wording.model_validate(one) for one in answer["formulas"])
                while len(self._known) > ROOM:
                    self._known.popitem(last=False)
        there = {version.id: (room.id, version.id) for version in versions}
        return {id: self._known[key] for id, key in there.items() if key in self._known}
