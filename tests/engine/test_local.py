"""The engine of one machine, with real processes."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from tests.contracts.engine_contract import Bench, EngineContract, gone

from kanscope.engine.engine import Finished, Lost
from kanscope.engine.local import LocalEngine
from kanscope.engine.pulse import BEAT
from kanscope.study.operations import Train


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench() -> AsyncIterator[Bench]:
    engine = LocalEngine(workers=1)
    bench = Bench(engine)
    await engine.open(bench.listen)
    yield bench
    await engine.close()


class TestLocalEngine(EngineContract):
    """The contract, kept by worker processes."""


async def test_a_closed_engine_leaves_no_process_and_loses_no_run() -> None:
    engine = LocalEngine()
    bench = Bench(engine)
    await engine.open(bench.listen)
    network = await bench.network()
    run = await bench.start(Train(steps=1_000_000, optimiser="adam"), network=network)
    pids = engine.workers()
    await engine.close()
    assert all(gone(pid) for pid in pids)
    assert not bench.of(run, Lost)
    assert engine.workers() == []


async def test_a_worker_that_hangs_is_replaced_and_never_comes_back() -> None:
    """F18 and F23: a stopped process holds its run no longer, and finds nobody when it goes on."""
    engine = LocalEngine(silence=4.0)
    bench = Bench(engine)
    await engine.open(bench.listen)
    network = await bench.network()
    run = await bench.start(Train(steps=1_000_000, optimiser="adam"), network=network)
    (pid,) = engine.workers()
    os.kill(pid, signal.SIGSTOP)
    lost = await bench.first(run, Lost)
    assert "no sign of life" in lost.detail
    told = len(bench.of(run))
    assert gone(pid)
    again = await bench.start(Train(steps=3, optimiser="adam"), network=network, run=run, attempt=2)
    assert isinstance(await bench.until(lambda: bench.of(again, Finished)), list)
    assert all(event.attempt == 2 for event in bench.of(run)[told:])
    await engine.close()


async def test_a_worker_that_only_works_for_long_is_not_taken_for_dead() -> None:
    engine = LocalEngine(silence=2 * BEAT)
    bench = Bench(engine)
    await engine.open(bench.listen)
    (pid,) = engine.workers()
    await asyncio.sleep(3 * BEAT)  # the time itself is what is looked at: nothing is asked, and nothing said
    assert engine.workers() == [pid] and not gone(pid)
    await engine.close()


@pytest.mark.skipif(not Path("/proc/self/oom_score_adj").exists(), reason="this system has no such score")
async def test_where_memory_runs_out_a_worker_goes_before_the_server() -> None:
    """F19: the kernel is told which process can be missed."""
    engine = LocalEngine()
    await engine.open(lambda event: None)
    (pid,) = engine.workers()
    score, own = (int(Path(f"/proc/{id}/oom_score_adj").read_text()) for id in (pid, "self"))
    await engine.close()
    assert score > own
