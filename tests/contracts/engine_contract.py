"""What every engine must do, whoever computes: the same tests for each."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
import pytest

from kanscope.engine.engine import (
    Adjusted,
    Checkpoint,
    EditAt,
    Engine,
    Event,
    Failed,
    Finished,
    Frame,
    Job,
    Lost,
    Progress,
    QueryFailed,
    Started,
    Word,
)
from kanscope.study.effects import StartRun
from kanscope.study.operations import BuildNetwork, Effectful, FixSymbolic, SetRoles, Train
from kanscope.study.records import Data
from kanscope.tables.making import make_table
from kanscope.tables.packing import pack

ENDS = (Finished, Failed, Lost)
ROLES = Data(inputs=("x1", "x2"), targets=("y",))


def toy_table(rows: int = 300) -> bytes:
    """y = exp(sin(πx1) + x2²) on the square from −1 to 1."""

    def law(x: Any) -> Any:
        return np.exp(np.sin(np.pi * x["x1"]) + x["x2"] ** 2)

    return pack(make_table({"x1": (-1, 1), "x2": (-1, 1)}, "y", law, rows))


def blob_id(data: bytes) -> str:
    return f"sha:{hashlib.sha256(data).hexdigest()}"


@dataclass
class Bench:
    """An open engine, all it has told, and a shelf of blobs it may fetch from."""

    engine: Engine
    blobs: dict[str, bytes] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    told: list[Event] = field(default_factory=list)
    reflex: Callable[[Event], None] = lambda event: None
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _runs: Any = field(default_factory=lambda: count(1))

    def listen(self, event: Event) -> None:
        self.told.append(event)
        self.reflex(event)
        self._news.set()

    def keep(self, data: bytes) -> str:
        id = blob_id(data)
        self.blobs[id] = data
        return id

    async def fetch(self, id: str) -> bytes:
        self.fetched.append(id)
        return self.blobs[id]

    async def start(
        self, operation: Effectful, *, study: str = "a", beforehand: Any = (), **effect: Any
    ) -> str:
        """Hand a run over; its id."""
        given: dict[str, Any] = {
            "attempt": 1,
            "data": ROLES,
            "network": None,
            "run": f"run:{next(self._runs)}",
        } | effect
        given.setdefault("table", self.keep(toy_table()))
        effect_ = StartRun(operation=operation, **given)
        await self.engine.start(Job(study, effect_, self.fetch, beforehand))
        return effect_.run

    def of(self, run: str, *kinds: type[Any]) -> list[Any]:
        """What was told of a run, in order."""
        return [event for event in self.told if event.run == run and isinstance(event, kinds or object)]

    async def until(self, there: Callable[[], Any]) -> Any:
        """Wait for events until `there` gives something."""
        async with asyncio.timeout(60):
            while not (found := there()):
                self._news.clear()
                await self._news.wait()
        return found

    async def end(self, run: str) -> Any:
        """The event a run ended with."""
        return (await self.until(lambda: self.of(run, *ENDS)))[0]

    async def first(self, run: str, kind: type[Any]) -> Any:
        """The first event of a kind, or the end if that comes before."""
        return (await self.until(lambda: self.of(run, kind, *ENDS)))[0]

    async def network(self, **build: Any) -> str:
        """The checkpoint of a fresh network."""
        run = await self.start(BuildNetwork(width=(2, 5, 1), **build))
        return self.keep((await self.end(run)).checkpoint)


OpenBench = Callable[[], Awaitable[Bench]]


@pytest.mark.asyncio(loop_scope="module")
class EngineContract:
    """Give a fixture `bench` with an open engine of one worker, shared by these tests."""

    async def test_a_build_ends_with_records_a_checkpoint_and_a_picture(self, bench: Bench) -> None:
        run = await bench.start(BuildNetwork(width=(2, 3, 1), grid=4))
        end = await bench.end(run)
        assert [type(event) for event in bench.of(run)] == [Started, Finished]
        assert end.network.width == (2, 3, 1)
        assert end.network.grid == 4
        assert {edge.id for edge in end.edges} == {
            *(f"edge:0:{i}:{j}" for i in range(2) for j in range(3)),
            *(f"edge:1:{i}:0" for i in range(3)),
        }
        assert end.checkpoint
        assert end.picture

    async def test_a_training_shows_its_progress_and_leaves_a_better_network(self, bench: Bench) -> None:
        network = await bench.network()
        run = await bench.start(Train(steps=30, sparsity=0), network=network)
        end = await bench.end(run)
        rows = [row for event in bench.of(run, Progress) for row in event.rows]
        assert [step for step, _, _ in rows] == list(range(1, end.step + 1))
        assert rows[-1][1] < 0.5 * rows[0][1]
        assert end.network.train_rmse == pytest.approx(rows[-1][1], rel=1e-9)
        assert end.network.test_rmse == pytest.approx(rows[-1][2], rel=1e-9)
        assert bench.of(run, Frame)
        assert bench.of(run, Checkpoint)[0].step == 1

    async def test_a_paused_run_makes_no_step_until_it_is_resumed(self, bench: Bench) -> None:
        network = await bench.network()
        run = await bench.start(Train(steps=1_000_000, optimiser="adam"), network=network)
        await bench.first(run, Progress)
        bench.engine.control("a", run, "pause", {})
        await bench.network()  # one more run has gone through the same worker since the word was said
        before = bench.of(run)
        await bench.network()
        assert bench.of(run) == before
        bench.engine.control("a", run, "resume", {})
        await bench.until(lambda: bench.of(run) != before)
        bench.engine.control("a", run, "stop", {})
        assert (await bench.end(run)).stopped

    async def test_a_stopped_run_keeps_what_it_has_reached(self, bench: Bench) -> None:
        network = await bench.network()
        run = await bench.start(Train(steps=1_000_000, optimiser="adam"), network=network)
        seen = await bench.first(run, Progress)
        bench.engine.control("a", run, "stop", {})
        end = await bench.end(run)
        assert end.stopped
        assert seen.step <= end.step < 1_000_000
        assert blob_id(end.checkpoint) != network

    async def test_an_edit_within_a_training_is_made_between_two_steps_and_the_training_goes_on(
        self, bench: Bench
    ) -> None:
        network = await bench.network()
        run = await bench.start(Train(steps=1_000_000, optimiser="adam"), network=network)
        name = FixSymbolic(edge="edge:0:0:0", function="sin")
        edit = await bench.start(name, within=run)
        made = await bench.end(edit)
        assert isinstance(made, Finished)
        assert next(edge for edge in made.edges if edge.id == name.edge).function == "sin"
        later = await bench.until(lambda: [one for one in bench.of(run, Progress) if one.step > made.step])
        assert later and not bench.of(run, *ENDS)
        bench.engine.control("a", run, "stop", {})
        end = await bench.end(run)
        assert next(edge for edge in end.edges if edge.id == name.edge).function == "sin"

    async def test_what_was_done_in_a_training_is_done_again_at_the_same_steps(self, bench: Bench) -> None:
        network = await bench.network()
        run = await bench.start(Train(steps=1_000_000, optimiser="adam"), network=network)
        await bench.first(run, Progress)
        bench.engine.control("a", run, "adjust", {"learning_rate": 0.02})
        adjusted = (await bench.until(lambda: bench.of(run, Adjusted)))[0]
        edit = await bench.start(FixSymbolic(edge="edge:0:0:0", function="sin"), within=run)
        made = await bench.end(edit)
        bench.engine.control("a", run, "stop", {})
        end = await bench.end(run)

        naming = StartRun(
            run="run:999",
            attempt=1,
            operation=FixSymbolic(edge="edge:0:0:0", function="sin"),
            data=ROLES,
            table=bench.keep(toy_table()),
            network=None,
            within="run:998",
        )
        beforehand = (
            Word(adjusted.step, "adjust", adjusted.changes),
            EditAt(made.step, naming),
            Word(end.step, "stop"),
        )
        await bench.start(
            Train(steps=1_000_000, optimiser="adam"), network=network, run="run:998", beforehand=beforehand
        )
        assert (await bench.end("run:999")).checkpoint == made.checkpoint
        again = await bench.end("run:998")
        assert (again.step, again.checkpoint) == (end.step, end.checkpoint)

    async def test_an_edit_within_a_training_that_is_over_is_passed_over(self, bench: Bench) -> None:
        run = await bench.start(Train(steps=1), network=await bench.network())
        await bench.end(run)
        edit = await bench.start(FixSymbolic(edge="edge:0:0:0", function="sin"), within=run)
        await bench.network()
        assert bench.of(edit) == []

    async def test_a_word_said_right_after_the_start_is_not_lost(self, bench: Bench) -> None:
        network = await bench.network()
        starting = asyncio.ensure_future(
            bench.start(Train(steps=1_000_000, optimiser="adam"), network=network, run="run:777")
        )
        await asyncio.sleep(0)
        bench.engine.control("a", "run:777", "stop", {})
        await starting
        assert (await bench.end("run:777")).stopped

    async def test_a_run_that_cannot_be_done_says_why_in_a_sentence(self, bench: Bench) -> None:
        roles = Data(inputs=("x1", "wind"), targets=("y",))
        run = await bench.start(SetRoles(inputs=roles.inputs, targets=roles.targets), data=roles)
        end = await bench.end(run)
        assert isinstance(end, Failed)
        assert end.code == "data"
        assert "“wind”" in end.detail

    async def test_a_table_with_few_rows_is_refused_with_the_numbers(self, bench: Bench) -> None:
        table = bench.keep(toy_table(rows=12))
        end = await bench.end(await bench.start(BuildNetwork(width=(2, 3, 1)), table=table))
        assert end.code == "data"
        assert "12" in end.detail

    async def test_bytes_the_store_cannot_give_end_the_run(self, bench: Bench) -> None:
        run = await bench.start(BuildNetwork(width=(2, 3, 1)), network="sha:" + "0" * 64)
        assert isinstance(await bench.end(run), Failed)

    async def test_a_table_is_fetched_once_for_many_runs(self, bench: Bench) -> None:
        await bench.network()
        fetched = len(bench.fetched)
        await bench.network()
        assert len(bench.fetched) == fetched

    async def test_two_runs_at_once_end_as_each_does_alone(self, bench: Bench) -> None:
        network = await bench.network()
        plans = (Train(steps=40), Train(steps=60, optimiser="adam"))
        alone = [await bench.end(await bench.start(plan, network=network)) for plan in plans]
        runs = [
            await bench.start(plan, network=network, study=study)
            for plan, study in zip(plans, ("a", "b"), strict=True)
        ]
        together = [await bench.end(run) for run in runs]
        assert [end.checkpoint for end in together] == [end.checkpoint for end in alone]

    async def test_a_killed_worker_loses_its_run_which_then_ends_as_if_nothing_had_happened(
        self, bench: Bench
    ) -> None:
        network = await bench.network()
        plan = Train(steps=120)
        whole = await bench.end(await bench.start(plan, network=network))
        [worker] = bench.engine.workers()

        def kill(event: Event) -> None:
            if isinstance(event, Checkpoint):
                os.kill(worker, signal.SIGKILL)
                bench.reflex = lambda event: None

        bench.reflex = kill
        run = await bench.start(plan, network=network)
        lost = await bench.end(run)
        assert isinstance(lost, Lost)
        kept = bench.of(run, Checkpoint)[-1]
        assert kept.step < whole.step
        again = await bench.start(plan, network=network, resume=bench.keep(kept.payload), attempt=2)
        end = await bench.end(again)
        assert bench.engine.workers() != [worker]
        assert end.attempt == 2
        assert end.checkpoint == whole.checkpoint
        assert end.picture == whole.picture

    async def test_a_forgotten_study_is_not_heard_of_again(self, bench: Bench) -> None:
        network = await bench.network()
        run = await bench.start(Train(steps=1_000_000, optimiser="adam"), network=network, study="gone")
        await bench.first(run, Progress)
        bench.engine.forget("gone")
        told = len(bench.of(run))
        await bench.network()
        assert len(bench.of(run)) == told

    async def test_a_question_is_answered_from_the_bytes_that_come_with_it(self, bench: Bench) -> None:
        text = "a;b\n" + "\n".join(f"{k};{k * k}" for k in range(30))
        answer = await bench.engine.ask("read_table", {"filename": "a.csv"}, {"file": text.encode()})
        assert answer["rows"] == 30
        assert answer["suggestion"] == {"inputs": ["a"], "targets": ["b"], "logs": []}
        assert isinstance(answer["table"], bytes)

    async def test_a_wrong_question_is_refused_and_the_next_one_answered(self, bench: Bench) -> None:
        with pytest.raises(QueryFailed) as refusal:
            await bench.engine.ask("read_table", {"filename": "a.csv"}, {"file": b'a,b\n1,2\n3\n"4,5'})
        assert refusal.value.code == "body"
        assert refusal.value.hint
        assert (await bench.engine.ask("examples", {}, {}))["examples"]

    async def test_the_newest_question_of_its_kind_replaces_the_one_that_waits(self, bench: Bench) -> None:
        asked = [
            asyncio.ensure_future(bench.engine.ask("example", {"id": "toy"}, {}, newest_of="toy"))
            for _ in range(3)
        ]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        assert isinstance(answers[-1], dict)
        replaced = [answer for answer in answers if isinstance(answer, QueryFailed)]
        assert replaced
        assert {failure.code for failure in replaced} == {"replaced"}


def gone(pid: int) -> bool:
    """Whether no process, not even a zombie, has this id."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False
