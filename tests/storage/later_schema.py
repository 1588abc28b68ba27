"""A schema of some later KANscope, made for tests: a table, a column, changed rows, in several statements."""

from __future__ import annotations

import shutil
from pathlib import Path

from kanscope.storage import migrate

REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"

def upgrade():
    op.create_table("shelves", sa.Column("id", sa.Text(), primary_key=True), sqlite_strict=True)
    op.add_column("studies", sa.Column("shelf", sa.Text()))
    for id in op.get_bind().execute(sa.text("SELECT id FROM studies ORDER BY id")).scalars().all():
        op.execute(sa.text("INSERT INTO shelves VALUES ('shelf of ' || :id)").bindparams(id=id))
        op.execute(sa.text("UPDATE studies SET shelf = 'shelf of ' || id WHERE id = :id").bindparams(id=id))
    op.create_index("ix_shelves", "shelves", ["id"])
"""
LATER = "9999"


def scripts(folder: Path) -> Path:
    """Today's revisions and one more, in a folder of their own."""
    made = Path(shutil.copytree(migrate.SCRIPTS, folder / "migrations"))
    (made / "versions" / "v9999_shelves.py").write_text(REVISION.format(before=migrate.newest()))
    return made
