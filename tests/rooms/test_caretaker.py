"""What nobody names goes by itself, and nothing is touched while something is out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.rooms.resting_engine import RestingEngine
from tests.rooms.test_lobby import opened

from kanscope.rooms.caretaker import Caretaker
from kanscope.rooms.lobby import Lobby
from kanscope.storage.blobs import BlobStore
from kanscope.storage.memory import MemoryStore
from kanscope.study.operations import Train

DAY = 86_400.0


class Heard(Caretaker):
    """Tells when a round is over."""

    def __init__(self, *given: object):
        super().__init__(*given)  # type: ignore[arg-type]
        self.rounds: asyncio.Queue[None] = asyncio.Queue()

    async def collect(self) -> None:
        """One round, and a word of it."""
        await super().collect()
        self.rounds.put_nowait(None)


@pytest.fixture
async def lobby(tmp_path: Path) -> AsyncIterator[Lobby]:
    engine = RestingEngine()
    lobby = Lobby(engine, MemoryStore(), BlobStore(tmp_path), lambda commit: "", lambda room, event: None)
    await engine.open(lobby.hear)
    yield lobby
    await lobby.close()


@pytest.fixture
async def caretaker(lobby: Lobby) -> AsyncIterator[Heard]:
    caretaker = Heard(lobby, lobby.store, lobby.blobs, 0.0)
    going = asyncio.create_task(caretaker.go_round(every=DAY, later=0.0))
    yield caretaker
    going.cancel()
    with suppress(asyncio.CancelledError):
        await going


async def test_a_deleted_study_frees_its_bytes_at_once(lobby: Lobby, caretaker: Heard) -> None:
    await caretaker.rounds.get()
    first, second = await opened(lobby), await opened(lobby, "study-000000000002")
    names = await lobby.store.named_blobs()
    both = {name for name in names if await lobby.blobs.has(name)}
    await lobby.delete(first.id)
    await caretaker.rounds.get()
    assert len(both) > 1
    await lobby.delete(second.id)
    await caretaker.rounds.get()
    assert not [name for name in both if await lobby.blobs.has(name)]


async def test_nothing_is_collected_while_a_run_is_out(lobby: Lobby, caretaker: Heard) -> None:
    await caretaker.rounds.get()
    room, gone = await opened(lobby), await opened(lobby, "study-000000000002")
    nobodys = await lobby.blobs.put(b"nobody's")
    await room.dispatch(Train(steps=5), "you")
    await lobby.delete(gone.id)
    for _ in range(20):
        await asyncio.sleep(0)
    assert caretaker.rounds.empty() and await lobby.blobs.has(nobodys)
    await lobby.delete(room.id)
    await caretaker.rounds.get()
    assert not await lobby.blobs.has(nobodys)
