"""A backup put where nothing is yet: blobs first, then every row in one transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, column, insert, inspect, table, text
from sqlalchemy.ext.asyncio import AsyncEngine

from kanscope.storage.archive import Archive, NoBackup
from kanscope.storage.blobs import BlobStore
from kanscope.storage.failures import CannotOpen
from kanscope.storage.migrate import knows, later, upgrade


async def restored(archive: Archive, engine: AsyncEngine, blobs: BlobStore) -> None:
    """Keep all that is in the archive. Raises `CannotOpen` where something is kept already, or too new."""
    if not knows(archive.told.schema_):
        raise CannotOpen(later(archive.told.schema_))
    async with engine.connect() as connection:
        if await connection.run_sync(lambda one: inspect(one).has_table("alembic_version")):
            raise CannotOpen("There are studies in this database. Restore to an empty one.")
    for data in archive.blobs():
        await blobs.put(data)
    async with engine.begin() as connection:
        await connection.run_sync(_fill, archive)


def _fill(connection: Connection, archive: Archive) -> None:
    """Make the tables as they were when it was written, fill them, and bring them to today's."""
    upgrade(connection, archive.told.schema_)
    for name in archive.told.tables:
        for rows in archive.rows(name):
            into = table(name, *(column(one) for one in rows[0]))
            connection.execute(insert(into), rows)
            if connection.dialect.name == "postgresql" and "place" in rows[0]:
                _count_on(connection, name)
    upgrade(connection)


def _count_on(connection: Connection, name: str) -> None:
    """Let the next row of a table take the place after its last."""
    last = f"SELECT setval(pg_get_serial_sequence('{name}', 'place'), max(place)) FROM {name}"
    connection.execute(text(last))


def require_empty(folder: Path) -> None:
    """Raises `CannotOpen` where anything but a lock lies in the folder."""
    if folder.is_dir() and any(path.name != "lock" for path in folder.iterdir()):
        raise CannotOpen(
            f"{folder} is not empty. Restore to a new folder with --data-dir; nothing was changed."
        )


__all__ = ["NoBackup", "require_empty", "restored"]
