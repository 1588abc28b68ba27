"""Columns worked out from others, filters and units: each through its operation, each to be undone."""

from __future__ import annotations

import httpx2 as httpx
import numpy as np
import pytest
from tests.serving import StudyClient
from tests.walks.test_from_table_to_law import run_python


def rocks(rows: int = 300) -> str:
    """Sinking speed grows with the square of a density nobody measured; one quarry's scale is broken."""
    draw = np.random.default_rng(3)
    mass, volume = draw.uniform(1, 9, rows), draw.uniform(1, 3, rows)
    speed = (mass / volume) ** 2
    quarry = np.where(np.arange(rows) % 5 == 0, "west", "east")
    speed[quarry == "west"] = 100
    lines = [f"{m:.9f};{v:.9f};{q};{s:.9f}" for m, v, q, s in zip(mass, volume, quarry, speed, strict=True)]
    return "mass (kg);bulk vol. (m3);quarry;speed\n" + "\n".join(lines)


@pytest.fixture
def rock_study(client: httpx.Client) -> StudyClient:
    return StudyClient.on_text(client, rocks())


def test_a_law_of_a_derived_column_is_told_in_the_columns_of_the_table(rock_study: StudyClient) -> None:
    study = rock_study
    study.do("set_filter", condition='quarry = "east"')
    study.idle()
    study.do("derive_column", name="density", formula="mass/bulk_vol", unit="kg/m3")
    study.idle()
    study.do("set_roles", inputs=["density"], targets=["speed"])
    study.idle()
    study.do("build_network", width=[1, 1])
    study.idle()
    study.do("fix_symbolic", edge="edge:0:0:0", function="x^2")
    study.do("refit")
    study.idle()
    (said,) = study.query("formula")["outputs"]
    assert said["symbols"] == {"mass": "mass", "bulk_vol": "bulk vol."}
    assert said["verdict"]["formula_rmse"] < 1e-6, "the west quarry's rows must be left out"
    m, v = np.array([2.0, 5.0]), np.array([1.5, 2.5])
    names = "{'mass': x[:, 0], 'bulk vol.': x[:, 1]}"
    found = run_python(said["python"], np.column_stack([m, v]), names)
    assert np.allclose(found, (m / v) ** 2, rtol=1e-6)
    (value,) = study.query("predict", rows=[{"mass": 2.0, "bulk vol.": 1.5}])["values"]
    assert value["speed"] == pytest.approx((2 / 1.5) ** 2, rel=1e-6)
    texts = [version["text"] for version in study.get("versions")]
    assert 'Used only rows with quarry = "east"' in texts
    assert "Worked out density = mass/bulk_vol" in texts


def test_units_are_carried_into_exports_and_undone(rock_study: StudyClient) -> None:
    study = rock_study
    study.do("set_units", units={"speed": "m/s", "mass": "g"})
    study.idle()
    study.do("build_network", width=[2, 1])
    for edge in ("edge:0:0:0", "edge:0:1:0"):
        study.do("fix_symbolic", edge=edge, function="x")
    study.idle()
    assert "m/s" in study.client.get(f"studies/{study.id}/export", params={"format": "python"}).text
    for _ in range(4):
        study.do("undo")
    assert [version["text"] for version in study.get("versions")][
        1
    ] == "Set the unit of speed in m/s, mass in g"


@pytest.mark.parametrize(
    ("op", "fields", "words"),
    [
        ("set_filter", {"condition": "weight > 3"}, "no column “weight”"),
        ("set_filter", {"condition": "mass >"}, "There is no formula"),
        ("set_filter", {"condition": "quarry > 3"}, "compared with a text"),
        ("set_filter", {"condition": "quarry*2 > 3"}, "needs numbers"),
        ("derive_column", {"name": "d", "formula": "mass/quarry"}, "needs numbers"),
        ("derive_column", {"name": "d", "formula": "3"}, "names no column"),
        ("derive_column", {"name": "mass", "formula": "mass*2"}, "already"),
        ("derive_column", {"name": "d", "formula": None}, "no derived column"),
        ("derive_column", {"name": "d", "formula": "__import__('os')"}, "No function"),
        ("set_units", {"units": {"weight": "kg"}}, "no column “weight”"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    rock_study: StudyClient, op: str, fields: dict[str, object], words: str
) -> None:
    answer = rock_study.ask(op, **fields)
    assert answer.status_code == 409, answer.text
    assert words in answer.json()["detail"]


def test_a_filter_that_leaves_too_few_rows_fails_and_the_network_stays(rock_study: StudyClient) -> None:
    before = rock_study.now()["version"]
    rock_study.do("set_filter", condition="mass > 8.9")
    after = rock_study.idle()
    assert after["version"] == before
    problem = rock_study.get("runs")[-1]["error"]
    assert "the filter keeps" in problem["detail"] and "At least 20" in problem["detail"]


def test_a_derived_column_in_use_cannot_be_taken_away(rock_study: StudyClient) -> None:
    study = rock_study
    study.do("derive_column", name="density", formula="mass/bulk_vol")
    study.do("derive_column", name="heavy", formula="density^2")
    study.idle()
    refused = study.ask("derive_column", name="density", formula=None)
    assert "“heavy” is worked out from “density”" in refused.json()["detail"]
    study.do("derive_column", name="heavy", formula=None)
    study.do("derive_column", name="density", formula=None)
    study.idle()
    study.do("undo")
    study.do("set_roles", inputs=["density"], targets=["speed"])
    assert study.idle()["inputs"] == ["density"]


def test_a_look_at_a_table_finds_outliers_and_what_goes_together(client: httpx.Client) -> None:
    x = np.linspace(1, 3, 60)
    y = np.exp(x)
    z = -x.copy()
    z[4] = 1000
    text = "x,y,z,w\n" + "".join(f"{a:.6f},{b:.6f},{c:.6f},7\n" for a, b, c in zip(x, y, z, strict=True))
    dataset = client.post("datasets", json={"text": text}).json()["id"]
    look = client.get(f"datasets/{dataset}/look").json()
    outliers = {column["name"]: (column["outliers"], column["marked"]) for column in look["columns"]}
    assert outliers == {"x": (0, []), "y": (0, []), "z": (1, [4]), "w": (0, [])}
    assert look["correlation"]["names"] == ["x", "y", "z"]
    values = np.array(look["correlation"]["values"])
    assert values[0, 1] == 1 and values[0, 2] < -0.8 and np.array_equal(values, values.T)
