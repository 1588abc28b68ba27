"""Time, and the two ways in which it runs out: the budget ends, or somebody presses Ctrl-C."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TimeIsUp(Exception):
    """The search has to end."""


SEARCH = 0.85
"""Share of the budget for searching; in the rest constants are made exact and the answer is checked."""


class Clock:
    """Seconds since the start, and until the search has to end."""

    def __init__(self, budget: float) -> None:
        self._start, self.budget = time.monotonic(), budget

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._start

    @property
    def left(self) -> float:
        """Until the search has to end; 0 or less when it is over."""
        return SEARCH * self.budget - self.seconds

    @contextmanager
    def alarm(self) -> Iterator[None]:
        """Within, `TimeIsUp` is raised once nothing is left, in the midst of whatever is being done.

        Where the system has no alarms, or in another thread than the first, one has to look at `left`.
        """
        if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGALRM, _ring)
        signal.setitimer(signal.ITIMER_REAL, max(self.left, 1e-3))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise TimeIsUp
