"""The command as people run it: a process, its two streams and its exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.discover.made import columns, written

KEYS = {
    "formula",
    "symbols",
    "latex",
    "python",
    "inputs_used",
    "metrics",
    "pareto",
    "stage",
    "seed",
    "seconds",
}
MORE = {"operations", "notices", "verdict", "target"}
COMMAND = [sys.executable, "-c", "from kanscope.cli import main; main()", "discover"]
QUIET = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, words)], capture_output=True, text=True, env=QUIET, check=False, timeout=100
    )


def answered(*words: object) -> dict[str, Any]:
    done = run(*words, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout, parse_constant=pytest.fail)
    return found


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    table = columns("3*rel*T^2/k")
    called = {"rel": "rel. Feuchte (%)", "T": "lambda", "k": "E", "y": "Dampfdruck"}
    return written(tmp_path_factory.mktemp("law"), {called[name]: column for name, column in table.items()})


@pytest.fixture(scope="module")
def found(file: Path) -> dict[str, Any]:
    return answered(file, "--target", "Dampfdruck", "--budget", "60")


def test_the_contracts_object(found: Mapping[str, Any]) -> None:
    assert set(found) == KEYS | MORE
    assert set(found["metrics"]) == {"train_rmse", "test_rmse", "test_r2"}
    assert all(set(point) == {"formula", "complexity", "test_rmse"} for point in found["pareto"])
    assert sorted(found["inputs_used"]) == ["E", "lambda", "rel. Feuchte"]
    assert set(found["symbols"].values()) == set(found["inputs_used"])
    assert "lambda" not in found["symbols"] and "E" not in found["symbols"]
    assert found["metrics"]["test_rmse"] < 1e-9 and "Only rounding is left" in found["verdict"]


def test_the_program_in_it_computes_the_column(found: Mapping[str, Any], file: Path) -> None:
    script = found["python"] + (
        "\nimport csv, json\n"
        f"rows = list(csv.DictReader(open({str(file)!r})))\n"
        "columns = {k.split(' (')[0]: [float(row[k]) for row in rows] for k in rows[0]}\n"
        "print(json.dumps([predict(columns).tolist(), columns['Dampfdruck']]))\n"
    )
    said = subprocess.run(
        [sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True
    ).stdout
    told, wanted = json.loads(said)
    assert np.allclose(told, wanted, rtol=1e-9)


def test_the_same_seed_and_stages_give_the_same_answer(found: Mapping[str, Any], file: Path) -> None:
    again = answered(file, "--target", "Dampfdruck", "--stages", found["stage"])
    assert {**again, "seconds": 0} == {**found, "seconds": 0}


def test_the_page_of_text(file: Path) -> None:
    done = run(file, "--target", "Dampfdruck", "--stages", 1)
    assert done.returncode == 0
    assert done.stdout.startswith("Dampfdruck = ") and "where " in done.stdout and "--stages 1" in done.stdout
    assert done.stderr.startswith("stage 1, ") and "\r" not in done.stderr


@pytest.mark.parametrize(
    "words", [("nowhere.csv", "--target", "y"), ("FILE",), ("FILE", "--target", "Dampfdruc")]
)
def test_a_mistake_is_one_line_and_exit_code_2(words: tuple[str, ...], file: Path) -> None:
    done = run(*(file if word == "FILE" else word for word in words))
    assert done.returncode == 2 and done.stdout == "" and len(done.stderr.splitlines()) == 1


def test_ctrl_c_prints_the_best_so_far(tmp_path: Path) -> None:
    dice = np.random.default_rng(0)
    x = {name: dice.uniform(-1, 1, 400) for name in "abcdef"}
    hard = sum((k + 1) * np.sin(3 * x[name] * x["a"]) for k, name in enumerate(x)) + dice.normal(size=400)
    words = [*COMMAND, str(written(tmp_path, x | {"y": hard})), "--target", "y", "--json"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=QUIET
    ) as running:
        assert running.stderr is not None and running.stdout is not None
        assert running.stderr.readline().startswith("stage ")
        running.send_signal(signal.SIGINT)
        said = running.stdout.read()
        assert running.wait(60) == 130
    assert json.loads(said)["stage"] >= 1


def test_a_budget_that_is_spent_at_once_still_gives_an_answer(file: Path) -> None:
    found = answered(file, "--target", "Dampfdruck", "--budget", "0.001")
    assert found["stage"] == 0 and found["inputs_used"] == [] and found["operations"]
