"""A training as a film: of its frames as many as somebody will look at, evenly spread over its time."""

from __future__ import annotations

import msgpack

MOST_FRAMES = 200
MOST_BYTES = 2 * 2**20


class Film:
    """Takes every frame of a run and keeps every first, second, fourth … of them, and the last."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._kept: list[bytes] = []
        self._last = b""
        self._taken, self._every, self._most = 0, 1, most_bytes

    def take(self, frame: bytes) -> None:
        """One more moment."""
        self._last = frame
        if self._taken % self._every == 0:
            self._kept.append(frame)
        self._taken += 1
        while len(self._kept) > 1 and not self._fits():
            self._kept, self._every = self._kept[::2], 2 * self._every

    def packed(self) -> bytes | None:
        """msgpack: `frames`, each packed as it was sent, the oldest first; None where one is too large."""
        frames = self._frames()
        if self._taken == 0 or len(self._last) > self._most:
            return None
        packed: bytes = msgpack.packb({"frames": frames})
        return packed

    def _frames(self) -> list[bytes]:
        return self._kept if self._kept[-1:] == [self._last] else [*self._kept, self._last]

    def _fits(self) -> bool:
        frames = self._frames()
        return len(frames) <= MOST_FRAMES and sum(map(len, frames)) <= self._most
