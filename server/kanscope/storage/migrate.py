"""Bring a database to today's schema, whatever release last wrote it."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from kanscope.storage.failures import CannotOpen
from kanscope.version import __version__

SCRIPTS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 0x6B616E  # any number that only kanscope uses in this Postgres


def newest() -> str:
    """The schema this KANscope writes."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def outdated(connection: Connection) -> str | None:
    """The earlier schema a database stands at; None where it is new or up to date.

    Raises `CannotOpen` for a schema of a later KANscope: nothing here knows what its tables mean.
    """
    standing = MigrationContext.configure(connection).get_current_revision()
    if standing is None or standing == newest():
        return None
    if not knows(standing):
        raise CannotOpen(later(standing))
    return standing


def knows(schema: str) -> bool:
    """Whether a schema is one of ours."""
    try:
        return ScriptDirectory.from_config(_config()).get_revision(schema) is not None
    except CommandError:
        return False


def lock(connection: Connection) -> None:
    """Let nobody else change the schema until the transaction ends; for Postgres."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run every missing revision inside the caller's transaction: after a crash it is all there or none."""
    if connection.dialect.name == "postgresql":
        lock(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def later(standing: str) -> str:
    """What to say of a schema that is not."""
    return (
        f"These studies were kept by a later KANscope: their schema is {standing}, this one ({__version__}) "
        f"knows schemas up to {newest()}. Nothing was changed. Install that later KANscope again, or restore "
        "a backup made before it was installed."
    )


def _config() -> Config:
    config = Config()
    # Doubled: the configuration reads a lone percent sign as the start of a variable.
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config
