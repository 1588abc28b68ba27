"""A person edits a network while it learns, and nothing of it is lost when a process dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import msgpack
import pytest
from tests.serving import Server, StudyClient, serving, toy_table
from tests.walks.listening import listening

EDGE = "edge:0:0:0"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as server:
        yield server


def edge(study: StudyClient, id: str = EDGE) -> dict[str, object]:
    return next(edge for edge in study.now()["network"]["edges"] if edge["id"] == id)


def test_an_edge_is_named_cut_and_brought_back_while_the_network_learns(own: Server) -> None:
    with (
        own.client() as client,
        listening(own, (study := StudyClient.on_text(client, toy_table())).id) as ear,
    ):
        study.do("train", steps=1_000_000, optimiser="adam")
        ear.until_op("checkpoint_reached")
        steps = []
        for asked in (
            {"op": "fix_symbolic", "edge": EDGE, "function": "sin"},
            {"op": "prune_edges", "edges": ["edge:0:1:2"]},
            {"op": "restore_edges", "edges": ["edge:0:1:2"]},
            {"op": "lock_edges", "edges": ["edge:0:1:1"]},
            {"op": "unfix_symbolic", "edge": EDGE},
        ):
            study.do(**asked)
            changed = ear.until_op("network_changed")["op"]
            steps.append(changed["step"])
            assert study.now()["status"] == "training"
        assert steps == sorted(steps) and steps[-1] > steps[0] > 0
        moved = ear.until(lambda told: told["type"] == "run" and told["step"] > steps[-1] + 3)
        assert moved["status"] == "running"
        locked = edge(study, "edge:0:1:1")
        study.do("stop")
        assert study.idle()["status"] == "idle"
        assert edge(study, "edge:0:1:1")["locked"] and locked["locked"]
        texts = [version["text"] for version in study.get("versions")]
        assert [text.split(",")[0] for text in texts[-6:-1]] == [
            "Fixed x1 → h1.1 as sin",
            "Cut x2 → h1.3",
            "Restored x2 → h1.3",
            "Locked x2 → h1.2",
            "Took the name off x1 → h1.1",
        ]
        assert all("of the training" in text for text in texts[-6:-1])
        study.do("undo")
        assert study.idle()["version"] == study.get("versions")[-2]["id"]


def test_what_cannot_be_done_in_a_training_is_said_and_the_training_goes_on(own: Server) -> None:
    with (
        own.client() as client,
        listening(own, (study := StudyClient.on_text(client, toy_table())).id) as ear,
    ):
        study.do("train", steps=1_000_000, optimiser="adam")
        ear.until_op("checkpoint_reached")
        refused = study.ask("refine_grid", grid=9)
        assert (refused.status_code, refused.json()["code"]) == (409, "busy")
        study.do("fix_symbolic", edge=EDGE, function="log", params={"a": 1, "b": 0, "c": 1, "d": 0})
        assert "undefined" in ear.until_op("run_failed")["op"]["problem"]["detail"]
        study.do("lock_edges", edges=[edge["id"] for edge in study.living()])
        assert "left to train" in ear.until_op("run_failed")["op"]["problem"]["detail"]
        assert study.now()["status"] == "training"
        study.do("stop")
        study.idle()


@pytest.mark.parametrize("victim", ["worker", "server"])
def test_an_edit_within_a_training_outlives_whoever_dies(own: Server, victim: str) -> None:
    with own.client() as client:
        study = StudyClient.on_text(client, toy_table())
        with listening(own, study.id) as ear:
            study.do("train", steps=3000, optimiser="adam")
            ear.until_op("checkpoint_reached")
            study.do("fix_symbolic", edge=EDGE, function="sin")
            made = ear.until_op("network_changed")["op"]["step"]
            if victim == "worker":
                (worker,) = own.workers()
                os.kill(worker, signal.SIGKILL)
            else:
                own.kill()
                own.start()
    with own.client() as client:
        study = StudyClient(client, study.id)
        study.idle()
        training = study.get("runs")[-2]
        assert (training["status"], training["attempt"]) == ("done", 2) and training["step"] > made
        assert edge(study)["function"] == "sin"


def test_a_training_leaves_a_film_that_shows_it_from_the_first_step_to_the_last(own: Server) -> None:
    with own.client() as client:
        study = StudyClient.on_text(client, toy_table())
        study.do("train", steps=400, optimiser="adam")
        study.idle()
        built, trained = study.get("runs")
        answer = client.get(f"studies/{study.id}/runs/{trained['id']}/film")
        frames = [msgpack.unpackb(frame) for frame in msgpack.unpackb(answer.content)["frames"]]
        steps = [frame["step"] for frame in frames]
        assert steps == sorted(steps) and steps[-1] == 400 and 2 < len(frames) <= 200
        assert frames[0]["train_rmse"] > frames[-1]["train_rmse"] and len(frames[0]["curves"]) == 15
        none = client.get(f"studies/{study.id}/runs/{built['id']}/film")
        assert none.status_code == 404 and "No film" in none.json()["detail"]
