"""What outside clients rely on is there, under its fixed names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kanscope.api.app import create_app
from kanscope.api.schema import describe
from kanscope.settings import Settings
from kanscope.study.operations import kinds

ROOT = Path(__file__).parents[2]
PATHS = {
    ("get", "me"), ("post", "tokens"), ("delete", "tokens/{id}"), ("post", "datasets"),
    ("get", "datasets/{id}"),
    ("patch", "datasets/{id}"), ("get", "examples"), ("post", "studies"), ("get", "studies"),
    ("get", "studies/{study}"), ("delete", "studies/{study}"), ("post", "studies/{study}/operations"),
    ("get", "studies/{study}/operations"), ("get", "studies/{study}/runs"),
    ("get", "studies/{study}/runs/{run}/metrics"), ("get", "studies/{study}/versions"),
    ("get", "studies/{study}/export"), ("post", "studies/{study}/queries/suggest"),
    ("post", "studies/{study}/queries/cost_of_cut"), ("post", "studies/{study}/queries/prune_preview"),
    ("post", "studies/{study}/queries/curves"), ("post", "studies/{study}/queries/formula"),
    ("post", "studies/{study}/queries/predict"),
}  # fmt: skip


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict:  # type: ignore[type-arg]
    return describe(create_app(Settings(data_dir=tmp_path_factory.mktemp("data"))))


def test_every_path_of_the_contract_is_there(description: dict) -> None:  # type: ignore[type-arg]
    served = {
        (method, path.removeprefix("/api/v1/"))
        for path, methods in description["paths"].items()
        for method in methods
    }
    assert served >= PATHS


def test_operations_have_their_contract_names(description: dict) -> None:  # type: ignore[type-arg]
    names = {kind.model_fields["op"].default for kind in kinds()}
    assert names >= {
        "set_roles", "set_split", "build_network", "train", "adjust_training", "pause", "resume", "stop", 
        "prune", "prune_edges", "prune_nodes", "restore_edges", "lock_edges", "unlock_edges", "fix_symbolic",
        "unfix_symbolic", "refine_grid", "prune_inputs", "grow", "add_layer", "swap_nodes",
        "checkout", "undo", "redo", "name_version", "annotate",
        "draw_curve", "wish", "comment", "propose", "accept", "reject",
    }  # fmt: skip


def test_every_operation_is_in_the_documents() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for kind in kinds():
        assert re.search(rf"`{kind.model_fields['op'].default}\b", text), kind.__name__


def test_the_sockets_messages_are_described_too(description: dict) -> None:  # type: ignore[type-arg]
    assert {"ServerMessage", "ClientMessage", "Record", "Entry"} <= description["components"][
        "schemas"
    ].keys()
