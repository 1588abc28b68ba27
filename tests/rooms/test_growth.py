"""A long run keeps little: its last checkpoints, a curve that a screen can show, and its film."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.rooms.resting_engine import RestingEngine
from tests.rooms.test_lobby import opened, until
from tests.serving import StudyClient, serving, toy_table

from kanscope.engine.engine import Checkpoint, Started
from kanscope.rooms import caretaker as caretakers
from kanscope.rooms.caretaker import Caretaker
from kanscope.rooms.lobby import MANY, Lobby
from kanscope.storage.blobs import BlobStore, blob_name
from kanscope.storage.sql import open_store
from kanscope.storage.store import Metric
from kanscope.study.operations import Train
from kanscope.study.records import Run

STEPS, ALLOWED = (100_000, 50e6) if os.environ.get("KANSCOPE_SOAK") else (3_000, 5e6)
"""Steps of a run, and the bytes they may leave."""


@pytest.fixture
async def lobby(tmp_path: Path) -> AsyncIterator[Lobby]:
    engine = RestingEngine()
    store = await open_store(f"sqlite:///{tmp_path}/studies.db")
    lobby = Lobby(engine, store, BlobStore(tmp_path / "blobs"), lambda commit: "", lambda room, event: None)
    await engine.open(lobby.hear)
    yield lobby
    await lobby.close()
    await store.close()


def size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def checkpoint(step: int) -> bytes:
    """Bytes of a network of some size."""
    return b"%06d" % step + bytes(100_000)


async def test_checkpoints_that_later_ones_replaced_go_while_the_run_is_out(
    lobby: Lobby, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caretakers, "MOMENT", 0.0)
    caretaker = Caretaker(lobby, lobby.store, lobby.blobs)
    room = await opened(lobby)
    run = (await room.dispatch(Train(steps=100_000), "you"))["run"]
    lobby.hear(Started(room.id, run, 1))
    last = 3 * MANY
    for step in range(1, last + 1):
        lobby.hear(Checkpoint(room.id, run, 1, step, checkpoint(step)))
        await until(lambda step=step: room.records[run].step == step)  # type: ignore[misc, union-attr]
        if lobby.freed.is_set():
            lobby.freed.clear()
            await caretaker.drop_outdated()
    assert size(tmp_path / "blobs") < (MANY + 5) * len(checkpoint(0))
    now = room.records[run]
    assert isinstance(now, Run) and now.checkpoint == blob_name(checkpoint(last))
    for kept in (last, last - 1):
        assert await lobby.blobs.get(blob_name(checkpoint(kept))) == checkpoint(kept)


async def test_the_losses_of_a_hundred_thousand_steps_are_a_few_megabytes(
    lobby: Lobby, tmp_path: Path
) -> None:
    room = await opened(lobby)
    for first in range(0, 100_000, 5_000):
        rows = [Metric(step, 1 / (step + 1), 2 / (step + 1)) for step in range(first, first + 5_000)]
        await lobby.store.add_metrics(room.id, "run:9", rows)
    assert (tmp_path / "studies.db").stat().st_size < 5e6
    curve = await lobby.store.metrics(room.id, "run:9", 2_000)
    assert (curve[0].step, curve[-1].step) == (0, 99_999) and len(curve) > 1_000


@pytest.mark.timeout(1800)
def test_a_long_training_leaves_little_on_the_disk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """100 000 steps in `make soak`."""
    with serving(tmp_path) as server, server.client() as client:
        client.timeout = 1800
        study = StudyClient.on_text(client, toy_table(60), inputs=["x1", "x2"])
        study.do("build_network", width=[2, 1, 1], grid=3)
        study.idle()
        before = size(tmp_path)
        study.do("train", steps=STEPS, optimiser="adam")
        while study.now()["status"] == "training" or study.get("runs")[-1]["status"] == "queued":
            client.get(f"studies/{study.id}", params={"wait": "idle"})
        run = study.get("runs")[-1]
        assert (run["status"], run["step"]) == ("done", STEPS)
        left = size(tmp_path) - before
        assert left < ALLOWED
        rows = study.get(f"runs/{run['id']}/metrics", points=2000)["rows"]
        assert rows[-1]["step"] == STEPS and len(rows) > 500
    with capsys.disabled():
        print(f"\na run of {STEPS} steps left {left / 1e6:.1f} MB")
