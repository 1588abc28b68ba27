"""Candidates for an edge over HTTP, with a real reader: at once, and once the rest is refitted."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx2 as httpx
import pytest
from tests.serving import StudyClient, toy_table

EDGE = "edge:0:1:0"


@pytest.fixture(scope="module")
def learnt(client: httpx.Client) -> StudyClient:
    """Two inputs, one node and a target that knows exp(sin πx₁ + x₂²)."""
    study = StudyClient.on_text(client, toy_table())
    study.do("build_network", width=[2, 1, 1])
    study.idle()
    study.do("train", steps=60)
    study.idle()
    return study


def test_the_first_five_tell_what_they_lead_to_and_the_study_stays_as_it_is(learnt: StudyClient) -> None:
    before = learnt.now()
    start = time.monotonic()
    found = learnt.query("suggest", edge=EDGE, refit=True)["candidates"]
    assert time.monotonic() - start < 10
    assert found[0]["function"] == "x^2"
    refitted = [one["refitted_rmse"] for one in found]
    assert all(error > 0 for error in refitted[:5]) and set(refitted[5:]) == {None}
    assert all(one["refitted_rmse"] <= one["test_rmse"] for one in found[1:5]), "the rest can make up for it"
    assert learnt.now() == before


def test_the_slow_question_and_the_quick_one_are_both_answered(learnt: StudyClient) -> None:
    with ThreadPoolExecutor(2) as both:
        asked = [both.submit(learnt.query, "suggest", edge=EDGE, refit=refit) for refit in (False, True)]
        quick, slow = (one.result()["candidates"] for one in asked)
    assert [one["function"] for one in quick] == [one["function"] for one in slow]
    assert {one["refitted_rmse"] for one in quick} == {None}
    assert slow[0]["refitted_rmse"] is not None


def test_poles_come_with_the_candidates(learnt: StudyClient) -> None:
    found = {one["function"]: one for one in learnt.query("suggest", edge=EDGE, limit=100)["candidates"]}
    assert found["log"]["poles"] and "x2 = " in found["log"]["notice"]
    assert found["x^2"]["poles"] == [] and found["x^2"]["undefined"] == 0
    assert all(0 <= one["undefined"] <= 1 for one in found.values())
