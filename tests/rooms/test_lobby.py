"""Rooms when the ground shakes: a full disk, a commit in doubt, a study deleted, many studies, a restart."""

from __future__ import annotations

import asyncio
import errno
import gc
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from tests.rooms.resting_engine import RestingEngine

from kanscope.engine.engine import Finished, Started
from kanscope.rooms import lobby as lobbies
from kanscope.rooms import work as working
from kanscope.rooms.audience import Gone, Listener, Overrun
from kanscope.rooms.lobby import Closing, Lobby
from kanscope.rooms.room import Reopened, Room
from kanscope.storage.blobs import BlobStore
from kanscope.storage.failures import DiskFailed, StoreAway
from kanscope.storage.memory import MemoryStore
from kanscope.storage.refusals import UnknownStudy
from kanscope.storage.store import Entry
from kanscope.study.operations import Annotate, Train
from kanscope.study.records import Column, Data, Edge, Network
from kanscope.study.reports import StudyCreated

NOON = "2026-03-03T12:00:00.000Z"
COLUMN = Column(name="", kind="number", minimum=0.0, maximum=1.0)
NOTE = Annotate(version="version:2", text="a note")


class Shaky(MemoryStore):
    """A store whose commits fail when told to, before or after they were kept."""

    before: Exception | None = None
    after: Exception | None = None

    async def commit(self, study: str, entry: Entry) -> None:
        """Keep the entry, or fail in one of the two ways."""
        if self.before:
            raise self.before
        await super().commit(study, entry)
        if self.after:
            raise self.after


@pytest.fixture
def store() -> Shaky:
    return Shaky()


@pytest.fixture
def engine() -> RestingEngine:
    return RestingEngine()


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs")


async def open_lobby(engine: RestingEngine, store: Shaky, blobs: BlobStore) -> Lobby:
    lobby = Lobby(engine, store, blobs, lambda commit: f"entry {commit.number}", lambda room, event: None)
    await engine.open(lobby.hear)
    return lobby


@pytest.fixture
async def lobby(engine: RestingEngine, store: Shaky, blobs: BlobStore) -> AsyncIterator[Lobby]:
    lobby = await open_lobby(engine, store, blobs)
    yield lobby
    await lobby.close()


async def opened(lobby: Lobby, id: str = "study-000000000001") -> Room:
    """A study whose first network is there."""
    await lobby.store.create_study(id, "S", NOON, {})
    async with lobby.visit(id) as room:
        pass
    columns = tuple(COLUMN.model_copy(update={"name": name}) for name in ("x", "y"))
    data = Data(inputs=("x",), targets=("y",))
    created = StudyCreated(
        name="S", dataset="d", blob=f"sha:{'0' * 64}", rows=900, columns=columns, data=data
    )
    run = (await room.dispatch(created, "you"))["run"]
    lobby.hear(finished(id, run))
    await room.idle(5)
    return room


def finished(study: str, run: str, attempt: int = 1) -> Finished:
    network = Network(width=(1, 1), grid=5, k=3)
    edge = Edge(id="edge:0:0:0")
    return Finished(study, run, attempt, 1, network, (edge,), b"tensors", b"picture")


async def again(lobby: Lobby, room: Room) -> Room:
    """The room of the same study, asked for anew."""
    async with lobby.visit(room.id) as found:
        return found


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


def listening(room: Room) -> Listener:
    listener = Listener(id="a", name="a")
    room.audience.add(listener)
    return listener


async def test_what_a_full_disk_refuses_changes_nothing_and_can_be_asked_again(
    lobby: Lobby, store: Shaky
) -> None:
    room = await opened(lobby)
    before = room.number, room.records
    store.before = DiskFailed("full")
    with pytest.raises(DiskFailed):
        await room.dispatch(NOTE, "you")
    assert (room.number, room.records) == before and not room.closed
    store.before = None
    assert (await room.dispatch(NOTE, "you"))["number"] == room.number == before[0] + 1


@pytest.mark.parametrize("failure", [UnknownStudy("deleted"), DiskFailed("full")])
async def test_an_author_who_went_away_is_no_reason_to_cry_over_a_refusal(
    lobby: Lobby, store: Shaky, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    room = await opened(lobby)
    store.before = failure
    async with room.turn:
        author = asyncio.ensure_future(room.dispatch(NOTE, "you"))
        await asyncio.sleep(0)
        author.cancel()
        with pytest.raises(asyncio.CancelledError):
            await author
    async with room.turn:  # the entry had its turn before
        await asyncio.sleep(0)
    gc.collect()
    store.before = None
    assert "never retrieved" not in caplog.text
    assert ("nobody waited for" in caplog.text) is isinstance(failure, DiskFailed)


async def test_a_commit_in_doubt_closes_the_room_and_its_study_opens_as_it_was_kept(
    lobby: Lobby, store: Shaky
) -> None:
    room = await opened(lobby)
    listener = listening(room)
    store.after = StoreAway("the line broke after the commit")
    with pytest.raises(Reopened):
        await room.dispatch(NOTE, "you")
    store.after = None
    with pytest.raises(Reopened):
        await room.dispatch(NOTE, "you")
    with pytest.raises(Overrun):
        await listener.next()
    new = await again(lobby, room)
    assert new is not room and new.number == room.number + 1 and new.epoch != room.epoch
    assert (await new.dispatch(NOTE, "you"))["number"] == new.number


async def test_a_run_that_was_out_in_a_closed_room_goes_on_in_the_new_one(
    lobby: Lobby, store: Shaky, engine: RestingEngine
) -> None:
    room = await opened(lobby)
    run = (await room.dispatch(Train(), "you"))["run"]
    store.after = StoreAway("gone")
    with pytest.raises(Reopened):
        await room.dispatch(NOTE, "you")
    store.after = None
    new = await again(lobby, room)
    await until(lambda: engine.jobs[-1].effect.run == run and engine.jobs[-1].effect.attempt == 2)
    assert room.id in engine.forgotten
    lobby.hear(finished(room.id, run, attempt=2))
    assert await new.idle(5)


async def test_what_a_run_left_is_kept_once_there_is_room_again(
    lobby: Lobby, store: Shaky, blobs: BlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "PAUSES", (0.02,))
    room = await opened(lobby)
    run = (await room.dispatch(Train(), "you"))["run"]
    put, tries = blobs.put, 0

    async def full(data: bytes) -> str:
        nonlocal tries
        tries += 1
        if tries < 6:
            raise OSError(errno.ENOSPC, "No space left on device")
        return await put(data)

    monkeypatch.setattr(blobs, "put", full)
    lobby.hear(Started(room.id, run, 1))
    lobby.hear(finished(room.id, run))
    assert await room.idle(5) and room.runs[-1].status == "done"


async def test_who_waits_for_or_listens_to_a_deleted_study_is_told_so_at_once(lobby: Lobby) -> None:
    room = await opened(lobby)
    listener = listening(room)
    await room.dispatch(Train(), "you")
    waiting = asyncio.ensure_future(room.idle(60))
    await asyncio.sleep(0)
    await lobby.delete(room.id)
    with pytest.raises(UnknownStudy):
        await waiting
    with pytest.raises(Gone):
        while True:
            await listener.next()
    with pytest.raises(UnknownStudy):
        await room.dispatch(NOTE, "you")


async def test_who_waits_while_the_server_goes_down_is_told_so_and_the_run_is_kept(lobby: Lobby) -> None:
    room = await opened(lobby)
    run = (await room.dispatch(Train(), "you"))["run"]
    waiting = asyncio.ensure_future(room.idle(60))
    await asyncio.sleep(0)
    lobby.part()
    with pytest.raises(Closing):
        await waiting
    lobby.hear(finished(room.id, run))
    await until(lambda: not room.runs_out)


async def test_deserted_rooms_are_closed_once_there_are_many(
    lobby: Lobby, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, training, visited = [await opened(lobby, f"study-00000000000{k}") for k in range(3)]
    monkeypatch.setattr(lobbies, "OPEN", 2)
    listening(heard)
    await training.dispatch(Train(), "you")
    async with lobby.visit(visited.id):
        left = await opened(lobby, "study-00000000000a")
        await opened(lobby, "study-00000000000b")
        assert [one.closed for one in (heard, training, visited, left)] == [False, False, False, True]
    assert (await again(lobby, left)).number == left.number and visited.closed


async def test_one_study_that_cannot_be_read_does_not_keep_the_others_closed(
    engine: RestingEngine, store: Shaky, blobs: BlobStore, caplog: pytest.LogCaptureFixture
) -> None:
    lobby = await open_lobby(engine, store, blobs)
    room = await opened(lobby)
    await room.dispatch(Train(), "you")
    await lobby.close()
    nonsense = {"run:1": {"kind": "nonsense", "status": "running"}}
    await store.create_study("study-000000000000", "broken", NOON, nonsense)
    lobby = await open_lobby(engine, store, blobs)
    await lobby.take_up()
    await until(lambda: engine.jobs[-1].effect.attempt == 2)
    assert "study-000000000000 cannot be opened" in caplog.text
    await lobby.close()
