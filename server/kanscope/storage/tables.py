"""The schema, once, for SQLite and Postgres. A change here needs a revision in `migrations/versions`.

Only TEXT, INTEGER and double precision are used, and SQLite's tables are STRICT, so the two databases accept
and return the same values.
"""

from __future__ import annotations

from sqlalchemy import REAL, Column, Double, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

number: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
"""64-bit floats: SQLite calls them REAL, which in Postgres would be 32 bits."""


def _of_study() -> Column[str]:
    return Column("study", Text, ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True)


studies = Table(
    "studies",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("created", Text, nullable=False),
    Column("touched", Text, nullable=False),
    sqlite_strict=True,
)

records = Table(
    "records",
    metadata,
    _of_study(),
    Column("id", Text, primary_key=True),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)

operations = Table(
    "operations",
    metadata,
    _of_study(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("op", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("put", Text, nullable=False),
    Column("removed", Text, nullable=False),
    # The answer to an idempotency key sits in the operation's own row: one cannot be kept without the other.
    Column("key", Text),
    Column("answer", Text),
    Column("digest", Text),
    UniqueConstraint("study", "key"),
    sqlite_strict=True,
)

metrics = Table(
    "metrics",
    metadata,
    _of_study(),
    Column("run", Text, primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("train_rmse", number),
    Column("check_rmse", number),
    sqlite_strict=True,
)

datasets = Table(
    "datasets",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("blob", Text, nullable=False),
    Column("summary", Text, nullable=False),
    sqlite_strict=True,
)

tokens = Table(
    "tokens",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("expires", Text),
    Column("revoked", Text),
    sqlite_strict=True,
)
