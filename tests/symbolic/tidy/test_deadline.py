"""Work is given up in time, whatever it is doing when its time is up."""

from __future__ import annotations

import time

import pytest

from kanscope.symbolic.tidy.deadline import within


class Lingering:
    """It takes a while to go, and what is raised meanwhile is lost."""

    def __del__(self) -> None:
        until = time.process_time() + 0.2
        while time.process_time() < until:
            pass


def for_ever() -> None:
    lingering = Lingering()
    del lingering
    while True:
        pass


def test_a_deadline_that_falls_into_the_end_of_an_object_holds_a_moment_later(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert within(0.05, for_ever) is None
    assert "Traceback" not in capfd.readouterr().err


def test_work_that_is_done_in_time_gives_its_answer() -> None:
    assert within(5.0, lambda: 42) == 42
