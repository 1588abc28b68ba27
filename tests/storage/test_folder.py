"""A data folder belongs to one server at a time; what stands in the way of one is said in a line."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kanscope.storage import folder as folders
from kanscope.storage.failures import CannotOpen, DiskFailed, StoreAway
from kanscope.storage.folder import DataFolder
from kanscope.storage.refusals import NotKeepable
from kanscope.storage.sql import open_store

HOLD = """
import asyncio, sys
from pathlib import Path
from kanscope.storage.folder import DataFolder
taken = asyncio.run(DataFolder.take(Path(sys.argv[1])))
print("taken", flush=True)
sys.stdin.read()
"""


def test_a_second_server_is_told_who_holds_the_folder_until_that_one_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "PATIENCE", 0.0)
    path = {"PYTHONPATH": str(Path(folders.__file__).parents[2])}
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=path
    )
    with holder:
        assert holder.stdout is not None and holder.stdout.readline()
        with pytest.raises(CannotOpen, match=f"process {holder.pid}.*--data-dir"):
            asyncio.run(DataFolder.take(tmp_path))
        holder.kill()
        holder.wait()
        asyncio.run(DataFolder.take(tmp_path)).release()


async def test_a_folder_that_cannot_be_made_is_said_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotOpen, match="--data-dir"):
        await DataFolder.take(tmp_path / "file" / "below")


async def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "studies.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(CannotOpen, match="no database of KANscope"):
        await open_store(f"sqlite:///{tmp_path}/studies.db")


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/x", "postgresql://nobody@127.0.0.1:1/x"])
async def test_a_database_that_cannot_be_reached_is_one_line(url: str) -> None:
    with pytest.raises(CannotOpen) as refusal:
        await open_store(url)
    assert "\n" not in str(refusal.value)


async def test_a_password_is_not_repeated() -> None:
    with pytest.raises(CannotOpen) as refusal:
        await open_store("postgresql://me:secret@127.0.0.1:1/x")
    assert "secret" not in str(refusal.value)


async def test_a_full_database_says_that_the_disk_is_full(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/studies.db")
    await store._transact(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1"))
    with pytest.raises(DiskFailed, match="no room"):
        for k in range(50):
            await store.create_study(f"s{k}", "x" * 4000, "", {})
    assert len(await store.studies()) < 50
    await store.close()


@pytest.mark.skipif(os.name == "nt", reason="SQLite's locks differ there")
async def test_a_database_another_program_holds_is_said_so(tmp_path: Path) -> None:
    import sqlite3

    url = f"sqlite:///{tmp_path}/studies.db"
    await (await open_store(url)).close()
    holder = sqlite3.connect(tmp_path / "studies.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CannotOpen, match="Another program"):
        await open_store(url)
    holder.close()


async def test_what_a_driver_cannot_take_is_a_refusal_not_a_fault(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/studies.db")
    with pytest.raises(NotKeepable):
        await store.dataset("\ud800")
    await store.create_study("s", "s", "", {})
    with pytest.raises(NotKeepable):
        await store.committed("s", 10**30, 1)
    await store.close()
    assert issubclass(StoreAway, Exception)
