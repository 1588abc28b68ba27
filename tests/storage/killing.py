"""Kills work at its N-th call of a kind: `python killing.py FOLDER ORDER CALLS N`, a line of these at a time.

Everything is imported once; each line forks, and strace takes hold of the fork before it begins. The answer
is a line: `ended` or `killed`, then what had been acknowledged.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.storage.killed_work import main as work

PR_SET_PTRACER, ANYBODY = 0x59616D61, ctypes.c_ulong(-1)


def main() -> None:
    """Answer line after line."""
    for line in sys.stdin:
        folder, order, calls, number = line.split()
        ended, acknowledged = killed_at(Path(folder), order, calls, int(number))
        print("ended" if ended else "killed", *acknowledged, flush=True)


def killed_at(folder: Path, order: str, calls: str, number: int) -> tuple[bool, list[int]]:
    """Do the work until its N-th call; whether it came to its end, and what it had acknowledged."""
    said, saying = os.pipe()
    waiting, begin = os.pipe()
    child = os.fork()
    if not child:
        _work_when_told(folder, order, waiting, saying)
    os.close(saying)
    os.close(waiting)
    killing = ["-e", f"trace={calls}", "-e", f"inject={calls}:signal=SIGKILL:when={number}"]
    with subprocess.Popen(["strace", "-f", "-qq", "-o", os.devnull, *killing, "-p", str(child)]) as strace:
        _until_held(child, strace)
        os.close(begin)
        with os.fdopen(said) as lines:
            acknowledged = [int(line) for line in lines]
        status = os.waitpid(child, 0)[1]
    assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL, status
    return status == 0, acknowledged


def _work_when_told(folder: Path, order: str, waiting: int, saying: int) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
    os.dup2(saying, sys.stdout.fileno())
    os.dup2(waiting, sys.stdin.fileno())
    os.closerange(3, 64)
    os.read(sys.stdin.fileno(), 1)
    try:
        asyncio.run(work(folder, order))
        os._exit(0)
    finally:
        os._exit(1)


def _until_held(child: int, strace: subprocess.Popen[bytes]) -> None:
    while "TracerPid:\t0" in Path(f"/proc/{child}/status").read_text(encoding="ascii"):
        assert strace.poll() is None, "strace may not take hold of processes here"
        os.sched_yield()


if __name__ == "__main__":
    main()
