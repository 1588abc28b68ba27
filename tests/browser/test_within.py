"""Edges are named, cut and held while the network learns, by hand and in sight."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.browser.screen import Screen
from tests.serving import Server, StudyClient, toy_table

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]


@pytest.fixture
def learning(server: Server, page: Page) -> Iterator[Screen]:
    """A page at a study whose training does not end by itself."""
    with server.client() as client:
        study = StudyClient.on_text(client, toy_table())
        study.do("train", steps=1_000_000, optimiser="adam")
        screen = Screen(page)
        screen.open(server.login)
        page.goto(f"{server.address}/study/{study.id}")
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        yield screen
        study.ask("stop")
        study.idle()


def test_an_edge_is_named_and_another_cut_while_the_network_learns(learning: Screen, page: Page) -> None:
    edges = page.get_by_role("table", name="Edges")
    edges.get_by_role("row", name="x1 → h1.1", exact=True).click()
    inspector = learning.region("Inspector")
    expect(inspector.get_by_role("button", name="Fix", exact=True)).to_be_enabled()
    inspector.get_by_role("button", name="Fix", exact=True).click()
    expect(edges.get_by_role("row", name="x1 → h1.1", exact=True).locator(".symbolic")).to_be_visible()
    edges.get_by_role("row", name="x2 → h1.2", exact=True).click()
    toolbar = page.get_by_role("toolbar", name="x2 → h1.2")
    toolbar.get_by_role("button", name="Cut").click()
    history = learning.region("History")
    expect(history).to_contain_text(re.compile(r"Cut x2 → h1\.2, at step \d+ of the training"))
    expect(history).to_contain_text(re.compile(r"Fixed x1 → h1\.1 as .+ of the training"))
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
