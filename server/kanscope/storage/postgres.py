"""Postgres as a durable store, for a server that several people share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from kanscope.storage.failures import CannotOpen
from kanscope.storage.migrate import lock, outdated, upgrade

POOL = 5
"""Connections at most: writes of one study are in line anyway, so this is for reads beside them."""

_LIMITS = "-c lock_timeout=3s -c statement_timeout=30s -c idle_in_transaction_session_timeout=30s"

_CLAIM = text("SELECT pg_try_advisory_lock(hashtext('kanscope'), hashtext(current_schema()))")


def engine(url: URL) -> AsyncEngine:
    """An engine on `url`, with `postgresql+psycopg` as its driver; options given in the URL win over ours."""
    given = url.query.get("options", "")
    options = f"{_LIMITS} {given if isinstance(given, str) else ' '.join(given)}".strip()
    return create_async_engine(
        url.update_query_dict({"options": options}),
        pool_size=POOL + 1,  # one holds the claim
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5},
    )


def upgrade_with_copies(connection: Connection) -> None:
    """Bring the schema to today's, each table of an earlier one copied to `TABLE_SCHEMA` first.

    All of it happens in the caller's transaction, and while another does the same it waits.
    """
    lock(connection)
    standing = outdated(connection)
    if standing is not None:
        quoted = connection.dialect.identifier_preparer.quote
        for table in inspect(connection).get_table_names():
            copy = quoted(f"{table}_{standing}")
            if table != "alembic_version" and not table.endswith(f"_{standing}"):
                connection.execute(text(f"DROP TABLE IF EXISTS {copy}"))
                connection.execute(text(f"CREATE TABLE {copy} AS TABLE {quoted(table)}"))
    upgrade(connection)


async def claim(engine: AsyncEngine) -> AsyncConnection:
    """Take the schema for this server, as long as the connection lives. Raises `CannotOpen`.

    Two servers on one schema would carry out the same runs twice. Should the connection be lost later, the
    numbers of the entries still keep two writers apart.
    """
    connection = await engine.connect()
    await connection.execution_options(isolation_level="AUTOCOMMIT")
    if not await connection.scalar(_CLAIM):
        await connection.close()
        raise CannotOpen("Another KANscope is working on this database. Stop it, or give this one its own.")
    return connection


async def claimed_still(engine: AsyncEngine, connection: AsyncConnection) -> AsyncConnection:
    """The claim, taken again where its connection was lost. Raises `CannotOpen` where another has it."""
    if not connection.closed:
        try:
            await connection.execute(text("SELECT 1"))
        except DBAPIError:
            with suppress(DBAPIError):
                await connection.close()
        else:
            return connection
    return await claim(engine)


@asynccontextmanager
async def snapshot(engine: AsyncEngine, gate: asyncio.Semaphore) -> AsyncIterator[AsyncConnection]:
    """A transaction that sees what was committed when it began, for as long as it takes."""
    async with gate, engine.connect() as connection:
        await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        await connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
        yield connection
