"""kill -9 of a worker and of the server: nothing acknowledged is lost, and a resumed run ends bit-equal."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.serving import Server, StudyClient, serving, toy_table
from tests.walks.listening import Ear, listening

STEPS = 900


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
