"""The clock, and what is left when it, a person or a fault ends the search."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from tests.discover.made import chosen, columns

from kanscope.discover.clock import Clock
from kanscope.discover.search import problem, search
from kanscope.symbolic.discovery.finish import finish
from kanscope.symbolic.discovery.stage import Stage
from kanscope.symbolic.discovery.stages import stages
from kanscope.symbolic.symbols import safe_symbols


def walk() -> Iterator[Stage]:
    """A search that does not end at once: noise on a sum of curves."""
    table = dict(columns("sin(3*x1) + x2*x3 + 1/x4", rows=120))
    table["y"] = table["y"] + np.random.default_rng(1).normal(scale=0.1, size=120)
    made = chosen(table)
    return stages(problem(made.context(), safe_symbols(made.data.inputs)), seed=0)


def breaking(after: int, how: Callable[[], None]) -> Iterator[Stage]:
    """The search, in which the step behind stage `after` comes to grief once it has changed the pool."""
    stage: Stage | None = None
    for stage in walk():
        yield stage
        if stage.number == after:
            stage.pool.candidates = stage.pool.candidates[:1]
            how()


def heard(stage: Stage, seconds: float) -> None:
    """Nobody listens."""


def _interrupt() -> None:
    raise KeyboardInterrupt


def _break() -> None:
    raise ValueError("a fault")


def _time_is_up() -> None:
    signal.raise_signal(signal.SIGALRM)


@pytest.mark.parametrize(
    ("how", "why"), [(_interrupt, "interrupted"), (_break, "fault"), (_time_is_up, "budget")]
)
def test_an_end_before_its_time_leaves_the_last_whole_stage(how: Callable[[], None], why: str) -> None:
    whole = search(walk(), Clock(60), 2, heard)
    ended = search(breaking(2, how), Clock(60), None, heard)
    assert ended.why == why and (ended.fault is not None) == (why == "fault")
    assert ended.stage is not None and whole.stage is not None and ended.stage.number == 2
    assert finish(ended.stage).best == finish(whole.stage).best


def test_a_fault_before_the_first_stage_is_told_as_one() -> None:
    def broken() -> Iterator[Stage]:
        _break()
        yield from walk()

    ended = search(broken(), Clock(60), None, heard)
    assert (ended.stage, ended.why, ended.fault) == (None, "fault", "ValueError: a fault")


def test_the_alarm_rings_in_the_midst_of_a_step() -> None:
    def endless() -> Iterator[Stage]:
        yield next(walk())
        while True:
            pass

    ended = search(endless(), Clock(2), None, heard)
    assert ended.why == "budget"


def test_a_search_ends_by_itself_on_an_exact_law() -> None:
    made = chosen(columns("3*x1*x2"))
    exact = stages(problem(made.context(), safe_symbols(made.data.inputs)), seed=0)
    assert search(exact, Clock(60), None, heard).why == "end"
