"""What is wrong with the disk or the database, for everybody to see, until it is mended."""

from __future__ import annotations

import asyncio
import errno
import shutil
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple
from uuid import uuid4

from kanscope.storage.durable import TEMPORARY, NotDurable
from kanscope.storage.failures import StoreAway, StoreFailed, SyncFailed

SHARE, ENOUGH = 0.05, 2**30
"""New studies need this share of the disk, or this many bytes, to be free: whichever is less."""

ROUTINE = 10.0
"""Seconds between two questions to a database that gives no trouble."""

AGAIN = 1.0
"""Seconds between two looks at whether it is mended."""

_TRIED = bytes(2**16)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Space(NamedTuple):
    """A folder's disk, in bytes."""

    path: Path
    free: int
    total: int

    @property
    def needed(self) -> int:
        """What must be free for something new to be begun."""
        return min(int(self.total * SHARE), ENOUGH)


class Trouble(NamedTuple):
    """`full`: no room. `unwritable`: the disk refuses. `failing`: it broke its word, and nothing is written
    any more until a restart. `away`: the database does not answer."""

    code: Literal["full", "unwritable", "failing", "away"]
    detail: str
    space: Space


class Condition:
    """Remembers the trouble there is, tells of it, and looks whether it is over."""

    def __init__(self, folders: Sequence[Path], ask: Callable[[], Awaitable[object]]):
        self.now: Trouble | None = None
        self.tell: Callable[[Trouble | None], None] = lambda trouble: None
        self._folders, self._ask = folders, ask
        self._news = asyncio.Event()

    @property
    def space(self) -> Space:
        """The disk with the least room."""
        disks = [Space(path, *_free_and_total(path)) for path in self._folders]
        return min(disks, key=lambda disk: disk.free - disk.needed)

    def met(self, error: Exception) -> Trouble:
        """Something could not be kept or read."""
        trouble = Trouble(_code(error), _detail(error, self.space), self.space)
        if self.now is None or (trouble.code == "failing" != self.now.code):
            self._set(trouble)
        return trouble

    async def watch(self, again: float = AGAIN, routine: float = ROUTINE) -> None:
        """Ask the database from time to time, and in trouble whether it is over; until cancelled."""
        while True:
            try:
                await asyncio.wait_for(self._news.wait(), routine)
            except TimeoutError:
                await self._look()
            self._news.clear()
            while self.now is not None and self.now.code != "failing":
                await asyncio.sleep(again)
                if await self._mended():
                    self._set(None)

    def _set(self, trouble: Trouble | None) -> None:
        self.now = trouble
        self._news.set()
        self.tell(trouble)

    async def _look(self) -> None:
        try:
            await self._ask()
        except StoreFailed as error:
            self.met(error)

    async def _mended(self) -> bool:
        try:
            for folder in self._folders:
                await asyncio.to_thread(_try, folder)
            await self._ask()
        except (OSError, StoreFailed):
            return False
        return True


def _code(error: Exception) -> Literal["full", "unwritable", "failing", "away"]:
    if isinstance(error, NotDurable | SyncFailed):
        return "failing"
    if isinstance(error, StoreAway):
        return "away"
    no_room = isinstance(error, OSError) and error.errno in _NO_ROOM
    return "full" if no_room or "no room" in str(error) else "unwritable"


def _detail(error: Exception, space: Space) -> str:
    match _code(error):
        case "failing":
            return f"The disk under {space.path} failed: nothing is written until KANscope is started again."
        case "away":
            return str(error)
        case "full":
            return f"There is no room left in {space.path}: {space.free} of {space.total} bytes are free."
        case _:
            said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            return f"What was to be kept in {space.path} could not be written: {said}."


def _free_and_total(folder: Path) -> tuple[int, int]:
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return 0, 0
    return usage.free, usage.total


def _try(folder: Path) -> None:
    """Whether a little can be written. Raises OSError."""
    tried = folder / f"{TEMPORARY}{uuid4().hex}"
    try:
        tried.write_bytes(_TRIED)
    finally:
        tried.unlink(missing_ok=True)
