"""SQLite as a durable store: one connection, of one process, for reads and writes.

SQLite 3.7.0 to 3.51.2 can lose committed writes when two connections checkpoint one WAL together, and many
systems still ship such a version. `locking_mode=EXCLUSIVE` makes the rule enforceable: while the server runs,
no other process can open the file at all.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool, StaticPool

from kanscope.storage.durable import TEMPORARY, settle
from kanscope.storage.failures import CannotOpen, DiskFailed

_PRAGMAS = {
    "busy_timeout": 5000,  # ms; a server that restarts waits for the one that is still closing
    "locking_mode": "EXCLUSIVE",  # must come before the first access in WAL mode
    "journal_mode": "WAL",
    "synchronous": "FULL",  # NORMAL may roll an acknowledged commit back after a power loss
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "mmap_size": 0,
    "journal_size_limit": 64 * 1024 * 1024,  # bytes
}


def engine(url: URL) -> AsyncEngine:
    """An engine on the database file named by `url`, with `sqlite+aiosqlite` as its driver."""
    made = create_async_engine(url, poolclass=StaticPool)
    event.listen(made.sync_engine, "connect", _prepare)
    event.listen(made.sync_engine, "begin", _begin)
    return made


async def copy_to(engine: AsyncEngine, path: Path) -> None:
    """Write all that is committed to a new database file at `path`. Raises OSError, sqlite3.Error."""
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()  # SQLite does this outside a transaction only
        assert raw.driver_connection is not None
        await raw.driver_connection.execute("VACUUM INTO ?", (str(path),))


@asynccontextmanager
async def snapshot(engine: AsyncEngine, gate: asyncio.Semaphore) -> AsyncIterator[AsyncConnection]:
    """A connection to a copy, which goes afterwards. Writers wait while it is made, not while it is read."""
    beside = Path(engine.url.database or tempfile.gettempdir())
    copy = beside.with_name(f"{TEMPORARY}{uuid4().hex}")
    reading = create_async_engine(engine.url.set(database=str(copy)), poolclass=NullPool)
    try:
        try:
            async with gate:
                await copy_to(engine, copy)
        except (OSError, sqlite3.Error) as error:
            raise DiskFailed(f"There is no room beside {beside} for a copy of it: {error}.") from error
        async with reading.connect() as connection:
            yield connection
    finally:
        await reading.dispose()
        copy.unlink(missing_ok=True)


async def copy_beside(engine: AsyncEngine, schema: str) -> None:
    """Leave a durable copy beside a database that is about to be changed. Raises `CannotOpen`."""
    database = Path(engine.url.database or "")
    copy = database.with_name(f"{database.name}.{schema}")
    unfinished = database.with_name(f"{TEMPORARY}{copy.name}")
    try:
        unfinished.unlink(missing_ok=True)
        await copy_to(engine, unfinished)
        await asyncio.to_thread(settle, unfinished, copy)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise CannotOpen(
            f"{database} has to be brought to a new schema, and the copy made of it before could not be "
            f"written to {copy}: {error}. Nothing was changed. Make room there, then start again."
        ) from error


def _prepare(connection: Any, _record: Any) -> None:
    # The driver must not open transactions itself: it would do so late, deferred and not for DDL.
    connection.isolation_level = None
    cursor = connection.cursor()
    answers = {}
    for name, value in _PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
        answers[name] = cursor.fetchone()
    cursor.close()
    if answers["journal_mode"] not in (("wal",), ("memory",)):
        raise CannotOpen("This file system does not support SQLite's WAL. Use a local disk, or Postgres.")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
