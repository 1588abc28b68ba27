"""SQLite is opened so that what was acknowledged stays."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from kanscope.storage.failures import CannotOpen
from kanscope.storage.sql import SqlStore, open_store


async def test_the_connection_waits_for_the_disk_and_checks_references(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/studies.db")

    async def ask(connection: AsyncConnection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "locking_mode", "mmap_size")
        return [await connection.scalar(text(f"PRAGMA {name}")) for name in names]

    assert await store._transact(ask) == ["wal", 2, 1, "exclusive", 0]
    await store.close()


async def test_no_second_connection_can_open_the_file_while_the_store_is_open(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/studies.db")
    second = sqlite3.connect(tmp_path / "studies.db", timeout=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        second.execute("SELECT * FROM studies")
    await store.close()
    assert second.execute("SELECT count(*) FROM studies").fetchone() == (0,)
    second.close()


async def test_a_failed_transaction_leaves_nothing_half_done(tmp_path: Path) -> None:
    store: SqlStore = await open_store(f"sqlite:///{tmp_path}/studies.db")

    async def half(connection: AsyncConnection) -> None:
        await connection.execute(text("INSERT INTO studies VALUES ('a', 'n', 0, '', '')"))
        await connection.execute(text("CREATE TABLE half (a TEXT)"))
        raise RuntimeError("power gone")

    with pytest.raises(RuntimeError):
        await store._transact(half)
    assert await store.studies() == []
    await store.create_study("a", "n", "", {})
    await store.close()


async def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(CannotOpen, match="not in mysql"):
        await open_store("mysql://localhost/kanscope")
