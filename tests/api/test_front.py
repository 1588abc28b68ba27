"""Every version as accuracy against complexity, with its formula, over HTTP and with a real reader."""

from __future__ import annotations

import httpx2 as httpx
from tests.serving import StudyClient, toy_table


def test_every_version_has_its_formula_and_those_nothing_beats_are_on_the_front(client: httpx.Client) -> None:
    study = StudyClient.on_text(client, toy_table())
    study.do("build_network", width=[2, 1, 1])
    study.idle()
    study.do("train", steps=60)
    study.idle()
    for edge, name in (("edge:0:0:0", "sin"), ("edge:0:1:0", "x^2"), ("edge:1:0:0", "exp")):
        study.do("fix_symbolic", edge=edge, function=name)
    study.do("refit")
    study.idle()
    answer = study.query("front")
    kept = {version["id"]: version for version in study.get("versions")}
    assert [one["version"] for one in answer["versions"]] == list(kept)
    for one in answer["versions"]:
        assert one["complexity"] == kept[one["version"]]["complexity"]
        assert one["test_rmse"] == kept[one["version"]]["test_rmse"]
    first, last = answer["versions"][0], answer["versions"][-1]
    assert not first["on_front"] and last["on_front"]
    assert "phi_1_1_1(x1)" in first["formulas"][0]["text"] and "varphi" in first["formulas"][0]["latex"]
    assert not first["formulas"][0]["complete"]
    assert last["formulas"][0]["text"] == "exp(x2**2 + sin(3.1416*x1))" and last["formulas"][0]["complete"]
    assert "G + k" in answer["measure"]
    assert study.query("front") == answer
