"""The same walk with the studies in Postgres, and a second server that is kept out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from tests.serving import StudyClient, serving, toy_table
from tests.storage.test_stores import POSTGRES


@pytest.fixture
def database() -> Iterator[str]:
    """A schema of this test's own."""
    psycopg = pytest.importorskip("psycopg", reason="needs the extra `postgres`")
    plain = POSTGRES.replace("+psycopg", "")
    try:
        admin = psycopg.connect(plain, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError as error:
        pytest.skip(f"needs Postgres at 127.0.0.1:5432 with a database `test`: {error}")
    schema = f"walk_{uuid4().hex}"
    with admin:
        admin.execute(f'CREATE SCHEMA "{schema}"')
        yield f"{plain}?options=-csearch_path%3D{schema}"
        admin.execute(f'DROP SCHEMA "{schema}" CASCADE')


def test_a_study_in_postgres_is_trained_named_and_there_after_a_kill(database: str, tmp_path: Path) -> None:
    with serving(tmp_path, "--database", database) as server:
        with server.client() as client:
            study = StudyClient.on_text(client, toy_table(300))
            study.do("train", steps=40)
            study.idle()
            study.do("fix_symbolic", edge="edge:0:0:0", function="sin", key="the-key")
            before = study.idle()
            command = [sys.executable, "-m", "kanscope.cli", "serve", "--no-browser", "--port", "0"]
            other = [*command, "--data-dir", str(tmp_path / "other"), "--database", database]
            refused = subprocess.run(other, capture_output=True, text=True, timeout=60, check=False)
            assert refused.returncode == 2 and "Another KANscope" in refused.stderr
            assert refused.stderr.count("\n") == 1
        server.kill()
        server.start()
        with server.client() as client:
            after = StudyClient(client, study.id).idle()
            assert (after["network"], after["number"]) == (before["network"], before["number"])
