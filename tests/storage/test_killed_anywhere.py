"""kill -9 at every call the write path makes of the system: nothing acknowledged is lost or half (F2, F3).

strace kills the process at its N-th call of a kind, for every N; `make soak` also starts from an empty
folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from tests.storage.killed_work import ENTRIES
from tests.storage.oracle import violations

ROOT = Path(__file__).parents[2]
CALLS = {
    "fsync": "fsync",
    "fdatasync": "fdatasync",
    "rename": "?rename,?renameat,?renameat2",
    "pwrite64": "pwrite64",
    "write": "write",
    "ftruncate": "ftruncate",
    "unlink": "?unlink,?unlinkat",
}
STARTS = ["kept", "empty"] if os.environ.get("KANSCOPE_SOAK") else ["kept"]


def _missing() -> str:
    """Why processes cannot be killed at a call here; empty where they can."""
    if shutil.which("strace") is None:
        return "needs strace (apt-get install strace)"
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as held:
        command = ["strace", "-qq", "-o", os.devnull, "-p", str(held.pid)]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as strace:
            while strace.poll() is None and not _held(held.pid):
                os.sched_yield()
            held.stdin.close()  # type: ignore[union-attr]
            return "" if strace.wait() == 0 else "strace may not take hold of processes here"


def _held(process: int) -> bool:
    return "TracerPid:\t0" not in Path(f"/proc/{process}/status").read_text(encoding="ascii")


@pytest.fixture(scope="module")
def killer() -> Iterator[subprocess.Popen[str]]:
    """A process that does the work as often as told and has it killed."""
    why = _missing()
    if why:
        pytest.skip(why)
    environment = {"PYTHONPATH": f"{ROOT / 'server'}:{ROOT}", "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "tests.storage.killing"]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as killer:
        yield killer
        assert killer.stdin is not None
        killer.stdin.close()


@dataclass(frozen=True)
class Killed:
    """A folder whose server was killed, and what it had acknowledged."""

    folder: Path
    acknowledged: list[int]


@dataclass(frozen=True)
class Accidents:
    """Work that is killed at its N-th call, each time in a folder of its own."""

    killer: subprocess.Popen[str]
    folder: Path

    def at_each(self, call: str, start: Path | None, order: str = "right") -> Iterator[Killed]:
        """One folder for every N, until the work comes to its end."""
        for number in count(1):
            folder = self.folder / f"{call}-{number}"
            shutil.copytree(start, folder) if start else folder.mkdir()
            ended, acknowledged = self.once(folder, order, CALLS[call], number)
            if ended:
                return
            yield Killed(folder, acknowledged)
            shutil.rmtree(folder)

    def once(self, folder: Path, order: str, calls: str, number: int) -> tuple[bool, list[int]]:
        """Whether the work came to its end, and what it had acknowledged."""
        assert self.killer.stdin is not None and self.killer.stdout is not None
        print(folder, order, calls, number, file=self.killer.stdin, flush=True)
        word, *acknowledged = self.killer.stdout.readline().split()
        return word == "ended", [int(number) for number in acknowledged]


@pytest.fixture
def accidents(killer: subprocess.Popen[str], tmp_path: Path) -> Accidents:
    return Accidents(killer, tmp_path)


@pytest.fixture
def kept(accidents: Accidents, tmp_path: Path) -> Path:
    """A folder in which entries are kept already."""
    folder = tmp_path / "kept"
    folder.mkdir()
    assert accidents.once(folder, "right", "fsync", 10_000)[0]
    return folder


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("call", CALLS)
async def test_killed_at_any_call_nothing_acknowledged_is_lost(
    call: str, start: str, kept: Path, accidents: Accidents, capsys: pytest.CaptureFixture[str]
) -> None:
    """F2, F3."""
    points = 0
    for killed in accidents.at_each(call, kept if start == "kept" else None):
        points += 1
        assert await violations(killed.folder, killed.acknowledged) == [], killed.folder.name
    assert points > 0
    with capsys.disabled():
        print(f"\nF3 {call}, {start}: {points} kill points, 0 violations")


@pytest.mark.parametrize("call", ["fsync", "rename"])
async def test_an_entry_before_its_blob_would_be_noticed(
    call: str, kept: Path, accidents: Accidents, capsys: pytest.CaptureFixture[str]
) -> None:
    """F3, the control: the wrong order leaves entries that name what is not there."""
    found = [await violations(one.folder, one.acknowledged) for one in accidents.at_each(call, kept, "wrong")]
    caught = [wrong for wrong in found if any("named and not there" in each for each in wrong)]
    assert len(caught) == ENTRIES
    with capsys.disabled():
        print(f"\nF3 {call}, the control: caught at {len(caught)} of {len(found)} kill points")
