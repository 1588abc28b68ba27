"""Drawing what one expects: with the mouse, with keys alone, and leaving everything as it was."""

from __future__ import annotations

import re
from itertools import pairwise

import httpx2 as httpx
import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.screen import Screen
from tests.serving import Server, StudyClient, toy_table

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]
EDGE = "x1 → h1.1"


def opened(server: Server, client: httpx.Client, page: Page) -> tuple[Screen, StudyClient]:
    """A small trained network on screen with an edge selected."""
    study = StudyClient.on_text(client, toy_table(300), name="Drawing")
    study.do("build_network", width=[2, 2, 1])
    study.do("train", steps=15)
    study.idle()
    screen = Screen(page)
    screen.open(server.login)
    screen.open(f"{server.address}/study/{study.id}")
    screen.select(EDGE)
    return screen, study


def pad(page: Page) -> Locator:
    return page.get_by_role("group", name=re.compile("^The learnt curve"))


def stroke(page: Page, *way: tuple[float, float]) -> None:
    """Draw with the mouse from point to point, each in shares of the pad."""
    box = pad(page).bounding_box()
    assert box
    first, *others = [(box["x"] + u * box["width"], box["y"] + v * box["height"]) for u, v in way]
    page.mouse.move(*first)
    page.mouse.down()
    for x, y in others:
        page.mouse.move(x, y, steps=8)
    page.mouse.up()


def edge_now(study: StudyClient, page: Page) -> tuple[list[float], list[float]]:
    (curve,) = study.query("curves", edges=["edge:0:0:0"])["curves"]
    return curve["x"], curve["y"]


def test_a_curve_drawn_with_the_mouse_becomes_the_start_or_a_wish(
    server: Server, client: httpx.Client, page: Page
) -> None:
    screen, study = opened(server, client, page)
    before = edge_now(study, page)
    screen.button("Draw").click()
    card = page.get_by_role("article", name=f"Draw the curve you expect on {EDGE}")
    learnt = card.locator("[data-learnt]").get_attribute("d")
    expect(screen.button("Use as the start")).to_be_disabled()

    stroke(page, (0.3, 0.6), (0.5, 0.3), (0.7, 0.6))
    expect(card.get_by_text(re.compile(r"If it started so, test RMSE \S+ → \S+"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(screen.region("Inspector")).to_contain_text(EDGE)
    assert edge_now(study, page) == before

    screen.region("Network").focus()
    page.keyboard.press("d")
    assert card.locator("[data-learnt]").get_attribute("d") == learnt
    stroke(page, (0.2, 0.7), (0.9, 0.7))
    screen.button("Use as the start").click()
    screen.expect_history(f"Drew where {EDGE} starts")
    expect(card).to_be_hidden()
    heights = [y for x, y in zip(*edge_now(study, page), strict=True) if -0.4 < x < 0.7]
    assert max(heights) - min(heights) < 0.3 * (max(before[1]) - min(before[1]))
    screen.button("Undo").click()
    screen.expect_history("Trained")

    screen.button("Draw").click()
    stroke(page, (0.2, 0.3), (0.8, 0.3))
    screen.button("rises").click()
    page.get_by_role("slider", name="How firmly training holds to the sketch").fill("1")
    screen.button("Use as a wish").click()
    screen.expect_history(f"Wished {EDGE} to be rising")
    inspector = screen.region("Inspector")
    expect(inspector).to_contain_text("drawn towards a sketch, weight 10")
    expect(inspector).to_contain_text("held to a shape: rises")
    screen.train()
    heights = edge_now(study, page)[1]
    assert all(after >= now - 1e-9 for now, after in pairwise(heights))

    screen.button("Draw again").click()
    screen.button("Take it off").click()
    screen.expect_history(f"Took the drawing off {EDGE}")
    expect(inspector).not_to_contain_text("drawn towards a sketch")


def test_a_curve_is_drawn_with_keys_alone(server: Server, client: httpx.Client, page: Page) -> None:
    screen, _ = opened(server, client, page)
    screen.region("Network").focus()
    page.keyboard.press("d")
    first = page.get_by_role("slider", name="Point 1 of 9")
    height = float(first.get_attribute("aria-valuenow") or "nan")
    first.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert float(first.get_attribute("aria-valuenow") or "nan") > height
    page.keyboard.press("+")
    expect(page.get_by_role("slider", name=re.compile("^Point"))).to_have_count(10)
    page.keyboard.press("Delete")
    expect(page.get_by_role("slider", name=re.compile("^Point"))).to_have_count(9)
    expect(page.get_by_text("If it started so")).to_be_visible()
    page.keyboard.press("Enter")
    screen.expect_history(f"Drew what {EDGE} is expected to be, weight 0.1")
