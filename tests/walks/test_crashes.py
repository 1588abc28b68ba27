"""kill -9 of a worker and of the server: nothing acknowledged is lost, and a resumed run ends bit-equal.

`make soak` plays the random rounds more often; a failing one names its seed.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from tests.serving import TOKEN, Server, StudyClient, serving, toy_table
from tests.walks.listening import Ear, listening

from kanscope.study.document import Stamp, apply
from kanscope.study.records import Records
from kanscope.study.reports import parse_entry

STEPS = 900
SEEDS = range(10) if os.environ.get("KANSCOPE_SOAK") else range(1)
EDGES = [f"edge:0:{i}:{j}" for i in range(2) for j in range(3)]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Server]:
    """A server of this test's own, to be hurt."""
    with serving(tmp_path) as server:
        yield server


def train(study: StudyClient) -> None:
    study.do("train", steps=STEPS, optimiser="adam", sparsity=0.001)


def checkpoint_past_the_start(ear: Ear) -> int:
    """Wait until a state with a step behind it is kept."""
    told = ear.until(
        lambda told: (
            told["type"] == "committed"
            and told["op"]["op"] == "checkpoint_reached"
            and told["op"]["step"] > 0
        )
    )
    return int(told["op"]["step"])


def test_a_killed_worker_costs_nothing_and_the_run_ends_bit_equal(own: Server) -> None:
    with own.client() as client:
        straight = StudyClient.on_text(client, toy_table())
        train(straight)
        straight.idle()
        with listening(own, straight.id) as ear:
            expected = ear.head()["checkpoint"]

        study = StudyClient.on_text(client, toy_table())
        with listening(own, study.id) as ear:
            train(study)
            kept = checkpoint_past_the_start(ear)
            (worker,) = own.workers()
            os.kill(worker, signal.SIGKILL)
            lost = ear.until_op("worker_lost")
            run = ear.records[lost["run"]]
            assert run["step"] >= kept > 0 and f"step {run['step']}" in run["notice"]
            done = ear.until_op("network_changed")
            assert done["op"]["attempt"] == 2 and done["op"]["step"] == STEPS
            assert ear.head()["checkpoint"] == expected
        assert study.idle()["status"] == "idle"


def test_a_killed_server_has_kept_what_it_acknowledged(own: Server) -> None:
    with own.client() as client:
        study = StudyClient.on_text(client, toy_table(), name="Kept")
        study.do("train", steps=40)
        study.idle()
        answer = study.do("fix_symbolic", edge="edge:0:0:0", function="sin", key="the-key")
    own.kill()
    own.start()
    with own.client() as client:
        study = StudyClient(client, study.id)
        after = study.idle()
        edge = next(edge for edge in after["network"]["edges"] if edge["id"] == "edge:0:0:0")
        assert (edge["status"], edge["function"]) == ("symbolic", "sin")
        assert after["name"] == "Kept" and after["number"] >= answer["number"]
        again = study.do("fix_symbolic", edge="edge:0:0:0", function="sin", key="the-key")
        assert again == answer, "the same request was done twice"
        study.do("undo")
        assert study.living()[0]["status"] == "spline"


def test_a_training_goes_on_after_the_server_was_killed(own: Server) -> None:
    with own.client() as client:
        straight = StudyClient.on_text(client, toy_table())
        train(straight)
        straight.idle()
        with listening(own, straight.id) as ear:
            expected = ear.head()["checkpoint"]
        study = StudyClient.on_text(client, toy_table())
        with listening(own, study.id) as ear:
            train(study)
            checkpoint_past_the_start(ear)
            own.kill()
    own.start()
    with own.client() as client:
        study = StudyClient(client, study.id)
        study.idle()
        run = study.get("runs")[-1]
        assert run["status"] == "done" and run["step"] == STEPS and run["attempt"] > 1
        with listening(own, study.id) as ear:
            assert ear.head()["checkpoint"] == expected


def replayed(study: StudyClient) -> Any:
    """The records its log leads to, as a browser has them."""
    records: Records = {}
    after: int | None = 0
    while after is not None:
        page = study.get("operations", after=after, limit=100)
        for entry in page["operations"]:
            stamp = Stamp(entry["number"], entry["author"], entry["at"])
            records = apply(records, parse_entry.validate_python(entry["op"]), stamp).records
        after = page["next"]
    return {id: record.model_dump(mode="json") for id, record in records.items() if record.kind != "state"}


def act(study: StudyClient, dice: random.Random, key: str) -> tuple[Any, httpx.Response]:
    """Something at random, with what was asked."""
    asked = dice.choice(
        [
            {"op": "annotate", "version": "version:2", "text": key},
            {
                "op": "fix_symbolic",
                "edge": dice.choice(EDGES),
                "function": dice.choice(["sin", "exp", "x^2"]),
            },
            {"op": "prune_edges", "edges": [dice.choice(EDGES)]},
            {"op": "train", "steps": dice.choice([3, 500]), "optimiser": "adam"},
            {"op": "stop"},
            {"op": "undo"},
            {"op": "redo"},
        ]
    )
    return asked, study.ask(key=key, **asked)


class Person(threading.Thread):
    """Somebody who works on a study until the server dies, and remembers what it acknowledged."""

    def __init__(self, server: Server, study: str, seed: str):
        super().__init__()
        self.server, self.study, self.dice, self.seed = server, study, random.Random(seed), seed
        self.acknowledged: list[tuple[str, Any, Any]] = []
        self.faults: list[str] = []

    def run(self) -> None:
        with self.server.client() as client:
            study = StudyClient(client, self.study)
            for k in range(10_000):
                try:
                    asked, answer = act(study, self.dice, f"{self.seed}-{k}")
                except httpx.TransportError:
                    return
                if answer.status_code == 200:
                    self.acknowledged.append((f"{self.seed}-{k}", asked, answer.json()))
                elif answer.status_code != 409:
                    self.faults.append(answer.text)


@pytest.mark.parametrize("seed", SEEDS)
def test_four_people_at_work_lose_nothing_when_the_server_is_killed(own: Server, seed: int) -> None:
    with own.client() as client:
        id = StudyClient.on_text(client, toy_table(200)).id
    people = [Person(own, id, f"{seed}-{k}") for k in range(4)]
    for person in people:
        person.start()
    time.sleep(random.Random(seed).uniform(0.5, 2))  # the moment of the accident, not a wait for anything
    own.kill()
    for person in people:
        person.join()
    own.start()
    with own.client() as client:
        study = StudyClient(client, id)
        for key, asked, answer in (one for person in people for one in person.acknowledged):
            assert study.ask(key=key, **asked).json() == answer, f"seed {seed}: {asked} was acknowledged"
        study.ask("stop")
        study.idle()
        with listening(own, id) as ear:
            assert replayed(study) == ear.records, f"seed {seed}: the log does not lead to the records"
    assert not [fault for person in people for fault in person.faults]
    assert any(person.acknowledged for person in people)


@pytest.mark.parametrize("seed", SEEDS)
def test_edits_are_done_though_their_worker_is_killed(own: Server, seed: int) -> None:
    dice = random.Random(seed)
    with own.client() as client:
        study = StudyClient.on_text(client, toy_table(200))
        for _ in range(3):
            study.do("prune_edges", edges=EDGES[:2])
            study.do("fix_symbolic", edge=EDGES[4], function="sin")
            study.do("restore_edges", edges=EDGES[:2])
            time.sleep(dice.uniform(0, 0.2))  # the moment of the accident
            for worker in own.workers():
                os.kill(worker, signal.SIGKILL)
            study.idle()
        assert {run["status"] for run in study.get("runs")} == {"done"}
        with listening(own, study.id) as ear:
            assert replayed(study) == ear.records


def test_a_server_told_to_end_does_so_at_once_and_its_training_goes_on_later(own: Server) -> None:
    with own.client() as client:
        study = StudyClient.on_text(client, toy_table())
        with listening(own, study.id) as ear:
            study.do("train", steps=100_000, optimiser="adam")
            kept = checkpoint_past_the_start(ear)
            waiting = ask_idle(own, study.id)
            client.get("me")  # by now the server has read what was asked before
            started = time.monotonic()
            own.stop()
            assert time.monotonic() - started < 5
            with waiting:
                answer = waiting.recv(65536)
    assert answer.startswith(b"HTTP/1.1 503") and b'"closing"' in answer
    own.start()
    with own.client() as client:
        study = StudyClient(client, study.id)
        assert study.get("runs")[-1]["step"] >= kept
        study.do("stop")
        assert study.idle()["status"] == "idle"


def ask_idle(server: Server, study: str) -> socket.socket:
    """Ask for a study once it is idle, and do not wait for the answer."""
    name, port = server.address.removeprefix("http://").split(":")
    line = socket.create_connection((name, int(port)), timeout=20)
    path = f"/api/v1/studies/{study}?wait=idle"
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: {name}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n".encode())
    return line
