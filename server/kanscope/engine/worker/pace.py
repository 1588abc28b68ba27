"""How often a training is shown and kept: often enough for the eye, seldom enough for the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Pace:
    """Says when something is due again. `share` is how much of the time it may cost, however long it takes.

    A deed that took t seconds is not due again before t / share have passed, nor before `every` seconds.
    """

    clock: Callable[[], float]
    every: float
    share: float = 1.0
    _next: float = float("-inf")

    def due(self) -> bool:
        """Whether it is time."""
        return self.clock() >= self._next

    def do(self, deed: Callable[[], None]) -> None:
        """Do it, and plan the next time by what it cost."""
        begun = self.clock()
        deed()
        cost = self.clock() - begun
        self._next = begun + max(self.every, cost / self.share)
