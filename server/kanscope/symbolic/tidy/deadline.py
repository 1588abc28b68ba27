"""Work that may be given up: SymPy ponders some expressions for minutes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")
A_MOMENT = 0.001


class _Over(BaseException):
    """Time is up. No Exception: whoever catches those on the way must not catch this."""


def within(seconds: float, work: Callable[[], T]) -> T | None:
    """What `work` returns, or None once it has used so many seconds of this process's own time.

    It must be work that leaves nothing half done behind. Only the main thread can be stopped, and only where
    there is such a clock (not on Windows): elsewhere None at once.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return None
    before = signal.signal(signal.SIGVTALRM, _stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        return work()
    except _Over:
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    """Where Python would pass over what is raised, in a `__del__`, a moment later."""
    if frame is not None and frame.f_code.co_name == "__del__":
        signal.setitimer(signal.ITIMER_VIRTUAL, A_MOMENT)
        return
    raise _Over
