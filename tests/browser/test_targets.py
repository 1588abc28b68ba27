"""Several targets: one formula each, and view Fit and the comparison by target."""

from __future__ import annotations

import re

import httpx2 as httpx
import numpy as np
import pytest
from playwright.sync_api import Page, expect
from tests.browser.screen import Screen
from tests.serving import Server, StudyClient

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]


def two_targets(rows: int = 200) -> str:
    """Speed and area from a length and a time."""
    draws = np.random.default_rng(1).uniform(0.5, 2, (rows, 2))
    lines = [f"{a:.5f},{b:.5f},{a / b:.6f},{a * a:.6f}" for a, b in draws]
    return "\n".join(["a (m),b (s),speed (m/s),area (m^2)", *lines]) + "\n"


def test_each_target_has_its_formula_its_fit_and_its_errors(
    server: Server, client: httpx.Client, page: Page
) -> None:
    roles = {"inputs": ["a", "b"], "targets": ["speed", "area"], "logs": []}
    study = StudyClient.on_text(client, two_targets(), name="Two targets", **roles)
    screen = Screen(page)
    screen.open(server.login)
    screen.open(f"{server.address}/study/{study.id}")
    expect(screen.edges()).not_to_have_count(0)
    screen.train()
    formula = screen.region("Formula")
    expect(formula.locator(".formula-line")).to_have_count(2)
    expect(formula.get_by_role("math", name=re.compile("^area = "))).to_be_visible()

    page.get_by_role("navigation", name="Views").get_by_role("button", name="Fit", exact=True).click()
    page.get_by_label("Target").select_option(label="area")
    expect(
        page.get_by_role("img", name=re.compile(r"^Predicted by the network against actual area"))
    ).to_be_visible()

    screen.region("History").get_by_role("button", name="Compare", exact=True).click()
    figures = page.get_by_role("table", name="Figures of A and B")
    expect(figures.get_by_role("row", name=re.compile("^Test RMSE, area"))).to_contain_text("÷")
    regions = screen.region("Inspector").get_by_role("region", name="Error by region")
    regions.get_by_label("Target").select_option(label="area")
    expect(regions.get_by_role("img", name=re.compile("^Mean error of B over [ab], [ab]"))).to_be_visible()
