"""`python -m bench [GROUP…]`: measure groups; without one the quick ones, beside the last long results.

What stands behind `discover` and begins with -- is for it: see `bench/discover.py`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence

import torch

from bench import accuracy, browser, discover, engine, insight, report, shapes, symbolic
from bench.row import Row
from kanscope.engine.process import KEEP_FREED

GROUPS: dict[str, Callable[..., Iterable[Row]]] = {
    "engine": engine.rows,
    "symbolic": symbolic.rows,
    "accuracy": accuracy.rows,
    "shapes": shapes.rows,
    "insight": insight.rows,
    "browser": browser.rows,
    "discover": discover.rows,
}
QUICK = ("engine",)
TO_COME = {
    "load": "There are no load tests yet: nothing was measured.",
}


def main(asked: Sequence[str]) -> None:
    """Measures what was asked for and prints all results. Exits with a sentence where it cannot."""
    torch.set_num_threads(1)
    asked, options = _parted(asked)
    unknown = [group for group in asked if group not in GROUPS | TO_COME]
    if unknown:
        known = ", ".join(GROUPS)
        sys.exit(f"There is no group {unknown[0]}. Choose among {known}.")
    if "load" in asked:
        sys.exit(TO_COME["load"])
    for group in asked or QUICK:
        _measure(group, options if group == "discover" else ())
    order = [*GROUPS]
    print(report.table(sorted(report.kept(), key=lambda line: order.index(line["name"].split(":")[0]))))


def _parted(asked: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Groups, and the options behind them."""
    first = next((k for k, word in enumerate(asked) if word.startswith("--")), len(asked))
    if first < len(asked) and "discover" not in asked[:first]:
        sys.exit(f"{asked[first]} is an option of the group discover.")
    return asked[:first], asked[first:]


def _measure(group: str, options: Sequence[str]) -> None:
    if group in TO_COME:
        print(TO_COME[group])
        return
    print(f"Measuring {group}…", flush=True)
    for row in GROUPS[group](options) if options else GROUPS[group]():
        report.keep([row])


def _start_as_workers_do() -> None:
    """Starts this process anew where it gives freed memory back: a training's process keeps it.

    Nor may idle threads spin: on shared cores they keep the ones that work from working, all rivals alike.
    """
    wanted = KEEP_FREED | {"OMP_WAIT_POLICY": "passive"}
    if not wanted.items() <= os.environ.items():
        arguments = [sys.executable, "-m", "bench", *sys.argv[1:]]
        os.execve(sys.executable, arguments, os.environ | wanted)


if __name__ == "__main__":
    _start_as_workers_do()
    main(sys.argv[1:])
