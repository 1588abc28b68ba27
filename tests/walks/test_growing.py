"""A network that turns out too small is grown in place: nothing it has learnt is lost."""

from __future__ import annotations

from typing import Any

import httpx2 as httpx
import pytest
from tests.serving import StudyClient, toy_table


def test_a_network_grows_in_place_and_learns_on(client: httpx.Client) -> None:
    study = StudyClient.on_text(client, toy_table(300), name="Growing")
    study.do("build_network", width=[2, 1, 1])
    study.do("train", steps=40, sparsity=0)
    small = study.idle()
    grown = _after(study, "grow", layer=1, product=True)
    deeper = _after(study, "add_layer", at=2)
    swapped = _after(study, "swap_nodes", nodes=["node:1:0", "node:1:1"], refused=True)
    assert grown["network"]["width"] == [2, [1, 1], 1]
    assert deeper["network"]["width"] == [2, [1, 1], 1, 1]
    assert swapped["number"] == deeper["number"]
    assert deeper["metrics"]["train_rmse"] == pytest.approx(small["metrics"]["train_rmse"], rel=1e-9)
    study.do("train", steps=60, sparsity=0)
    assert study.idle()["metrics"]["train_rmse"] < small["metrics"]["train_rmse"]
    assert study.query("formula")["outputs"]
    assert study.query("curves", points=8)["curves"]
    deaf = _after(study, "prune_inputs", inputs=["x2"])
    assert {e["source"] for e in deaf["network"]["edges"] if e["status"] != "cut"} >= {"x1"}
    for _ in range(4):
        study.do("undo")
    assert study.idle()["network"]["width"] == [2, 1, 1]
    assert study.now()["metrics"] == small["metrics"]


def _after(study: StudyClient, op: str, *, refused: bool = False, **fields: Any) -> Any:
    answer = study.ask(op, **fields)
    assert answer.status_code == (409 if refused else 200), answer.text
    return study.idle()
