"""Blobs: the name is the content, and a name once given out is on the disk."""

from __future__ import annotations

import errno
import os
from hashlib import sha256
from pathlib import Path

import pytest
from tests.storage.recorded_disk import RecordedDisk

from kanscope.storage.blobs import BlobDamaged, BlobStore, UnknownBlob, blob_name
from kanscope.storage.durable import NotDurable

DATA = b"coefficients of a spline"


def _file(folder: Path, data: bytes) -> Path:
    name = sha256(data).hexdigest()
    return folder / name[:2] / name


async def test_what_was_put_is_got_by_its_name(tmp_path: Path) -> None:
    blobs = BlobStore(tmp_path / "new" / "blobs")
    for data in (DATA, b"", bytes(3_000_000)):
        name = await blobs.put(data)
        assert name == blob_name(data) == "sha:" + sha256(data).hexdigest()
        assert await blobs.get(name) == data
        assert await blobs.has(name)
    assert not await blobs.has(blob_name(b"other"))


async def test_equal_bytes_are_stored_once(tmp_path: Path) -> None:
    blobs = BlobStore(tmp_path)
    assert await blobs.put(DATA) == await blobs.put(DATA)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [_file(tmp_path, DATA)]


@pytest.mark.parametrize(
    "name", ["", "sha:", "sha:../../etc/passwd", "sha:" + "A" * 64, "sha:" + "0" * 64 + "\n"]
)
async def test_a_name_that_is_no_hash_reaches_no_file(tmp_path: Path, name: str) -> None:
    blobs = BlobStore(tmp_path)
    assert not await blobs.has(name)
    with pytest.raises(UnknownBlob):
        await blobs.get(name)


async def test_a_flipped_bit_is_noticed(tmp_path: Path) -> None:
    blobs = BlobStore(tmp_path)
    name = await blobs.put(DATA)
    _file(tmp_path, DATA).write_bytes(b"d" + DATA[1:])
    with pytest.raises(BlobDamaged):
        await blobs.get(name)


async def test_a_blob_cut_short_is_mended_by_putting_it_again(tmp_path: Path) -> None:
    blobs = BlobStore(tmp_path)
    name = await blobs.put(DATA)
    _file(tmp_path, DATA).write_bytes(DATA[:5])
    await blobs.put(DATA)
    assert await blobs.get(name) == DATA


async def test_what_a_killed_process_left_unfinished_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".tmp-abc").write_bytes(b"half")
    BlobStore(tmp_path)
    assert list(tmp_path.iterdir()) == []


async def test_the_file_is_synced_before_its_name_and_the_name_before_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = RecordedDisk()
    disk.install(monkeypatch)
    blobs = BlobStore(tmp_path)
    await blobs.put(DATA)
    kinds = [kind for kind, _, _ in disk.events]
    assert kinds == ["create", "write", "sync_file", "mkdir", "rename", "sync_folder", "sync_folder"]
    synced = [path for kind, path, _ in disk.events if kind == "sync_folder"]
    assert synced == [_file(tmp_path, DATA).parent, tmp_path]


async def test_a_full_disk_leaves_no_scraps_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = BlobStore(tmp_path)

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space"):
        patch.setattr(os, "write", full)
        await blobs.put(DATA)
    assert list(tmp_path.iterdir()) == []
    assert await blobs.get(await blobs.put(DATA)) == DATA


async def test_after_a_failed_sync_nothing_more_is_promised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = BlobStore(tmp_path)

    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch, pytest.raises(NotDurable):
        patch.setattr(os, "fsync", broken)
        await blobs.put(DATA)
    with pytest.raises(NotDurable):
        await blobs.put(b"other")
