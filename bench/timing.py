"""Measures rivals in turns, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

Work = Callable[[], int]
"""Does some work and says how many units of it were done (steps, evaluations, questions)."""

TURN = 0.1
"""Seconds one turn takes at least: short work is repeated."""


def in_turns(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Median seconds a unit over the rounds A B C A B C …; a round before them warms everything up."""
    for work in works.values():
        work()
    turns = [{name: turn(work) for name, work in works.items()} for _ in range(rounds)]
    return {name: median(one[name] for one in turns) for name in works}


def turn(work: Work) -> float:
    """Seconds a unit, over one turn."""
    units, start = 0, perf_counter()
    while (spent := perf_counter() - start) < TURN or not units:
        units += work()
    return spent / units
