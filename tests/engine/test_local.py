"""The engine of one machine, with real processes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from tests.contracts.engine_contract import Bench, EngineContract, gone

from kanscope.engine.engine import Lost
from kanscope.engine.local import LocalEngine
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
