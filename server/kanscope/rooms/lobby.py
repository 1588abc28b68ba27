"""The rooms of a server: made, found, opened when somebody comes, and taken up again after a restart."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from kanscope.engine.engine import Engine, Event
from kanscope.rooms.audience import Gone, Overrun
from kanscope.rooms.clock import now
from kanscope.rooms.room import Commit, Reopened, Room
from kanscope.rooms.work import Announce, Met, Work
from kanscope.storage.blobs import BlobStore
from kanscope.storage.refusals import UnknownStudy
from kanscope.storage.store import DatasetRow, Store, StudyRow
from kanscope.study.draft import Refused
from kanscope.study.operations import BuildNetwork
from kanscope.study.records import Column, Data, Network
from kanscope.study.reports import StudyCreated

log = logging.getLogger(__name__)

FIRST_NETWORK = 30.0
"""Seconds a new study may take until its first network is there."""

MANY = 64
"""Checkpoints that later ones have replaced, before they are an occasion for the caretaker."""

OPEN = 32
"""Studies kept in memory though nobody is there and nothing goes on."""


@dataclass(frozen=True)
class Roles:
    """Roles somebody chose for a new study; None where they are to be guessed. `first`: its first network."""

    inputs: tuple[str, ...] | None = None
    targets: tuple[str, ...] | None = None
    logs: tuple[str, ...] | None = None
    first: BuildNetwork | None = None


class Closing(Exception):
    """The server is going down."""


@dataclass
class Place:
    """An open room, what is done for it, and how many requests are in it."""

    room: Room
    work: Work
    visits: int = 0

    @property
    def deserted(self) -> bool:
        """Whether nobody would notice if it were closed."""
        return not self.visits and self.room.deserted


class Lobby:
    """Opens a room once and finds it again."""

    def __init__(
        self,
        engine: Engine,
        store: Store,
        blobs: BlobStore,
        encode: Callable[[Commit], str],
        announce: Announce,
        *,
        met: Met = lambda error: None,
    ):
        self.engine, self.store, self.blobs = engine, store, blobs
        self._met = met
        self._encode, self._announce = encode, announce
        self._rooms: dict[str, Place] = {}
        self._opening = asyncio.Lock()
        self.freed = asyncio.Event()
        self.outdated: set[str] = set()

    @property
    def busy(self) -> bool:
        """Whether a run is out anywhere."""
        return any(place.room.runs_out for place in self._rooms.values())

    def hear(self, event: Event) -> None:
        """Give an event of the engine to its room."""
        known = self._rooms.get(event.study)
        if known is not None:
            known.work.hear(event)

    async def take_up(self) -> None:
        """Open the studies whose runs were out when the server went down, and let them go on."""
        busy = {study for study, run in await self.store.find("run:") if run["status"] in _OUT}
        for study in sorted(busy):
            try:
                async with self.visit(study):
                    pass
            except Exception:  # one study that cannot be read must not keep the server from all others
                log.exception("study %s cannot be opened", study)

    @asynccontextmanager
    async def visit(self, study: str) -> AsyncIterator[Room]:
        """The room of a study, opened if need be and kept open meanwhile. Raises `UnknownStudy`."""
        async with self._opening:
            known = self._rooms.pop(study, None)
            place = known if known and not known.room.closed else await self._open(study, known)
            self._rooms[study] = place  # at the end: the first ones were not asked for the longest
            place.visits += 1
        try:
            yield place.room
        finally:
            place.visits -= 1

    async def create(self, table: DatasetRow, name: str | None, roles: Roles, author: str) -> Room:
        """A study on a table; returns when its first network is there. Raises `Refused`."""
        entry = _opening_entry(table, name or table.name, roles)
        study = f"study-{secrets.token_hex(6)}"
        await self.store.create_study(study, entry.name, now(), {})
        async with self.visit(study) as room:
            try:
                await room.dispatch(entry, author)
            except Refused:
                await self.delete(study)
                raise
            await room.idle(FIRST_NETWORK)
        failed = next((run.error for run in room.runs if run.error), None)
        if failed is not None and room.records.get("head") is None:
            await self.delete(study)
            raise Refused(failed.detail, field="dataset")
        return room

    async def delete(self, study: str) -> None:
        """Forget a study and what is being done for it. Raises `UnknownStudy`."""
        async with self._opening:
            await self.store.delete_study(study)
            place = self._rooms.pop(study, None)
            if place is not None:
                await self._shut(place, UnknownStudy(study), Gone())
        self.freed.set()

    async def list(self) -> list[tuple[StudyRow, Network | None, str]]:
        """Every study with its network and what goes on in it, the last touched first."""
        networks = {
            study: Network.model_validate(record) for study, record in await self.store.each("network")
        }
        return [
            (row, networks.get(row.id), self._status(row.id))
            for row in await self.store.studies()
            if row.number
        ]

    def note(self, about: str, text: str) -> None:
        """What a newer one replaces, to everyone in every room."""
        for place in self._rooms.values():
            place.room.audience.note(about, text)

    def part(self) -> None:
        """The server is going down: whoever waits for a run to end is told so at once."""
        for place in self._rooms.values():
            place.room.part(Closing())

    async def close(self) -> None:
        """Close every room."""
        for place in self._rooms.values():
            await place.work.close()
        self._rooms.clear()

    def _outdate(self, checkpoint: str) -> None:
        self.outdated.add(checkpoint)
        if len(self.outdated) >= MANY:
            self.freed.set()

    def _status(self, study: str) -> str:
        known = self._rooms.get(study)
        return status(known.room) if known else "idle"

    async def _open(self, study: str, before: Place | None) -> Place:
        if before is not None:
            await self._shut(before, Reopened(), Overrun())
        await self._tidy()
        room = Room(study, await self.store.load(study), self.store)
        room.encode = self._encode
        work = Work(
            room, self.engine, self.store, self.blobs, self._announce, met=self._met, outdate=self._outdate
        )
        work.take_up()
        return Place(room, work)

    async def _shut(self, place: Place, why: Exception, farewell: Exception) -> None:
        place.room.close(why, farewell)
        self.engine.forget(place.room.id)
        await place.work.close()

    async def _tidy(self) -> None:
        """Close deserted rooms once there are many, those first that were not asked for the longest."""
        deserted = [study for study, place in self._rooms.items() if place.deserted]
        for study in deserted[: max(0, len(self._rooms) - OPEN + 1)]:
            await self._shut(self._rooms.pop(study), Reopened(), Overrun())


_OUT = ("queued", "running", "paused")


def status(room: Room) -> str:
    """What goes on in a study, in one word: idle, queued, training, paused or failed."""
    out = room.runs_out
    if any(run.status == "paused" for run in out):
        return "paused"
    if any(run.status == "running" for run in out):
        return "training"
    if out:
        return "queued"
    return "failed" if room.runs and room.runs[-1].status == "failed" else "idle"


def _opening_entry(table: DatasetRow, name: str, roles: Roles) -> StudyCreated:
    columns = tuple(Column.model_validate(column) for column in table.summary["columns"])
    guess: dict[str, Any] = table.summary["suggestion"]
    targets = roles.targets or tuple(guess["targets"])
    inputs = roles.inputs or tuple(
        name for name in (*guess["inputs"], *guess["targets"]) if name not in targets
    )
    if not inputs or not targets:
        raise Refused(
            "A study needs at least two columns of numbers: one input and one target.",
            field="dataset",
            hint="Look at how the file was read: a wrong delimiter or decimal mark turns numbers into text.",
        )
    used = {*inputs, *targets}
    logs = roles.logs if roles.logs is not None else tuple(name for name in guess["logs"] if name in used)
    return StudyCreated(
        name=name[:200],
        dataset=table.id,
        blob=table.blob,
        rows=table.summary["rows"],
        columns=columns,
        data=Data(inputs=inputs, targets=targets, logs=logs),
        first=roles.first,
    )


__all__ = ["Lobby", "Roles", "UnknownStudy", "status"]
