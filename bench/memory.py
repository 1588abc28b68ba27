"""What training takes in memory: the height of a fresh process above what its imports take."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import torch

from bench import ours, perceptron
from bench.case import Case
from bench.row import Row
from bench.timing import Work

STEPS = 20
WAYS: dict[str, Callable[[Case], Work]] = {
    "ours": ours.adam,
    "MLP": lambda case: perceptron.adam(case, ours.parameters(case)),
}


def rows(case: Case) -> Iterator[Row]:
    """Steps of Adam, ours and an MLP's, a process each. Nothing where the system does not tell."""
    if not Path("/proc/self/status").exists():
        print("This system does not tell a process's height: no memory was measured.")
        return
    mine, theirs = (_in_a_process(way, case) for way in WAYS)
    yield Row(f"engine: memory of training {case}, above imports", mine, theirs, "MB", "MLP")


def _in_a_process(way: str, case: Case) -> float:
    width, dtype = ",".join(map(str, case.width)), str(case.dtype).removeprefix("torch.")
    arguments = [way, width, str(case.grid), str(case.rows), dtype]
    here = Path(__file__).parent.parent
    told = subprocess.run(
        [sys.executable, "-m", "bench.memory", *arguments],
        cwd=here,
        check=True,
        capture_output=True,
        text=True,
    )
    return float(told.stdout)


def _height() -> float:
    """The most this process ever held, MB."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _main(way: str, width: str, grid: str, rows_: str, dtype: str) -> None:
    torch.set_num_threads(1)
    case = Case(tuple(map(int, width.split(","))), int(grid), int(rows_), getattr(torch, dtype))
    before = _height()
    step = WAYS[way](case)
    for _ in range(STEPS):
        step()
    print(_height() - before)


if __name__ == "__main__":
    _main(*sys.argv[1:])
