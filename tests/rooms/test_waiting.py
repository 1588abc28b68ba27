"""While what trainings give cannot be kept they wait, and go on once it can (F6)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from tests.rooms.resting_engine import RestingEngine
from tests.rooms.test_lobby import opened, until

from kanscope.engine.engine import Checkpoint, Progress, Started
from kanscope.rooms import work as working
from kanscope.rooms.lobby import Lobby
from kanscope.storage.blobs import BlobStore
from kanscope.storage.failures import DiskFailed
from kanscope.storage.memory import MemoryStore
from kanscope.storage.store import Metric
from kanscope.study.operations import Pause, Train


class Full(MemoryStore):
    """A store that has no room for losses while told so."""

    full = False

    def __init__(self) -> None:
        super().__init__()
        self.refused, self.kept = asyncio.Event(), asyncio.Event()

    async def add_metrics(self, study: str, run: str, rows: Sequence[Metric]) -> None:
        """Keep rows, or fail."""
        if self.full:
            self.refused.set()
            raise DiskFailed("no room")
        await super().add_metrics(study, run, rows)
        self.kept.set()


class FullBlobs(BlobStore):
    """Blobs for which there is no room while told so."""

    full = False

    async def put(self, data: bytes) -> str:
        """Keep bytes, or fail."""
        if self.full:
            raise OSError(28, "No space left on device")
        return await super().put(data)


@pytest.fixture
def engine() -> RestingEngine:
    return RestingEngine()


@pytest.fixture
def store() -> Full:
    return Full()


@pytest.fixture
def blobs(tmp_path: Path) -> FullBlobs:
    return FullBlobs(tmp_path)


@pytest.fixture
async def lobby(
    engine: RestingEngine, store: Full, blobs: FullBlobs, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Lobby]:
    monkeypatch.setattr(working, "PAUSES", (0.0,))
    monkeypatch.setattr(working, "METRICS_EVERY", 0.01)
    lobby = Lobby(engine, store, blobs, lambda commit: "", lambda room, event: None)
    await engine.open(lobby.hear)
    yield lobby
    await lobby.close()


async def training(lobby: Lobby) -> tuple[str, str]:
    """A study with a training out, as study and run."""
    room = await opened(lobby)
    run = (await room.dispatch(Train(steps=100), "you"))["run"]
    lobby.hear(Started(room.id, run, 1))
    await until(lambda: room.records[run].status == "running")  # type: ignore[union-attr]
    return room.id, run


async def test_a_training_waits_while_its_checkpoint_cannot_be_kept(
    lobby: Lobby, engine: RestingEngine, blobs: FullBlobs
) -> None:
    study, run = await training(lobby)
    blobs.full = True
    lobby.hear(Checkpoint(study, run, 1, 7, b"state"))
    await until(lambda: (run, "pause") in engine.said)
    assert engine.said == [(run, "pause")]
    blobs.full = False
    await until(lambda: (run, "resume") in engine.said)
    async with lobby.visit(study) as room:
        await until(lambda: room.records[run].step == 7)  # type: ignore[union-attr]
    assert engine.said == [(run, "pause"), (run, "resume")]


async def test_losses_that_could_not_be_kept_are_kept_later(
    lobby: Lobby, engine: RestingEngine, store: Full
) -> None:
    study, run = await training(lobby)
    store.full = True
    for step in (1, 2):
        lobby.hear(Progress(study, run, 1, ((step, 1.0 / step, 1.0),), step, 100, None))
    await until(lambda: (run, "pause") in engine.said)
    lobby.hear(Progress(study, run, 1, ((3, 0.1, 1.0),), 3, 100, None))
    store.full = False
    await until(lambda: (run, "resume") in engine.said)
    assert [row.step for row in await store.metrics(study, run, 10)] == [1, 2, 3]


async def test_a_training_somebody_paused_stays_paused(
    lobby: Lobby, engine: RestingEngine, store: Full
) -> None:
    study, run = await training(lobby)
    async with lobby.visit(study) as room:
        await room.dispatch(Pause(), "you")
    store.full = True
    lobby.hear(Progress(study, run, 1, ((1, 1.0, 1.0),), 1, 100, None))
    await store.refused.wait()
    store.full = False
    await store.kept.wait()
    await lobby.close()
    assert engine.said == [(run, "pause")], "the word of whoever paused it, and no other"
