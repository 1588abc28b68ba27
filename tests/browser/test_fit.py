"""View Fit: how well the rows are met, and the perceptron beside the network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.screen import Screen
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]


def test_rows_regions_what_lies_beyond_and_a_perceptron_beside(
    server: Server, page: Page, toy_file: Path
) -> None:
    screen = Screen(page)
    screen.open(server.login)
    screen.choose_file(toy_file)
    screen.start()
    screen.train()
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Fit", exact=True).click()

    predicted = page.get_by_role("img", name=re.compile("^Predicted by the network against actual y"))
    expect(predicted).to_be_visible()
    assert predicted.locator("path").first.get_attribute("d"), "the rows are drawn"
    expect(page.get_by_role("img", name=re.compile("^Residuals of the network"))).to_have_count(2)
    expect(page.get_by_role("img", name=re.compile("^Network for y along"))).to_have_count(2)
    expect(page.get_by_role("button", name="Formula", exact=True)).to_be_disabled()
    expect(page.get_by_text("Largest where x1 from")).to_be_visible()

    across = page.get_by_label("Across", exact=True)
    expect(across).to_have_value("x1")
    across.select_option("x2")
    expect(page.get_by_role("img", name="Mean error of the network over x2 and x1")).to_be_visible()

    numbers = page.get_by_role("table", name="RMSE of network and formula")
    expect(numbers.get_by_role("row", name=re.compile("On test rows"))).to_contain_text(
        re.compile(r"0[.]\d+")
    )
    compare_with_the_twin(page)


def compare_with_the_twin(page: Page) -> None:
    screen = page.get_by_role("region", name="The twin")
    screen.get_by_role("button", name="Compare").click()
    expect(screen.get_by_role("progressbar")).to_be_visible()
    screen.get_by_role("button", name="Cancel").click()
    expect(screen.get_by_role("progressbar")).to_have_count(0)
    screen.get_by_role("button", name="Compare").click()
    twin = page.get_by_role("table", name="The twin")
    expect(twin.locator("tbody tr")).to_have_count(3)
    expect(screen.get_by_text(re.compile("wins|Neither"))).to_be_visible()
