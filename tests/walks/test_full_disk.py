"""A disk that fills up while people work: they are told, nothing is lost, and all goes on with room again."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.serving import StudyClient, serving, toy_table
from tests.walks.listening import listening


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


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


def test_a_full_disk_is_said_and_what_was_out_is_kept_once_there_is_room(small: Path) -> None:
    with serving(small) as server, server.client() as client:
        study = StudyClient.on_text(client, toy_table(300))
        before = study.now()
        with full(small):
            for refused in (
                study.ask("annotate", version="version:2", text="x" * 9000),
                study.ask("train"),
                client.post("datasets", json={"text": toy_table(301)}),
            ):
                assert (refused.status_code, refused.json()["code"]) == (507, "disk")
            assert study.now() == before and client.get("studies").status_code == 200
        study.do("annotate", version="version:2", text="there is room again")
        with listening(server, study.id) as ear:
            study.do("train", steps=3000, optimiser="adam")
            ear.until_op("run_started")
            with full(small):
                ear.until(lambda told: told["type"] == "run" and told["step"] == 3000)
                assert study.now()["status"] == "training"
            ear.until_op("network_changed")
        assert study.idle()["status"] == "idle" and study.get("runs")[-1]["step"] == 3000
