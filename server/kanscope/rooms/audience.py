"""Who listens to a room. A slow listener loses frames, never entries, and never slows another.

Entries wait in a bounded line; should it overflow, the listener is told to come back and say what it knows.
Of what a newer one replaces (who is here, how far a run has come, frames) only the latest waits.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

LINE = 256
"""Entries a listener may fall behind before it has to start anew."""

MOMENT = 0.1
"""Seconds in which arrivals, departures and glances are gathered before all are told of them."""


class Overrun(Exception):
    """The listener must come back and say what it knows: it fell too far behind, or the room opened anew."""


class Gone(Exception):
    """There is nothing more to hear: the study was deleted."""


@dataclass(eq=False)
class Listener:
    """One socket's share of what happens: a line of entries, and the latest of what a newer one replaces."""

    id: str
    name: str
    frames: bool = True
    edge: str | None = None
    may_edit: bool = True
    _line: deque[str] = field(default_factory=deque)
    _latest: dict[str, str] = field(default_factory=dict)
    _frame: bytes | None = None
    _end: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, text: str) -> None:
        """Put an entry in line. A word about a run that still waits is older than it, and is dropped."""
        self._latest.pop("run", None)
        if len(self._line) >= LINE:
            self.end(Overrun())
        else:
            self._line.append(text)
        self._news.set()

    def note(self, about: str, text: str) -> None:
        """Replace what waits about something."""
        self._latest[about] = text
        self._news.set()

    def show(self, frame: bytes) -> None:
        """Replace the frame that waits."""
        if self.frames:
            self._frame = frame
            self._news.set()

    def end(self, why: Exception) -> None:
        """Send nothing more; the first reason counts."""
        if not self._end.done():
            self._end.set_exception(why)
            self._end.exception()  # it may be that nobody looks
        self._news.set()

    async def until_end(self) -> None:
        """Wait until there is nothing more to send, and raise why: `Overrun` or `Gone`.

        Whoever sends cannot be the one to notice: a listener that stalls holds him up.
        """
        await asyncio.shield(self._end)

    async def next(self) -> str | bytes:
        """What to send next, entries first. Raises `Overrun` or `Gone`."""
        while (message := self._next()) is None:
            self._news.clear()
            await self._news.wait()
        return message

    def _next(self) -> str | bytes | None:
        if self._end.done():
            self._end.result()
        if self._line:
            return self._line.popleft()
        if self._latest:
            return self._latest.pop(next(iter(self._latest)))
        frame, self._frame = self._frame, None
        return frame


class Audience:
    """The listeners of one room."""

    def __init__(self) -> None:
        self._listeners: dict[str, Listener] = {}
        self._soon: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._listeners)

    def add(self, listener: Listener) -> None:
        """Somebody came."""
        self._listeners[listener.id] = listener

    def remove(self, listener: Listener) -> None:
        """Somebody left."""
        self._listeners.pop(listener.id, None)

    def people(self) -> list[Listener]:
        """Who is here, in the order they came."""
        return list(self._listeners.values())

    def tell(self, text: str) -> None:
        """An entry, to everyone; encoded once."""
        for listener in self._listeners.values():
            listener.tell(text)

    def note(self, about: str, text: str) -> None:
        """What a newer one replaces, to everyone; encoded once."""
        for listener in self._listeners.values():
            listener.note(about, text)

    def show(self, frame: bytes) -> None:
        """To everyone who wants frames."""
        for listener in self._listeners.values():
            listener.show(frame)

    def end(self, why: Exception) -> None:
        """Send everybody away."""
        for listener in self._listeners.values():
            listener.end(why)

    def soon(self, call: Callable[[Audience], None]) -> None:
        """Call in a moment, once, however often it is asked for meanwhile: 200 arrivals are one news."""

        def now() -> None:
            self._soon = None
            call(self)

        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(MOMENT, now)
