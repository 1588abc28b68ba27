"""The Python of a study, run in a Python of its own, leads to the same network."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from kanscope.discover.replay import Replay
from kanscope.engine.worker.queries.asked import Asked, Library
from kanscope.engine.worker.queries.rows import rows
from kanscope.study.operations import parse_operation
from kanscope.study.records import Data, Head, Study, Version
from kanscope.study.script.notebook import notebook
from kanscope.study.script.script import Script, script
from kanscope.tables.making import table_of
from kanscope.tables.table import Column

TELL = "\nimport json\nprint('WEIGHTS', json.dumps(model.flat.detach().tolist()))\n"


@pytest.fixture(autouse=True)
def _as_a_worker_computes() -> Iterator[None]:
    """On one thread, which the script asks for too."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def study(logs: tuple[str, ...] = ()) -> Replay:
    """y = exp(sin(πa) + b²) with a gap in one row, or a power law used as logarithms."""
    draw = np.random.default_rng(3)
    a, b = draw.uniform(-1, 1, 160), draw.uniform(-1, 1, 160)
    y = np.exp(np.sin(np.pi * a) + b**2)
    if logs:
        a, b = np.exp(a), np.exp(b)
        y = 3 * a**1.5 / b
    a[5] = np.nan
    columns = [Column(name, "number", None, values) for name, values in (("a", a), ("b", b), ("y", y))]
    return Replay(table_of(columns), Data(inputs=("a", "b"), targets=("y",), logs=logs))


def do(replay: Replay, *operations: dict[str, object]) -> None:
    for operation in operations:
        replay.do(parse_operation.validate_python(operation))


def script_of(replay: Replay) -> Script:
    head = replay.records["head"]
    assert isinstance(head, Head)
    version = replay.records[head.version]
    assert isinstance(version, Version)
    return script(replay.records, version)


def run(replay: Replay, text: str, folder: Path) -> list[float]:
    """Weights of the model after the program, which finds the study's rows beside it."""
    records = replay.records
    head, about = records["head"], records["study"]
    assert isinstance(head, Head) and isinstance(about, Study)
    version = records[head.version]
    assert isinstance(version, Version)
    blobs = {"network": (version.checkpoint, replay._blobs[version.checkpoint])}
    blobs["table"] = (about.blob, replay._blobs[about.blob])
    data = records["data"]
    assert isinstance(data, Data)
    told = rows(Asked({"data": data.model_dump(mode="json")}, blobs, Library()))["text"]
    (folder / "data.csv").write_text(told, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", text + TELL], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stderr}\n{text}"
    weights = next(line for line in done.stdout.splitlines() if line.startswith("WEIGHTS"))
    return list(json.loads(weights.removeprefix("WEIGHTS ")))


def test_building_training_cutting_and_naming_by_hand_lead_to_the_same_bits(tmp_path: Path) -> None:
    replay = study()
    do(
        replay,
        {"op": "build_network", "width": [2, 3, 1], "grid": 4, "seed": 5},
        {"op": "train", "steps": 12, "sparsity": 0.001},
        {"op": "prune_edges", "edges": ["edge:0:0:2"]},
        {"op": "restore_edges", "edges": ["edge:0:0:2"]},
        {"op": "prune", "node_threshold": 1e-9, "edge_threshold": 1e-9},
        {"op": "lock_edges", "edges": ["edge:1:0:0"]},
        {"op": "refine_grid", "grid": 8},
        {"op": "train", "steps": 5, "sparsity": 0.0},
        {"op": "unlock_edges", "edges": ["edge:1:0:0"]},
        {"op": "fix_symbolic", "edge": "edge:0:0:0", "function": "sin"},
        {"op": "unfix_symbolic", "edge": "edge:0:0:0"},
        {"op": "grow", "layer": 1, "nodes": 1},
        {"op": "swap_nodes", "nodes": ["node:1:0", "node:1:1"]},
        {"op": "train", "steps": 3, "sparsity": 0.0, "optimiser": "adam"},
    )
    made = script_of(replay)
    assert [act.differs for act in made.acts] == [None] * len(made.acts)
    assert run(replay, made.program, tmp_path) == replay.saved.network.parameters.tolist()


def test_what_the_study_searched_for_is_written_down_number_by_number(tmp_path: Path) -> None:
    replay = study(logs=("a", "b", "y"))
    do(
        replay,
        {"op": "build_network", "width": [2, 1], "grid": 5},
        {"op": "train", "steps": 10, "sparsity": 0},
        {"op": "auto_symbolic"},
        {"op": "snap", "all": True},
    )
    made = script_of(replay)
    assert run(replay, made.program, tmp_path) == pytest.approx(
        replay.saved.network.parameters.tolist(), rel=1e-9, abs=1e-12
    )
    assert "ln a" in made.opening and made.closing.count("symbolic_formula") == 1


def test_only_what_the_network_is_made_of_is_told_and_differences_are_said(tmp_path: Path) -> None:
    replay = study()
    do(
        replay,
        {"op": "train", "steps": 4},
        {"op": "build_network", "width": [2, 2, 1]},
        {"op": "train", "steps": 25, "optimiser": "lbfgs"},
    )
    made = script_of(replay)
    assert made.left_out == 2 and len(made.acts) == 2
    assert made.acts[1].differs is not None and "20 iterations" in made.acts[1].differs
    assert "# Differs: One step" in made.program
    assert run(replay, made.program, tmp_path)


def test_a_notebook_holds_every_act_and_is_one_jupyter_reads() -> None:
    replay = study()
    do(replay, {"op": "train", "steps": 4})
    made = script_of(replay)
    book = json.loads(notebook("A law", made))
    assert book["nbformat"] == 4 and len({cell["id"] for cell in book["cells"]}) == len(book["cells"])
    code = "".join("".join(cell["source"]) + "\n" for cell in book["cells"] if cell["cell_type"] == "code")
    compile(code, "notebook", "exec")
    for act in made.acts:
        assert act.code in code
