"""A disk that fills up or fails while people work: they are told, nothing is lost, all goes on (F6, F7)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.serving import Server, StudyClient, serving, toy_table
from tests.walks.listening import Ear, listening


def mounted(disk: Path) -> Path:
    """A disk of six megabytes."""
    disk.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root may mount a small disk")
    return disk


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """While this lasts not a byte is free."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        while True:
            file.write(b"\0" * 4096)
    try:
        yield
    finally:
        filler.unlink()


@pytest.fixture(params=["everything", "blobs", "database"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Path, list[str]]]:
    """A small disk with a part of what is kept on it: the disk, the data folder, and flags for the server."""
    home = tmp_path / "home"
    match request.param:
        case "everything":
            disk, flags = mounted(home), []
        case "blobs":  # and the temporary files they begin as
            disk, flags = mounted(home / "blobs"), []
        case _:  # and its WAL
            home.mkdir()
            disk = mounted(tmp_path / "disk")
            flags = ["--database", f"sqlite:///{disk}/kanscope.sqlite3"]
    yield disk, home, flags
    subprocess.run(["umount", str(disk)], check=True)


def trouble(ear: Ear, code: str | None) -> Any:
    """Listen until the server tells of this trouble, or that there is none."""
    return ear.until(lambda told: told["type"] == "server" and (told["trouble"] or {}).get("code") == code)[
        "trouble"
    ]


def test_a_full_disk_is_said_a_training_waits_and_goes_on_by_itself(
    small: tuple[Path, Path, list[str]],
) -> None:
    """F6, for the database with its WAL, and for blobs with their temporary files, each by itself."""
    disk, home, flags = small
    with serving(home, *flags) as server, server.client() as client:
        study = StudyClient.on_text(client, toy_table(300))
        with listening(server, study.id) as ear:
            study.do("train", steps=4000, optimiser="adam")
            ear.until_op("checkpoint_reached")
            with full(disk):
                told = trouble(ear, "full")
                assert str(disk) in told["path"] or str(home) in told["path"]
                assert told["free"] < 65_536 and str(told["free"]) in told["detail"]
                before = study.now()
                for asked in ("datasets", "studies"):
                    body = {"text": toy_table(301)} if asked == "datasets" else {"example": "pendulum"}
                    refused = client.post(asked, json=body)
                    assert (refused.status_code, refused.json()["code"]) == (507, "disk")
                    assert refused.json()["limit"] > refused.json()["got"]
                if (not flags and disk == home) or flags:
                    refused = study.ask("annotate", version="version:2", text="x" * 9000)
                    assert (refused.status_code, refused.json()["code"]) == (507, "disk")
                assert client.get("studies").status_code == 200
                assert study.now()["status"] == "training" and before["version"] == study.now()["version"]
            trouble(ear, None)
            ear.until_op("network_changed")
        assert study.idle()["status"] == "idle" and study.get("runs")[-1]["step"] == 4000
        study.do("annotate", version="version:2", text="there is room again")
        steps = [
            row["step"]
            for row in study.get(f"runs/{study.get('runs')[-1]['id']}/metrics", points=5000)["rows"]
        ]
        assert steps == sorted(set(steps)) and steps[-1] == 4000


@contextmanager
def failing(server: Server, calls: str, path: Path | None, error: str) -> Iterator[None]:
    """While this lasts these calls of the server, where a path is given on that file alone, fail."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace (apt-get install strace)")
    on = ["-P", str(path)] if path else []
    hold = ["-e", f"trace={calls}", "-e", f"inject={calls}:error={error}", "-p", str(server.process.pid)]
    with subprocess.Popen(["strace", "-f", "-qq", "-o", os.devnull, *on, *hold]) as strace:
        tasks = Path(f"/proc/{server.process.pid}/task")
        while any("TracerPid:\t0" in (task / "status").read_text() for task in tasks.iterdir()):
            if strace.poll() is not None:
                pytest.skip("strace may not take hold of processes here")
            os.sched_yield()
        try:
            yield
        finally:
            strace.terminate()


@pytest.mark.parametrize("part", ["kanscope.sqlite3-wal", "kanscope.sqlite3"])
def test_no_room_for_the_wal_or_for_the_database_alone_loses_nothing(part: str, tmp_path: Path) -> None:
    """F6, for the WAL and the database file separately: what is acknowledged is there, all else refused."""
    with serving(tmp_path) as server, server.client() as client:
        study = StudyClient.on_text(client, toy_table(100))
        acknowledged = {study.do("annotate", version="version:2", text="before")["number"]}
        with failing(server, "pwrite64", tmp_path / part, "ENOSPC"):
            for k in range(30):
                answer = study.ask("annotate", version="version:2", text=f"{k} {'x' * 9000}")
                assert answer.status_code in (200, 507), answer.text
                acknowledged |= {answer.json()["number"]} if answer.status_code == 200 else set()
        after = study.do("annotate", version="version:2", text="after")["number"]
    with serving(tmp_path) as server, server.client() as client:
        log = StudyClient(client, study.id).get("operations", limit=1000)["operations"]
        numbers = [entry["number"] for entry in log]
        assert numbers == list(range(1, after + 1)) and acknowledged <= set(numbers)


@pytest.mark.parametrize("calls", ["fsync", "fdatasync"])
def test_a_disk_that_broke_its_word_once_is_not_believed_again_until_a_restart(
    calls: str, tmp_path: Path
) -> None:
    """F7: fsync of a blob, fdatasync of the WAL. Neither is tried again; reading goes on; all are told."""
    with serving(tmp_path) as server, server.client() as client:
        study = StudyClient.on_text(client, toy_table(100))
        before = study.do("annotate", version="version:2", text="before")["number"]
        with listening(server, study.id) as ear:
            with failing(server, calls, None, "EIO"):
                first = (
                    client.post("datasets", json={"text": toy_table(90)})
                    if calls == "fsync"
                    else study.ask("annotate", version="version:2", text="lost")
                )
                assert (first.status_code, first.json()["code"]) == (507, "disk"), first.text
            assert trouble(ear, "failing")["path"] == str(tmp_path)
        for answer in (
            study.ask("annotate", version="version:2", text="the disk seems well again"),
            client.post("datasets", json={"text": toy_table(91)}),
        ):
            assert answer.status_code == 507 and "start KANscope again" in answer.json()["hint"]
        assert study.now()["number"] >= before and client.get("studies").status_code == 200
        with listening(server, study.id) as late:
            trouble(late, "failing")
        server.stop()
        server.start()
        with server.client() as again:
            study = StudyClient(again, study.id)
            assert study.now()["number"] in (before, before + 1)
            study.do("annotate", version="version:2", text="after")
