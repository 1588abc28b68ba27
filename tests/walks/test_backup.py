"""Everything as one file while people work, and from it a server that knows all they had done (F30)."""

from __future__ import annotations

import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from tests.serving import Server, StudyClient, serving, toy_table
from tests.storage.told import told
from tests.walks.test_postgres import database as postgres

__all__ = ["postgres"]


def kanscope(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kanscope.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)


def worked_on(server: Server) -> list[str]:
    """Two studies, one with a training, a name and an undo behind it."""
    with server.client() as client:
        study = StudyClient.on_text(client, toy_table(200), name="Pendel 摆")
        study.do("train", steps=40)
        study.idle()
        study.do("fix_symbolic", edge="edge:0:0:0", function="sin")
        study.idle()
        study.do("undo")
        return [study.id, StudyClient.on_text(client, toy_table(80)).id]


def all_told(server: Server, ids: list[str]) -> list[object]:
    with server.client() as client:
        return [told(StudyClient(client, id)) for id in ids]


class Busy(threading.Thread):
    """Somebody who goes on working, and remembers what was acknowledged."""

    def __init__(self, server: Server, study: str):
        super().__init__()
        self.server, self.study, self.acknowledged = server, study, 0
        self.begun, self.enough = threading.Event(), threading.Event()

    def run(self) -> None:
        with self.server.client() as client:
            study = StudyClient(client, self.study)
            while not self.enough.is_set():
                text = f"note {self.acknowledged}"
                self.acknowledged = study.do("annotate", version="version:2", text=text)["number"]
                self.begun.set()


def test_a_backup_made_while_people_work_has_all_that_was_acknowledged_before_it(tmp_path: Path) -> None:
    file, home, copy = tmp_path / "all.backup", tmp_path / "home", tmp_path / "copy"
    home.mkdir()
    with serving(home) as server:
        ids = worked_on(server)
        quiet = all_told(server, ids[1:])
        busy = Busy(server, ids[0])
        busy.start()
        busy.begun.wait()
        before = busy.acknowledged
        made = kanscope("backup", file, "--data-dir", home)
        after = busy.acknowledged
        busy.enough.set()
        busy.join()
        assert made.returncode == 0, made.stderr
        assert "read back and found whole" in made.stdout and list(tmp_path.glob(".tmp*")) == []
        assert after > before
    done = kanscope("restore", file, "--data-dir", copy)
    assert done.returncode == 0, done.stderr
    with serving(copy) as server:
        assert all_told(server, ids[1:]) == quiet
        with server.client() as client:
            study = StudyClient(client, ids[0])
            assert before <= study.now()["number"] <= after + 1
            assert [entry["number"] for entry in study.get("operations", limit=1000)["operations"]] == list(
                range(1, study.now()["number"] + 1)
            )
            study.do("train", steps=3)
            assert study.idle()["status"] == "idle"


def test_without_a_server_and_from_sqlite_to_postgres_and_back_it_is_the_same(
    postgres: str, tmp_path: Path
) -> None:
    home, shared, copy = (tmp_path / name for name in ("home", "shared", "copy"))
    home.mkdir()
    with serving(home) as server:
        ids = worked_on(server)
        before = all_told(server, ids)
    first, second = tmp_path / "first.backup", tmp_path / "second.backup"
    assert kanscope("backup", first, "--data-dir", home).returncode == 0
    there = ["--data-dir", shared, "--database", postgres]
    done = kanscope("restore", first, *there)
    assert done.returncode == 0, done.stderr
    with serving(shared, "--database", postgres) as server:
        assert all_told(server, ids) == before
        made = kanscope("backup", second, *there)
        assert made.returncode == 0, made.stderr
        with server.client() as client:
            StudyClient.on_text(client, toy_table(50))  # a new row where rows were restored
    assert kanscope("restore", second, "--data-dir", copy).returncode == 0
    with serving(copy) as server:
        assert all_told(server, ids) == before


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a small house."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "home").mkdir()
    with serving(folder / "home") as server, server.client() as client:
        StudyClient.on_text(client, toy_table(30))
    assert kanscope("backup", folder / "all.backup", "--data-dir", folder / "home").returncode == 0
    return folder / "all.backup"


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.99])
def test_a_file_cut_short_is_refused_and_nothing_is_made(made: Path, tmp_path: Path, share: float) -> None:
    cut = tmp_path / "cut.backup"
    cut.write_bytes(made.read_bytes()[: int(made.stat().st_size * share)])
    done = kanscope("restore", cut, "--data-dir", tmp_path / "new")
    assert done.returncode == 2 and "cut short" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("part", ["tables/operations.jsonl", "blobs/", "backup.json"])
def test_a_changed_part_is_noticed(made: Path, tmp_path: Path, part: str) -> None:
    """Each part is judged by its hash, not by the checksum a zip makes anew."""
    changed = tmp_path / "changed.backup"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w") as new:
        hit = next(name for name in old.namelist() if name.startswith(part))
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[:-2] + b"??" if name == hit else data)
    done = kanscope("restore", changed, "--data-dir", tmp_path / "new")
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and not (tmp_path / "new").exists()


def test_a_folder_or_a_database_that_is_not_empty_is_left_as_it_is(
    made: Path, postgres: str, tmp_path: Path
) -> None:
    done = kanscope("restore", made, "--data-dir", made.parent / "home")
    assert done.returncode == 2 and "not empty" in done.stderr
    there = ["--database", postgres]
    assert kanscope("restore", made, *there, "--data-dir", tmp_path / "one").returncode == 0
    again = kanscope("restore", made, *there, "--data-dir", tmp_path / "two")
    assert again.returncode == 2 and "studies in this database" in again.stderr


def test_an_old_backup_stays_until_the_new_one_is_whole(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "nightly.backup"
    file.write_bytes(b"yesterday's")
    done = kanscope("backup", file, "--data-dir", tmp_path / "nowhere")
    assert done.returncode == 2 and "--data-dir" in done.stderr and file.read_bytes() == b"yesterday's"
    assert kanscope("backup", file, "--data-dir", made.parent / "home").returncode == 0
    assert zipfile.is_zipfile(file) and file.stat().st_mode & 0o077 == 0


def test_bytes_that_were_damaged_before_are_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "all.backup"
    home.mkdir()
    with serving(home) as server, server.client() as client:
        StudyClient.on_text(client, toy_table(30))
    victim = sorted(home.glob("blobs/??/*"))[0]
    victim.write_bytes(victim.read_bytes()[:-1] + b"\0\0")
    made = kanscope("backup", file, "--data-dir", home)
    assert made.returncode == 1 and victim.name in made.stderr
    assert kanscope("restore", file, "--data-dir", tmp_path / "copy").returncode == 1
