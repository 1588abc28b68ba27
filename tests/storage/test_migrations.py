"""The revisions and the schema the code uses are one and the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from kanscope.storage.sql import open_store
from kanscope.storage.tables import metadata


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_the_revisions_build_exactly_the_tables_of_the_code(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/studies.db")

    async def compare(connection: AsyncConnection) -> list[Any]:
        return await connection.run_sync(_differences)

    assert await store._transact(compare) == []
    await store.close()


async def test_opening_again_runs_no_revision_twice(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/100% of my studies.db"
    for _ in range(2):
        store = await open_store(url)

        async def versions(connection: AsyncConnection) -> list[str]:
            return list(await connection.scalars(text("SELECT version_num FROM alembic_version")))

        assert await store._transact(versions) == ["0001"]
        await store.close()
