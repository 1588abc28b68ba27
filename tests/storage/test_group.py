"""Commits that wait share the next transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from kanscope.storage.group import Group, Outcomes


class Disk:
    """Writes a group when told that the disk is ready."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.ready = asyncio.Semaphore(0)

    async def write(self, items: Sequence[str]) -> Outcomes:
        await self.ready.acquire()
        if "broken" in items:
            raise OSError("disk full")
        self.groups.append(list(items))
        return [KeyError(item) if item == "refused" else None for item in items]


async def test_whoever_arrives_during_a_write_joins_the_next_one() -> None:
    disk = Disk()
    group = Group(disk.write)
    first = asyncio.ensure_future(group.add("a"))
    await asyncio.sleep(0)
    later = [asyncio.ensure_future(group.add(item)) for item in ("b", "c", "d")]
    for _ in range(2):
        disk.ready.release()
    await asyncio.gather(first, *later)
    assert disk.groups == [["a"], ["b", "c", "d"]]


async def test_only_the_refused_one_hears_of_its_refusal() -> None:
    disk = Disk()
    disk.ready.release()
    group = Group(disk.write)
    outcomes = await asyncio.gather(*map(group.add, ("a", "refused", "b")), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), KeyError, type(None)]


async def test_when_a_group_fails_each_is_tried_alone() -> None:
    disk = Disk()
    for _ in range(4):
        disk.ready.release()
    group = Group(disk.write)
    outcomes = await asyncio.gather(*map(group.add, ("a", "broken", "b")), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), OSError, type(None)]
    assert disk.groups == [["a"], ["b"]]


async def test_finish_waits_for_all_that_was_asked() -> None:
    disk = Disk()
    group = Group(disk.write)
    waiting = [asyncio.ensure_future(group.add(item)) for item in ("a", "b")]
    await asyncio.sleep(0)
    finishing = asyncio.ensure_future(group.finish())
    await asyncio.sleep(0)
    assert not finishing.done()
    disk.ready.release()
    await finishing
    await asyncio.gather(*waiting)


async def test_a_cancelled_caller_is_written_all_the_same() -> None:
    disk = Disk()
    group = Group(disk.write)
    caller = asyncio.ensure_future(group.add("a"))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    disk.ready.release()
    await group.finish()
    assert disk.groups == [["a"]]
