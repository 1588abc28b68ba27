"""Blobs nobody names go, and no other: not one of a study, of an upload on its way, of a run that is out."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kanscope.storage.blobs import GRACE, BlobStore, blob_name
from kanscope.storage.collect import Collected, collect
from kanscope.storage.memory import MemoryStore
from kanscope.storage.store import Entry


class House:
    """A server's store and blobs, with a clock that is moved by hand."""

    def __init__(self, folder: Path):
        self.folder, self.now = folder, 0.0
        self.store = MemoryStore()
        self.restart()

    def restart(self) -> None:
        """What a new process knows: the disk and the database."""
        self.blobs = BlobStore(self.folder, lambda: self.now)

    def wait(self, seconds: float) -> None:
        """Let time pass, for the files too."""
        self.now += seconds
        for path in self.folder.glob("??/*"):
            when = path.stat().st_mtime - seconds
            os.utime(path, (when, when))

    async def name(self, study: str, record: str, blob: str) -> None:
        """Let a record of a study name a blob."""
        if study not in {row.id for row in await self.store.studies()}:
            await self.store.create_study(study, study, "", {})
        number = (await self.store.load(study)).number + 1
        await self.store.commit(study, Entry(number, {}, "you", "", "", put={record: {"blob": blob}}))

    async def collect(self) -> Collected:
        """As the server does it once an hour."""
        return await collect(self.store, self.blobs)


async def test_deleting_a_study_frees_what_only_it_named(tmp_path: Path) -> None:
    house = House(tmp_path)
    mine, ours = [await house.blobs.put(data) for data in (b"mine", b"ours")]
    await house.name("s1", "version:1", mine)
    await house.name("s1", "version:2", ours)
    await house.name("s2", "version:1", ours)
    await house.store.delete_study("s1")
    house.wait(GRACE + 1)
    assert await house.collect() == Collected(1, 4)
    assert not await house.blobs.has(mine) and await house.blobs.get(ours) == b"ours"


async def test_a_checkpoint_goes_when_a_later_one_has_replaced_it_and_not_before(tmp_path: Path) -> None:
    house = House(tmp_path)
    first, second = [await house.blobs.put(data) for data in (b"step 10", b"step 20")]
    await house.name("s1", "run:1", first)
    house.wait(GRACE + 1)
    assert await house.collect() == Collected(1, 7)  # the second, whose entry never came
    await house.blobs.put(b"step 20")
    await house.name("s1", "run:1", second)
    await house.collect()
    assert not await house.blobs.has(first) and await house.blobs.has(second)


async def test_what_was_put_within_the_hour_stays_though_nobody_names_it_yet(tmp_path: Path) -> None:
    house = House(tmp_path)
    name = await house.blobs.put(b"an upload")
    house.wait(GRACE - 1)
    assert await house.collect() == Collected(0, 0) and await house.blobs.has(name)


async def test_old_bytes_put_again_while_they_are_being_collected_stay(tmp_path: Path) -> None:
    house = House(tmp_path)
    name = await house.blobs.put(b"seen before")
    house.wait(GRACE + 1)
    named = house.store.named_blobs

    async def put_meanwhile() -> set[str]:
        answer = await named()
        await house.blobs.put(b"seen before")
        await house.name("s1", "version:1", name)
        return answer

    house.store.named_blobs = put_meanwhile  # type: ignore[method-assign]
    assert await house.collect() == Collected(0, 0)
    assert await house.blobs.get(name) == b"seen before"


async def test_a_clock_set_forward_a_day_takes_nothing_that_is_on_its_way(tmp_path: Path) -> None:
    """F14 for blobs."""
    house = House(tmp_path)
    name = await house.blobs.put(b"an upload")
    (path,) = house.folder.glob("??/*")
    os.utime(path, (time.time() - 86_400,) * 2)
    await house.collect()
    assert await house.blobs.has(name)


async def test_nothing_goes_while_somebody_needs_all_to_stay(tmp_path: Path) -> None:
    house = House(tmp_path)
    name = await house.blobs.put(b"being copied")
    house.wait(GRACE + 1)
    async with house.blobs.still:
        collecting = asyncio.ensure_future(house.collect())
        await house.blobs.get(name)
        assert await house.blobs.has(name)
    assert (await collecting).blobs == 1 and not await house.blobs.has(name)


DATA = [b"a", b"b", b"c"]
STUDIES, RECORDS = ["s1", "s2"], ["run:1", "version:1", "study"]
ACTS = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(DATA)),
    st.tuples(st.just("keep"), st.sampled_from(DATA), st.sampled_from(STUDIES), st.sampled_from(RECORDS)),
    st.tuples(st.just("dataset"), st.sampled_from(DATA)),
    st.tuples(st.just("delete"), st.sampled_from(STUDIES)),
    st.tuples(st.just("wait"), st.sampled_from([60.0, GRACE / 2, GRACE + 1])),
    st.tuples(st.just("collect")),
    st.tuples(st.just("restart")),
)


MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
"""Where files need not wait for a disk: nothing dies here."""


@settings(deadline=None)
@given(st.lists(ACTS, max_size=25))
def test_whatever_happens_no_blob_that_is_needed_goes_and_the_others_do(acts: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        asyncio.run(_play(House(Path(folder)), acts))


async def _play(house: House, acts: list[tuple[str, ...]]) -> None:
    last: dict[str, float] = {}
    for kind, *more in acts:
        match kind, more:
            case "put" | "keep" | "dataset", [data, *where]:
                name = await house.blobs.put(data)  # type: ignore[arg-type]
                last[name] = house.now
                if kind == "keep":
                    await house.name(where[0], where[1], name)
                if kind == "dataset":
                    await house.store.add_dataset("d", "d", name, {})
            case "delete", [study] if study in {row.id for row in await house.store.studies()}:
                await house.store.delete_study(study)
            case "wait", [seconds]:
                house.wait(float(seconds))
            case "collect", _:
                await house.collect()
                await _judge(house, last)
            case "restart", _:
                house.restart()


async def _judge(house: House, last: dict[str, float]) -> None:
    """After a collection: there is what is named or young, and nothing else."""
    named = await house.store.named_blobs()
    needed = {name for name, at in last.items() if name in named or house.now - at < GRACE}
    there = {name for name in map(blob_name, DATA) if await house.blobs.has(name)}
    assert there == needed
