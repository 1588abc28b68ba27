"""The same walk with the studies in Postgres, a second server that is kept out, and a line that breaks (F8,
F9)."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from tests.serving import Server, StudyClient, serving, toy_table
from tests.storage.test_stores import POSTGRES
from tests.walks.cut_line import line_to
from tests.walks.listening import listening
from tests.walks.test_full_disk import trouble


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


class Person(threading.Thread):
    """Somebody who writes notes, asks again with the same key when refused for a moment, and remembers."""

    def __init__(self, server: Server, study: str):
        super().__init__()
        self.server, self.study = server, study
        self.acknowledged: dict[str, int] = {}
        self.refused: list[int] = []
        self.begun, self.enough = threading.Event(), threading.Event()

    def run(self) -> None:
        with self.server.client() as client:
            study = StudyClient(client, self.study)
            while not self.enough.is_set():
                self._note(study, f"note {len(self.acknowledged)}")
                self.begun.set()

    def _note(self, study: StudyClient, text: str) -> None:
        while True:
            answer = study.ask("annotate", version="version:2", text=text, key=text)
            if answer.status_code == 200:
                self.acknowledged[text] = answer.json()["number"]
                return
            self.refused.append(answer.status_code)

    def more(self, notes: int) -> None:
        """Wait until so many more were acknowledged."""
        wanted = len(self.acknowledged) + notes
        while len(self.acknowledged) < wanted and self.is_alive():
            self.join(0.05)


def notes_of(study: StudyClient) -> list[str]:
    """The notes in the log, in order."""
    log: list[str] = []
    after: int | None = 0
    while after is not None:
        page = study.get("operations", after=after, limit=1000)
        log += [entry["op"]["text"] for entry in page["operations"] if entry["op"]["op"] == "annotate"]
        after = page["next"]
    return log


def test_connections_ended_under_it_cost_nothing_and_nothing_is_done_twice(
    database: str, tmp_path: Path
) -> None:
    """F9: pg_terminate_backend of every connection, again and again, while somebody works."""
    import psycopg

    ending = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = %s"
    name = f"kanscope_{uuid4().hex}"
    with (
        psycopg.connect(POSTGRES.replace("+psycopg", ""), autocommit=True) as admin,
        serving(tmp_path, "--database", f"{database}&application_name={name}") as server,
        server.client() as client,
    ):
        study = StudyClient.on_text(client, toy_table(60))
        person = Person(server, study.id)
        person.start()
        person.begun.wait()
        ended = 0
        for _ in range(6):
            ended += admin.execute(ending, [name]).fetchone()[0]  # type: ignore[index]
            person.more(3)
        person.enough.set()
        person.join()
        assert ended >= 6 and set(person.refused) <= {503}
        assert notes_of(study) == list(person.acknowledged)


def test_an_outage_of_the_database_is_said_and_over_by_itself(database: str, tmp_path: Path) -> None:
    """F9: the line to Postgres is cut, as its restart would; what is out waits and goes on."""
    with (
        line_to("127.0.0.1", 5432) as line,
        serving(tmp_path, "--database", database.replace(":5432", f":{line.port}")) as server,
        server.client() as client,
    ):
        study = StudyClient.on_text(client, toy_table(200))
        study.do("annotate", version="version:2", text="before")
        with listening(server, study.id) as ear:
            study.do("train", steps=3000, optimiser="adam")
            ear.until_op("checkpoint_reached")
            line.cut()
            refused = study.ask("annotate", version="version:2", text="during")
            assert (refused.status_code, refused.json()["code"]) in ((503, "database"), (503, "reopened"))
            assert "Retry-After" in refused.headers
            line.mend()
        with listening(server, study.id) as ear:
            if study.now()["status"] != "idle":
                ear.until_op("network_changed")
        study.idle()
        assert study.get("runs")[-1]["step"] == 3000
        study.do("annotate", version="version:2", text="after")
        assert [note for note in notes_of(study) if note != "during"] == ["before", "after"]


def test_a_table_somebody_else_has_locked_is_a_moments_refusal(database: str, tmp_path: Path) -> None:
    """F8."""
    import psycopg

    with serving(tmp_path, "--database", database) as server, server.client() as client:
        study = StudyClient.on_text(client, toy_table(60))
        with listening(server, study.id) as ear, psycopg.connect(database) as other:
            other.execute("LOCK TABLE operations IN ACCESS EXCLUSIVE MODE")
            refused = study.ask("annotate", version="version:2", text="locked out")
            assert refused.status_code == 503 and "Retry-After" in refused.headers
            assert trouble(ear, "away") is not None
            other.rollback()
            assert trouble(ear, None) is None
        study.do("annotate", version="version:2", text="let in")
        assert notes_of(study)[-1] == "let in"
