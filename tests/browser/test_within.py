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


def test_a_training_is_watched_again_by_slider_and_by_itself(server: Server, page: Page) -> None:
    with server.client() as client:
        study = StudyClient.on_text(client, toy_table())
        study.do("train", steps=300, optimiser="adam")
        study.idle()
    screen = Screen(page)
    screen.open(server.login)
    page.goto(f"{server.address}/study/{study.id}")
    screen.region("Inspector").get_by_role("button", name="Watch it learn again").click()
    film = page.get_by_role("toolbar", name="Film of the training")
    moment = film.get_by_role("slider", name="Moment")
    expect(moment).to_have_attribute("aria-valuetext", re.compile(r"^step 300, test RMSE "))
    moment.press("Home")
    expect(moment).to_have_attribute("aria-valuetext", re.compile(r"^step [1-9]\d?, test RMSE "))
    film.get_by_role("button", name="Play the film").click()
    expect(film.get_by_role("button", name="Hold the film")).to_be_visible()
    film.get_by_role("button", name="End film").click()
    expect(film).to_be_hidden()
    expect(screen.region("Inspector").get_by_role("button", name="Watch it learn again")).to_be_visible()
