"""A model of another library begins a study: read, checked against the roles, there from the start."""

from __future__ import annotations

import io
from typing import Any

import httpx2 as httpx
import pytest
import torch
from tests.formats.pykan_networks import Checkpoint, checkpoint
from tests.serving import StudyClient, toy_table


@pytest.fixture(scope="module")
def pykan() -> Checkpoint:
    """A network made and saved by pykan itself."""
    from kan import KAN

    return checkpoint(lambda _x: KAN(width=[2, 3, 1], grid=4, k=3, seed=4, auto_save=False), 2)


@pytest.fixture(scope="module")
def table(client: httpx.Client) -> str:
    answer = client.post("datasets", json={"text": toy_table(200), "name": "toy.csv"})
    return str(answer.json()["id"])


def bring(client: httpx.Client, **files: bytes) -> httpx.Response:
    return client.post("models", files=[("files", (name, data)) for name, data in files.items()])


def bring_pykan(client: httpx.Client, pykan: Checkpoint) -> httpx.Response:
    parts = {"kept_config.yml": pykan.config, "kept_state": pykan.state, "kept_cache_data": b"unused"}
    return bring(client, **parts)


def test_a_study_begins_with_a_model_of_pykan_and_predicts_as_it_does(
    client: httpx.Client, pykan: Checkpoint, table: str
) -> None:
    model = bring_pykan(client, pykan)
    assert model.status_code == 201, model.text
    assert model.json() | {"id": ""} == {"id": "", "kind": "pykan", "width": [2, 3, 1], "grid": 4, "k": 3}
    made = client.post("studies", json={"dataset": table, "model": model.json()["id"]})
    assert made.status_code == 201, made.text
    study = StudyClient(client, made.json()["id"])
    [first] = study.get("versions")
    assert first["text"] == "Brought in a model [2, 3, 1], grid 4"
    rows = [{"x1": a, "x2": b} for a, b in pykan.x.tolist()]
    predicted = [row["y"] for row in study.query("predict", rows=rows)["values"]]
    assert predicted == pytest.approx(pykan.y[:, 0].tolist(), abs=1e-9)
    study.do("train", steps=3)
    study.idle()
    assert study.get("versions")[-1]["test_rmse"] < first["test_rmse"]


def test_a_model_may_take_the_place_of_a_network_that_is_there(
    client: httpx.Client, pykan: Checkpoint, table: str
) -> None:
    model = bring_pykan(client, pykan).json()["id"]
    study = StudyClient(client, client.post("studies", json={"dataset": table}).json()["id"])
    study.idle()
    study.do("build_network", width=[2, 3, 1], model=model)
    study.idle()
    assert study.get("versions")[-1]["text"].startswith("Brought in a model")


def test_a_model_of_another_shape_than_the_roles_is_refused_before_anything_is_made(
    client: httpx.Client, pykan: Checkpoint, table: str
) -> None:
    model = bring_pykan(client, pykan).json()["id"]
    before = len(client.get("studies").json()["studies"])
    roles: dict[str, Any] = {"inputs": ["x1"], "targets": ["y"]}
    answer = client.post("studies", json={"dataset": table, "model": model, **roles})
    assert answer.status_code == 409 and answer.json()["field"] == "model"
    assert "2 input(s) and 1 output(s), but 1 column(s)" in answer.json()["detail"]
    assert len(client.get("studies").json()["studies"]) == before


def test_what_is_no_model_is_refused_with_what_is_missing(client: httpx.Client, pykan: Checkpoint) -> None:
    alone = bring(client, kept_state=pykan.state)
    assert alone.status_code == 422 and "_config.yml is needed too" in alone.json()["detail"]
    nonsense = bring(client, model=b"nonsense")
    assert nonsense.status_code == 422 and "neither pykan's nor efficient-kan's" in nonsense.json()["detail"]
    assert bring(client, **{"a_config.yml": pykan.config}).status_code == 422
    assert client.post("models", json={}).status_code == 422
    gone = client.post("studies", json={"example": "kepler", "model": "sha:" + "0" * 64})
    assert gone.status_code == 404


def test_a_state_of_efficient_kan_is_a_model(client: httpx.Client) -> None:
    grid = torch.linspace(-2.2, 2.2, 12).expand(2, 12)
    state = {
        "layers.0.base_weight": torch.rand(1, 2),
        "layers.0.spline_weight": torch.rand(1, 2, 8),
        "layers.0.spline_scaler": torch.rand(1, 2),
        "layers.0.grid": grid,
    }
    file = io.BytesIO()
    torch.save(state, file)
    model = bring(client, **{"model.pt": file.getvalue()})
    assert model.status_code == 201, model.text
    assert model.json()["kind"] == "efficient-kan" and model.json()["width"] == [2, 1]
