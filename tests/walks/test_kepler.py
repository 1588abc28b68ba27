"""Real data with gross outliers: the catalogue of exoplanets, from the file to Kepler's third law."""

from __future__ import annotations

import os
import re
from pathlib import Path

import httpx2 as httpx
import pytest
from tests.serving import StudyClient

ROOT = Path(__file__).parents[2]
SAMPLE = (
    Path(os.environ.get("KANSCOPE_SAMPLES", ROOT.parent / "shared" / "data"))
    / "exoplanets_kepler3_subset.csv"
)
AXIS, MASS, PERIOD = "semimajoraxis_AU", "hoststar_mass_Msun", "period_days"


@pytest.mark.skipif(
    not SAMPLE.is_file(), reason=f"the sample {SAMPLE.name} is not here; set KANSCOPE_SAMPLES"
)
def test_keplers_third_law_comes_back_from_the_catalogue(client: httpx.Client) -> None:
    with SAMPLE.open("rb") as file:
        dataset = client.post("datasets", files={"file": (SAMPLE.name, file)}).json()["id"]
    roles = {"inputs": [AXIS, MASS], "targets": [PERIOD], "logs": [AXIS, MASS, PERIOD]}
    study = StudyClient(client, client.post("studies", json={"dataset": dataset, **roles}).json()["id"])
    study.do("train")
    study.idle()
    study.do("prune")
    study.idle()
    study.do("train", sparsity=0, steps=100)
    network = study.idle()["metrics"]["test_rmse"]
    for edge in study.living():
        best = study.query("suggest", edge=edge["id"])["candidates"][0]
        study.do("fix_symbolic", edge=edge["id"], function=best["function"])
        study.idle()
    study.do("train")
    study.idle()
    (output,) = study.query("formula")["outputs"]
    formula = output["verdict"]["formula_rmse"]
    print(f"log period, check rows: network {network:.3f}, formula {formula:.3f}: {output['sympy']}")
    assert output["complete"] and formula < 1.2 * network
    power = {name: float(value) for name, value in re.findall(r"(\w+)\*\*\(?(-?[\d.]+)", output["sympy"])}
    assert power[AXIS] == pytest.approx(1.5, abs=0.05)
    assert abs(power[MASS]) == pytest.approx(0.5, abs=0.1)
