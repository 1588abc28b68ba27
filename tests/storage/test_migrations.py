"""Revisions and the schema of the code are one; a database is brought up whole or left as it was (F25)."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection
from tests.serving import StudyClient, serving
from tests.storage.later_schema import LATER, scripts
from tests.storage.told import told
from tests.walks.test_postgres import database

from kanscope.storage import migrate
from kanscope.storage.failures import CannotOpen
from kanscope.storage.sql import open_store
from kanscope.storage.tables import metadata

__all__ = ["database"]

KEPT = Path(__file__).parent / "kept"
ROOT = Path(__file__).parents[2]
MANIFESTS = sorted(KEPT.glob("*.json"))
HOME = Path("kanscope.sqlite3")


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

        assert await store._transact(versions) == [migrate.newest()]
        await store.close()


def unpacked(schema: str, folder: Path) -> Path:
    """A kept data folder of that schema, taken out of its box."""
    with zipfile.ZipFile(KEPT / f"{schema}.zip") as box:
        box.extractall(folder)
    return folder


def contents(database: Path) -> dict[str, list[Any]]:
    """Every table with its rows, in the order of their first columns."""
    connection = sqlite3.connect(database)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")]
        return {name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in names}
    finally:
        connection.close()


def test_every_schema_there_ever_was_is_kept_with_a_manifest() -> None:
    config = migrate._config()
    revisions = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    assert {path.stem for path in MANIFESTS} == revisions, "run `python -m tools.keep_schema`"
    assert all((KEPT / f"{name}.zip").stat().st_size < 200_000 for name in revisions)


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.stem)
def test_a_folder_of_every_release_opens_with_all_its_studies_and_can_be_worked_on(
    manifest: Path, tmp_path: Path
) -> None:
    known = json.loads(manifest.read_text(encoding="utf-8"))
    unpacked(known["schema"], tmp_path)
    with serving(tmp_path) as server, server.client() as client:
        for study in known["studies"]:
            assert told(StudyClient(client, study["id"])) == study
        worked_on = StudyClient(client, known["studies"][0]["id"])
        worked_on.do("undo")
        worked_on.do("train", steps=3)
        assert worked_on.idle()["status"] == "idle"
        assert worked_on.query("formula")["outputs"][0]["latex"]


async def test_a_later_schema_is_refused_with_both_versions_and_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = unpacked(migrate.newest(), tmp_path) / HOME
    url = f"sqlite:///{database}"
    with monkeypatch.context() as later:
        later.setattr(migrate, "SCRIPTS", scripts(tmp_path))
        await (await open_store(url)).close()
    before = database.read_bytes()
    with pytest.raises(CannotOpen, match=f"{LATER}.*{migrate.newest()}.*Install that later KANscope") as said:
        await open_store(url)
    assert database.read_bytes() == before and "\n" not in str(said.value)


def test_the_command_line_says_so_in_one_line_and_leaves_with_2(tmp_path: Path) -> None:
    database = unpacked(migrate.newest(), tmp_path) / HOME
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (LATER,))
    connection.close()
    command = [sys.executable, "-m", "kanscope.cli", "serve", "--no-browser", "--port", "0"]
    ran = subprocess.run(
        [*command, "--data-dir", str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 2 and ran.stderr.count("\n") == 1 and LATER in ran.stderr


async def test_a_copy_is_left_before_a_schema_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = migrate.newest()
    database = unpacked(schema, tmp_path) / HOME
    before = contents(database)
    monkeypatch.setattr(migrate, "SCRIPTS", scripts(tmp_path))
    for _ in range(2):
        await (await open_store(f"sqlite:///{database}")).close()
    assert contents(database.with_name(f"{HOME}.{schema}")) == before
    after = contents(database)
    assert len(after["shelves"]) == len(after["studies"]) == len(before["studies"])
    assert {name: rows for name, rows in after.items() if name in ("operations", "records", "metrics")} == {
        name: before[name] for name in ("operations", "records", "metrics")
    }


async def test_where_there_is_no_room_for_the_copy_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = unpacked(migrate.newest(), tmp_path) / HOME
    before = contents(database)
    (tmp_path / f".tmp-{HOME}.{migrate.newest()}").mkdir()
    monkeypatch.setattr(migrate, "SCRIPTS", scripts(tmp_path))
    with pytest.raises(CannotOpen, match="Nothing was changed"):
        await open_store(f"sqlite:///{database}")
    assert contents(database) == before


KILLED = """
import asyncio, os, shutil, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from kanscope.storage import migrate, sqlite
from kanscope.storage.sql import open_store

box, folder, migrate.SCRIPTS = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
if sys.argv[4:] == ["each by itself"]:
    sqlite._begin = lambda connection: None

def upgraded(place, last):
    left = [last]
    def count(*_):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    async def work():
        await (await open_store(f"sqlite:///{place}/kanscope.sqlite3")).close()
    asyncio.run(work())

statements = 0
while True:
    place = folder / str(statements)
    shutil.copytree(box, place)
    child = os.fork()
    if not child:
        upgraded(place, statements)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
    statements += 1
print(statements)
"""


@pytest.fixture
def upgrades(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Upgrades:
    """Upgrades of a database to a later schema, one killed before each of its statements, one not at all."""
    later = scripts(tmp_path)
    monkeypatch.setattr(migrate, "SCRIPTS", later)
    (tmp_path / "box").mkdir()
    (tmp_path / "tries").mkdir()
    return Upgrades(tmp_path / "box", tmp_path / "tries", later)


@dataclass(frozen=True)
class Upgrades:
    """`box` is the folder they start from, `tries` holds one folder for each."""

    box: Path
    tries: Path
    later: Path

    def run(self, *how: str) -> list[Path]:
        """The databases they left; the last is the one that came to its end."""
        ran = subprocess.run(
            [sys.executable, "-c", KILLED, str(self.box), str(self.tries), str(self.later), *how],
            env={"PYTHONPATH": str(ROOT / "server")}, capture_output=True, text=True, check=True, timeout=90,
        )  # fmt: skip
        return [self.tries / str(place) / HOME for place in range(int(ran.stdout) + 1)]


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
@pytest.mark.parametrize("start", ["empty", "kept"])
async def test_an_upgrade_killed_at_any_statement_is_whole_or_not_begun_and_the_next_start_ends_it(
    start: str, upgrades: Upgrades, capsys: pytest.CaptureFixture[str]
) -> None:
    """F25: kill -9 before each statement and before each commit."""
    schema = Path(MANIFESTS[-1]).stem
    before = contents(unpacked(schema, upgrades.box) / HOME) if start == "kept" else {}
    *killed, ended = upgrades.run()
    whole = contents(ended)
    assert len(killed) > 15 and "shelves" in whole
    for place in killed:
        found = contents(place)
        assert found in (before, whole), f"half an upgrade at statement {place.parent.name}"
        if found == whole != before and start == "kept":
            assert contents(place.with_name(f"{HOME}.{schema}")) == before
        await (await open_store(f"sqlite:///{place}")).close()
        assert contents(place) == whole
    with capsys.disabled():
        print(f"\nF25, from {start}: {len(killed)} kill points, 0 halves")


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_an_upgrade_without_a_transaction_would_be_noticed(upgrades: Upgrades) -> None:
    """F25, the control: each statement by itself leaves halves, and the comparison sees them."""
    before = contents(unpacked(Path(MANIFESTS[-1]).stem, upgrades.box) / HOME)
    *killed, ended = upgrades.run("each by itself")
    whole = contents(ended)
    assert [database for database in killed if contents(database) not in (before, whole)]


async def test_postgres_keeps_a_copy_of_each_table_and_refuses_a_later_schema_too(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = migrate.newest()
    store = await open_store(database)
    await store.create_study("s", "Kept", "", {"network": {"width": [1, 1]}})
    await store.close()
    with monkeypatch.context() as later:
        later.setattr(migrate, "SCRIPTS", scripts(tmp_path))
        store = await open_store(database)

        async def names(connection: AsyncConnection) -> list[str]:
            copied = await connection.scalars(text(f"SELECT name FROM studies_{schema}"))
            shelved = await connection.scalars(text("SELECT shelf FROM studies"))
            return [*copied, *shelved]

        assert await store._transact(names) == ["Kept", "shelf of s"]
        await store.close()
    with pytest.raises(CannotOpen, match=f"{LATER}.*{schema}"):
        await open_store(database)


async def test_postgres_is_left_as_it_was_by_an_upgrade_that_breaks_off(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await open_store(database)
    await store.create_study("s", "Kept", "", {})
    await store.close()
    broken = scripts(tmp_path)
    script = broken / "versions" / "v9999_shelves.py"
    script.write_text(script.read_text() + "    raise RuntimeError('power gone')\n")
    with monkeypatch.context() as later, pytest.raises(RuntimeError):
        later.setattr(migrate, "SCRIPTS", broken)
        await open_store(database)
    store = await open_store(database)

    async def tables(connection: AsyncConnection) -> set[str]:
        found = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
        return set(await connection.scalars(text(found)))

    assert await store._transact(tables) == {*metadata.tables, "alembic_version"}
    assert [row.name for row in await store.studies()] == ["Kept"]
    await store.close()
