"""Who listens to a room. A slow listener loses frames, never entries, and never slows another.

Entries wait in a bounded line; should it overflow, the listener is told to come back and say what it knows.
Of frames only the latest is kept.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

LINE = 256
"""Entries a listener may fall behind before it has to start anew."""


class Overrun(Exception):
    """The listener fell too far behind."""


@dataclass(eq=False)
class Listener:
    """One socket's share of what happens: a line of texts and a slot for the latest frame."""

    id: str
    name: str
    frames: bool = True
    edge: str | None = None
    _line: deque[str] = field(default_factory=deque)
    _frame: bytes | None = None
    _overrun: bool = False
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, text: str) -> None:
        """Put a text in line."""
        if len(self._line) >= LINE:
            self._overrun = True
        else:
            self._line.append(text)
        self._news.set()

    def show(self, frame: bytes) -> None:
        """Replace the frame that waits."""
        if self.frames:
            self._frame = frame
            self._news.set()

    async def next(self) -> str | bytes:
        """What to send next, texts first. Raises `Overrun`."""
        while True:
            if self._overrun:
                raise Overrun
            if self._line:
                return self._line.popleft()
            if self._frame is not None:
                frame, self._frame = self._frame, None
                return frame
            self._news.clear()
            await self._news.wait()


class Audience:
    """The listeners of one room."""

    def __init__(self) -> None:
        self._listeners: dict[str, Listener] = {}

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
        """To everyone; encoded once."""
        for listener in self._listeners.values():
            listener.tell(text)

    def show(self, frame: bytes) -> None:
        """To everyone who wants frames."""
        for listener in self._listeners.values():
            listener.show(frame)
