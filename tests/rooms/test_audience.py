"""A slow listener loses frames, never entries, and never slows another."""

from __future__ import annotations

import asyncio

import pytest

from kanscope.rooms.audience import LINE, MOMENT, Audience, Gone, Listener, Overrun


def listener(name: str = "one") -> Listener:
    return Listener(id=name, name=name)


async def test_of_frames_and_news_only_the_latest_waits_but_every_entry_does() -> None:
    slow = listener()
    for k in range(100):
        slow.tell(f"entry {k}")
        slow.show(b"frame %d" % k)
        slow.note("run", f"step {k}")
    heard = [await slow.next() for _ in range(102)]
    assert heard == [*(f"entry {k}" for k in range(100)), "step 99", b"frame 99"]


async def test_word_of_a_run_that_is_older_than_an_entry_is_not_told_after_it() -> None:
    slow = listener()
    slow.note("run", "step 7 of 8")
    slow.note("presence", "you are alone")
    slow.tell("the run is over")
    assert [await slow.next(), await slow.next()] == ["the run is over", "you are alone"]


async def test_who_falls_too_far_behind_is_told_to_come_back_and_others_are_not() -> None:
    audience, slow, quick = Audience(), listener("slow"), listener("quick")
    audience.add(slow)
    audience.add(quick)
    for k in range(LINE + 1):
        audience.tell(f"entry {k}")
        assert await quick.next() == f"entry {k}"
    with pytest.raises(Overrun):
        await slow.next()


async def test_who_is_sent_away_hears_nothing_more() -> None:
    audience, one = Audience(), listener()
    audience.add(one)
    audience.tell("an entry")
    waiting = asyncio.ensure_future(one.next())
    assert await waiting == "an entry"
    waiting = asyncio.ensure_future(one.next())
    await asyncio.sleep(0)
    audience.end(Gone())
    audience.tell("after the end")
    with pytest.raises(Gone):
        await waiting


async def test_two_hundred_arrivals_are_one_piece_of_news() -> None:
    audience, told = Audience(), asyncio.Event()
    calls: list[int] = []

    def news(audience: Audience) -> None:
        calls.append(len(audience))
        told.set()

    for k in range(200):
        audience.add(listener(str(k)))
        audience.soon(news)
    await asyncio.wait_for(told.wait(), 20 * MOMENT)
    assert calls == [200]
    audience.soon(news)
    told.clear()
    await asyncio.wait_for(told.wait(), 20 * MOMENT)
    assert calls == [200, 200]
