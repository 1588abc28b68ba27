"""The evidence for a curve in the Inspector: what it leaves over, and whether other seeds find it."""

from __future__ import annotations

import re

import httpx2 as httpx
import pytest
from playwright.sync_api import Page, expect
from tests.browser.screen import Screen
from tests.serving import Server, StudyClient, toy_table

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]


@pytest.fixture
def screen(server: Server, client: httpx.Client, page: Page) -> Screen:
    """The smallest network of the law, learnt, with a curve open."""
    study = StudyClient.on_text(client, toy_table(400), name="Evidence")
    study.do("build_network", width=[2, 1, 1])
    study.do("train", steps=60, sparsity=0)
    study.idle()
    screen = Screen(page)
    screen.open(server.login)
    screen.open(f"{server.address}/study/{study.id}")
    screen.select("x1 → h1.1")
    return screen


def test_what_a_curve_leaves_over_is_drawn_and_told(screen: Screen) -> None:
    left = screen.region("Inspector").get_by_role("region", name="What is left")
    drawn = left.get_by_role("img", name=re.compile("^What x1 → h1.1 leaves over"))
    expect(drawn).to_be_visible()
    assert (drawn.locator("path").first.get_attribute("d") or "").count("M") > 200, "the rows are drawn"
    expect(left).to_contain_text(re.compile("No pattern along x1|could mend [0-9]+ %"))


def test_other_seeds_are_trained_on_request_and_it_is_counted_who_found_the_curve(screen: Screen) -> None:
    seeds = screen.region("Inspector").get_by_role("region", name="Other seeds")
    seeds.get_by_role("button", name="Train 8 seeds").click()
    expect(seeds.get_by_role("progressbar")).to_be_visible()
    seeds.get_by_role("button", name="Cancel").click()
    expect(seeds.get_by_role("progressbar")).to_have_count(0)
    seeds.get_by_role("button", name="Train 8 seeds").click()
    expect(seeds).to_contain_text(re.compile("Found by [1-8] of [1-8] seeds"))
    expect(seeds.get_by_role("list", name="Seed by seed").get_by_role("listitem")).to_have_count(8)
    screen.select("x2 → h1.1")
    expect(screen.region("Inspector").get_by_role("region", name="Other seeds")).to_contain_text("Found by")
