"""The power goes after any call: every legal disk is whole, and each fsync is needed for that (F5)."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from tests.storage.recorded_disk import Event, RecordedDisk, after_power_loss

from kanscope.storage.blobs import BlobStore, blob_name
from kanscope.storage.durable import settle

CHECKPOINT, NEXT, CUT_OFF = b"a checkpoint", b"the next one", b"cut off"
COPY = b"a database, copied"


def place(folder: Path, data: bytes) -> Path:
    """Where a blob lies."""
    name = sha256(data).hexdigest()
    return folder / name[:2] / name


@pytest.fixture
async def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordedDisk:
    """All that `durable` does: a checkpoint is replaced by the next, a put is cut off after its rename and
    done again, and a file that somebody else wrote is settled under its name."""
    disk = RecordedDisk()
    disk.install(monkeypatch)
    blobs = BlobStore(tmp_path)
    for data in (CHECKPOINT, NEXT):
        await blobs.put(data)
        disk.acknowledge(place(tmp_path, data), data)
    await _put_but_die_before_the_name_is_synced(tmp_path, monkeypatch)
    await BlobStore(tmp_path).put(CUT_OFF)
    disk.acknowledge(place(tmp_path, CUT_OFF), CUT_OFF)
    unfinished = os.open(tmp_path / "unfinished", os.O_CREAT | os.O_WRONLY)
    os.write(unfinished, COPY)
    os.close(unfinished)
    settle(tmp_path / "unfinished", tmp_path / "copy")
    disk.acknowledge(tmp_path / "copy", COPY)
    return disk


async def _put_but_die_before_the_name_is_synced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def killed(path: Path) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("kanscope.storage.durable.sync_name", killed)
        await BlobStore(folder).put(CUT_OFF)


def judged(events: list[Event]) -> tuple[int, int]:
    """How many legal disks there are, over all moments at which the power may go, and how many are wrong.

    Wrong is one that lacks bytes somebody relied on, or has a blob that is not what its name says.
    """
    states = wrong = 0
    for end in range(len(events) + 1):
        relied_on = {event.path: event.data for event in events[:end] if event.kind == "acknowledge"}
        for files in after_power_loss(events[:end]):
            states += 1
            lost = any(files.get(path) != data for path, data in relied_on.items())
            wrong += lost or any(
                blob_name(data) != f"sha:{p.name}" for p, data in files.items() if len(p.name) == 64
            )
    return states, wrong


def test_every_legal_disk_has_what_was_acknowledged_and_no_blob_is_half(
    disk: RecordedDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    """F5."""
    states, wrong = judged(disk.events)
    assert wrong == 0 and states > len(disk.events)
    with capsys.disabled():
        print(f"\nF5: {len(disk.events) + 1} moments, {states} legal disks, {wrong} violations")


def test_each_fsync_left_out_would_be_noticed(disk: RecordedDisk, capsys: pytest.CaptureFixture[str]) -> None:
    """F5, the controls: without any one of them some legal disk is wrong."""
    wrong = [judged(disk.without(place).events)[1] for place in disk.syncs]
    assert all(wrong) and len(wrong) == 11
    with capsys.disabled():
        print(f"\nF5, the controls: {len(wrong)} of {len(wrong)} fsyncs are missed, {wrong} violations")
