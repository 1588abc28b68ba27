"""A curve is drawn on an edge and a shape wished for it, over HTTP, with the network in a worker process."""

from __future__ import annotations

import math
from typing import Any

import httpx2 as httpx
import numpy as np
import pytest
from tests.serving import StudyClient, toy_table

EDGE = "edge:0:0:0"
EXPECTED = [[x, 2 * math.cos(3 * x)] for x in np.linspace(-0.95, 0.95, 40).tolist()]


def _curve(study: StudyClient) -> tuple[Any, Any]:
    (told,) = study.query("curves", edges=[EDGE], points=200)["curves"]
    return np.array(told["x"]), np.array(told["y"])


def _distance(study: StudyClient) -> float:
    x, y = _curve(study)
    inside = np.abs(x) <= 0.95
    return float(np.sqrt(np.mean((y - np.interp(x, *np.array(EXPECTED).T))[inside] ** 2)))


def test_training_goes_towards_what_was_drawn_and_keeps_what_was_wished(client: httpx.Client) -> None:
    study = StudyClient.on_text(client, toy_table(300), name="Drawing")
    study.do("build_network", width=[2, 2, 1])
    start = study.idle()
    preview = study.query("draw_preview", edge=EDGE, points=EXPECTED)
    study.do("draw_curve", edge=EDGE, points=EXPECTED, **{"as": "start"})
    drawn = study.idle()
    assert _distance(study) < 0.2
    assert drawn["metrics"]["test_rmse"] == pytest.approx(preview["test_rmse"], rel=1e-9)
    study.do("undo")
    assert study.now()["metrics"] == start["metrics"]

    study.do("train", steps=15, sparsity=0)
    study.idle()
    without = _distance(study)
    study.do("undo")
    study.do("draw_curve", edge=EDGE, points=EXPECTED, weight=10)
    study.do("train", steps=15, sparsity=0)
    study.idle()
    assert _distance(study) < 0.5 * without

    study.do("wish", edge=EDGE, shape="rising")
    study.do("train", steps=10, sparsity=0)
    assert study.idle()["status"] == "idle"
    assert np.diff(_curve(study)[1]).min() >= -1e-9
    told = study.get("operations", limit=100)["operations"]
    assert [one["text"] for one in told if one["text"].endswith(("starts", "weight 10", "rising"))] == [
        "Drew where x1 → h1.1 starts",
        "Drew what x1 → h1.1 is expected to be, weight 10",
        "Wished x1 → h1.1 to be rising",
    ]
