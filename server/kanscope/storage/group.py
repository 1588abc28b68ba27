"""Waiting commits share a transaction.

A durable commit costs one wait for the disk however many operations it holds, so while one transaction is
being written, everybody who arrives joins the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")

Outcomes = Sequence[Exception | None]
"""For each item of a group, why it was refused, or None when it is kept."""


class Group(Generic[Item]):
    """Writes items in the order they came, as many at a time as are waiting."""

    def __init__(self, write: Callable[[Sequence[Item]], Awaitable[Outcomes]]) -> None:
        self._write = write
        self._waiting: list[tuple[Item, asyncio.Future[None]]] = []
        self._undecided: set[asyncio.Future[None]] = set()
        self._writing: asyncio.Task[None] | None = None

    async def add(self, item: Item) -> None:
        """Return once `item` is durable, or raise why it is not."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._undecided.add(done)
        done.add_done_callback(self._undecided.discard)
        self._waiting.append((item, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        await asyncio.shield(done)

    async def finish(self) -> None:
        """Return when all that was added until now is decided, even what its caller no longer waits for."""
        if self._undecided:
            await asyncio.wait(set(self._undecided))

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting, []
                outcomes = await self._outcomes([item for item, _ in group])
                for (_, done), refused in zip(group, outcomes, strict=True):
                    _tell(done, refused)
        finally:
            self._writing = None

    async def _outcomes(self, items: Sequence[Item]) -> Outcomes:
        """What became of each; when the database gave up on a whole group, each is tried alone, so that
        one bad item cannot take its neighbours with it."""
        try:
            return await self._write(items)
        except Exception as error:
            if len(items) == 1:
                return [error]
            return [outcome for item in items for outcome in await self._outcomes([item])]


def _tell(done: asyncio.Future[None], refused: Exception | None) -> None:
    if refused is None:
        done.set_result(None)
    else:
        done.set_exception(refused)
