"""Whether a process on the other end of a pipe still lives: it beats, and silence is counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

BEAT = 2.0
"""Seconds between two beats of a worker."""
SILENCE = 15.0
"""Seconds without a word after which a worker counts as hung."""


class Pulse:
    """Calls `hung` once nothing was felt for `silence` seconds in which this side was awake itself."""

    def __init__(self, hung: Callable[[], None], silence: float = SILENCE) -> None:
        self._hung, self._silence, self._tick = hung, silence, silence / 10
        self._still = 0.0
        self._watch = asyncio.ensure_future(self._watching())

    def felt(self) -> None:
        """A word has come, whichever."""
        self._still = 0.0

    def end(self) -> None:
        """Watch no more."""
        self._watch.cancel()

    async def _watching(self) -> None:
        """Seconds are counted in ticks: while this loop was held up itself, words lay in the pipe unread."""
        while self._still < self._silence:
            await asyncio.sleep(self._tick)
            self._still += self._tick
        self._hung()
