"""Studies with their records, operations and metrics; datasets; tokens.

Written out in full rather than from `tables.py`: a revision must go on meaning what it meant when it shipped.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_double: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


def _of_study(table: str) -> list[sa.schema.SchemaItem]:
    reference = sa.ForeignKeyConstraint(
        ["study"], ["studies.id"], name=f"fk_{table}_study", ondelete="CASCADE"
    )
    return [sa.Column("study", sa.Text(), nullable=False), reference]


def _create(table: str, primary: list[str], *items: sa.schema.SchemaItem) -> None:
    key = sa.PrimaryKeyConstraint(*primary, name=f"pk_{table}")
    op.create_table(table, *items, key, sqlite_strict=True)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _maybe(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement="auto" if name == "place" else False)


def upgrade() -> None:
    """Make the first six tables."""
    _create("studies", ["id"], *_text("id", "name"), _whole("number"), *_text("created", "touched"))
    _create("records", ["study", "id"], *_of_study("records"), *_text("id", "body"))
    _create(
        "operations",
        ["study", "number"],
        *_of_study("operations"),
        _whole("number"),
        *_text("op", "author", "at", "text", "put", "removed"),
        *_maybe("key", "answer", "digest"),
        sa.UniqueConstraint("study", "key", name="uq_operations_study_key"),
    )
    _create(
        "metrics",
        ["study", "run", "step"],
        *_of_study("metrics"),
        *_text("run"),
        _whole("step"),
        sa.Column("train_rmse", _double),
        sa.Column("check_rmse", _double),
    )
    _create(
        "datasets",
        ["place"],
        _whole("place"),
        *_text("id", "name", "blob", "summary"),
        sa.UniqueConstraint("id", name="uq_datasets_id"),
    )
    _create(
        "tokens",
        ["place"],
        _whole("place"),
        *_text("id", "hash", "name", "scopes", "created"),
        *_maybe("expires", "revoked"),
        sa.UniqueConstraint("id", name="uq_tokens_id"),
        sa.UniqueConstraint("hash", name="uq_tokens_hash"),
    )
