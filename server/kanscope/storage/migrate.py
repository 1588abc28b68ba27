"""Bring a database to today's schema, whatever release last wrote it."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

_MIGRATION_LOCK = 0x6B616E  # any number that only kanscope uses in this Postgres


def upgrade(connection: Connection) -> None:
    """Run every missing revision inside the caller's transaction: after a crash it is all there or none."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
    config = Config()
    # Doubled: the configuration reads a lone percent sign as the start of a variable.
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
