"""Which blobs a worker holds, kept by the server's side so that none is sent twice.

The worker keeps what it is given until told to drop it: one side decides, so the two never disagree.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Container

ROOM = 256 * 2**20


class Shelf:
    """A least-recently-used list of blob ids and sizes, at most `room` bytes in all."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._held, self._sizes = room, 0, OrderedDict[str, int]()

    def __contains__(self, blob: str) -> bool:
        return blob in self._sizes

    def use(self, blob: str) -> None:
        """Note that a held blob is needed again."""
        self._sizes.move_to_end(blob)

    def put(self, blob: str, size: int, needed: Container[str] = ()) -> list[str]:
        """Add a blob; returns those to drop for it, oldest first, none of them among `needed`."""
        self._sizes[blob] = size
        self._held += size
        dropped: list[str] = []
        for old in list(self._sizes):
            if self._held <= self._room:
                break
            if old != blob and old not in needed:
                self._held -= self._sizes.pop(old)
                dropped.append(old)
        return dropped
