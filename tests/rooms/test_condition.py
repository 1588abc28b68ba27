"""What is wrong with disk or database is told once, and once more when over; a broken word stays broken."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from kanscope.rooms.condition import ENOUGH, Condition, Space, Trouble
from kanscope.storage.durable import NotDurable
from kanscope.storage.failures import DiskFailed, StoreAway

FULL = OSError(errno.ENOSPC, "No space left on device")


class Database:
    """Answers, or does not."""

    away = False

    async def ask(self) -> None:
        """Raises StoreAway while it is away."""
        if self.away:
            raise StoreAway("The database does not answer.")


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
async def condition(tmp_path: Path, database: Database) -> AsyncIterator[Condition]:
    condition = Condition([tmp_path], database.ask)
    watching = asyncio.create_task(condition.watch(again=0.0, routine=0.0))
    yield condition
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


def heard(condition: Condition) -> asyncio.Queue[Trouble | None]:
    """What everybody is told."""
    told: asyncio.Queue[Trouble | None] = asyncio.Queue()
    condition.tell = told.put_nowait
    return told


async def test_a_full_disk_names_folder_and_bytes_and_is_over_by_itself(
    condition: Condition, tmp_path: Path
) -> None:
    told = heard(condition)
    trouble = condition.met(FULL)
    assert trouble.code == "full" and str(tmp_path) in trouble.detail and "bytes are free" in trouble.detail
    condition.met(DiskFailed("no room"))
    assert await told.get() == trouble
    assert await told.get() is None and condition.now is None


async def test_a_database_that_goes_away_while_nobody_works_is_told_too(
    condition: Condition, database: Database
) -> None:
    told = heard(condition)
    database.away = True
    trouble = await told.get()
    assert trouble is not None and trouble.code == "away"
    database.away = False
    assert await told.get() is None


@pytest.mark.parametrize("before", [None, FULL])
async def test_a_disk_that_broke_its_word_stays_so(condition: Condition, before: Exception | None) -> None:
    """F7."""
    told = heard(condition)
    if before is not None:
        condition.met(before)
    trouble = condition.met(NotDurable(errno.EIO, "fsync failed"))
    assert trouble.code == "failing" and "started again" in trouble.detail
    condition.met(FULL)
    while not told.empty():
        latest = told.get_nowait()
    for _ in range(50):
        await asyncio.sleep(0)
    assert latest == trouble == condition.now and told.empty()


@pytest.mark.parametrize(("total", "needed"), [(10**6, 50_000), (10**13, ENOUGH)])
def test_something_new_needs_a_twentieth_of_the_disk_or_a_gibibyte(total: int, needed: int) -> None:
    assert Space(Path("/"), 0, total).needed == needed
