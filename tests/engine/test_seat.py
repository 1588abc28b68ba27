"""A place where a worker sits, whose processes here end as soon as they start."""

from __future__ import annotations

import asyncio
import sys

from kanscope.engine.process import WorkerProcess, how_it_ended
from kanscope.engine.seat import Seat


async def _stillborn() -> WorkerProcess:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-Sc", "raise SystemExit(3)", stdin=pipe, stdout=pipe
    )
    return WorkerProcess(process, lambda message: None)


async def test_a_worker_that_dies_while_starting_is_started_again_ever_more_slowly() -> None:
    loop = asyncio.get_running_loop()
    lost: asyncio.Queue[tuple[str, float]] = asyncio.Queue()
    seat = Seat(_stillborn, lambda detail: lost.put_nowait((detail, loop.time())))
    deaths = [await lost.get() for _ in range(3)]
    await seat.close()
    assert {detail for detail, _ in deaths} == {"it ended with code 3"}
    assert deaths[1][1] - deaths[0][1] >= 0.2
    assert deaths[2][1] - deaths[1][1] >= 0.4


async def test_who_waits_for_a_worker_is_let_go_when_the_seat_is_closed() -> None:
    async def impossible() -> WorkerProcess:
        raise OSError("no more processes")

    lost: list[str] = []
    seat = Seat(impossible, lost.append)
    waiting = asyncio.ensure_future(seat.worker())
    await asyncio.sleep(0)
    await seat.close()
    await asyncio.wait([waiting])
    assert waiting.cancelled()
    assert lost == ["it could not be started: no more processes"]


def test_an_end_is_told_in_words() -> None:
    assert how_it_ended(-9) == "it was killed, as happens when memory runs out"
    assert how_it_ended(-11) == "it was ended by signal 11"
