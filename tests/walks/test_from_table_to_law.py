"""The whole path, without a screen: a table in, a network, and the law out."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from tests.serving import Server, StudyClient
from tests.walks.listening import listening


@pytest.fixture(scope="module")
def named(client) -> StudyClient:  # type: ignore[no-untyped-def]
    """The toy study after training, pruning, naming and training again."""
    from tests.serving import toy_table

    study = StudyClient.on_text(client, toy_table(1000), name="Toy")
    study.do("train")
    study.idle()
    study.do("prune")
    study.idle()
    for edge in study.living():
        best = study.query("suggest", edge=edge["id"])["candidates"][0]
        study.do("fix_symbolic", edge=edge["id"], function=best["function"])
        study.idle()
    study.do("train")
    study.idle()
    return study


def test_training_and_pruning_leave_the_smallest_shape(named: StudyClient) -> None:
    assert [(edge["function"]) for edge in named.living()] == ["sin", "x^2", "exp"]


def test_the_formula_is_the_law(named: StudyClient) -> None:
    (output,) = named.query("formula")["outputs"]
    assert output["complete"] and output["symbols"] == {"x1": "x1", "x2": "x2"}
    assert output["verdict"]["formula_rmse"] < 1e-4
    x = np.random.default_rng(1).uniform(-1, 1, (50, 2))
    law = np.exp(np.sin(np.pi * x[:, 0]) + x[:, 1] ** 2)
    assert np.abs(run_python(output["python"], x) - law).max() < 1e-3


def run_python(code: str, x: np.ndarray, columns: str = "{'x1': x[:, 0], 'x2': x[:, 1]}") -> np.ndarray:
    """Run an exported function where it belongs: in a Python of its own."""
    script = code + (
        "\nimport json, sys\nimport numpy as np\nx = np.array(json.load(sys.stdin))\n"
        f"print(json.dumps(predict({columns}).tolist()))\n"
    )
    import json

    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        input=json.dumps(x.tolist()),
        capture_output=True,
        text=True,
        check=True,
    )
    return np.array(json.loads(done.stdout))


def test_every_act_is_in_the_history_in_words(named: StudyClient) -> None:
    texts = [version["text"] for version in named.get("versions")]
    assert texts[0] == "Built [2, 5, 1], grid 5"
    assert texts[1].startswith("Trained 200 steps") and texts[2].startswith("Pruned 12 edges")
    assert sum(text.startswith("Fixed ") for text in texts) == 3


def test_undo_and_redo_go_through_all_of_it(named: StudyClient) -> None:
    before = named.now()
    steps = len(named.get("versions")) - 1
    for _ in range(steps):
        named.do("undo")
    start = named.now()
    assert {edge["status"] for edge in start["network"]["edges"]} == {"spline"}
    assert named.ask("undo").status_code == 409
    for _ in range(steps):
        named.do("redo")
    after = named.now()
    assert after["network"] == before["network"] and after["metrics"] == before["metrics"]


def test_going_back_and_editing_makes_a_branch(named: StudyClient) -> None:
    at = named.now()["version"]
    for _ in range(2):
        named.do("undo")
    edge = named.living()[0]["id"]
    named.do("prune_edges", edges=[edge])
    branch = named.idle()["version"]
    versions = {version["id"]: version for version in named.get("versions")}
    assert versions[branch]["parents"] != versions[at]["parents"] and at in versions
    named.do("checkout", version=at)
    assert named.now()["version"] == at


def test_losses_of_a_run_can_be_asked_for_afterwards(named: StudyClient) -> None:
    run = next(run for run in named.get("runs") if run["op"]["op"] == "train")
    rows = named.get(f"runs/{run['id']}/metrics")["rows"]
    assert rows[0]["train_rmse"] > rows[-1]["train_rmse"] and rows[-1]["step"] == run["step"]


def test_curves_move_while_training(study: StudyClient, server: Server) -> None:
    with listening(server, study.id) as ear:
        study.do("train", steps=60)
        ear.until_op("network_changed")
        steps = [frame["step"] for frame in ear.frames]
        assert len(steps) >= 2 and steps == sorted(steps)
        lo, hi, values = ear.frames[-1]["curves"]["edge:0:0:0"]
        assert lo <= hi and len(values) == 64 and ear.frames[-1]["train_rmse"] > 0


def test_pause_holds_the_run_and_stop_keeps_what_it_reached(study: StudyClient, server: Server) -> None:
    with listening(server, study.id) as ear:
        study.do("train", steps=5000)
        ear.until(lambda told: told["type"] == "frame")
        study.do("pause")
        assert study.now()["status"] == "paused"
        study.do("stop")
        ear.until_op("network_changed")
        run = study.get("runs")[-1]
        assert run["status"] == "stopped" and 0 < run["step"] < 5000
        assert ear.head()["text"].startswith(f"Trained {run['step']} step")
