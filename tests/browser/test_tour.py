"""The tour moves the canvas, gives everything back, and changes nothing of the study."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2 as httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import PATIENCE
from tests.browser.screen import Screen
from tests.serving import Server, StudyClient, toy_table

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]

STEPS = ("What you bring", "Let the curves learn", "Strong edges and idle ones", "Give a curve its name",
         "Read the formula", "Nothing is lost")  # fmt: skip


@pytest.fixture(scope="module")
def learnt(client: httpx.Client) -> StudyClient:
    """A study with three curves to be named."""
    study = StudyClient.on_text(client, toy_table(300))
    for op in ("train", "prune"):
        study.do(op)
        study.idle()
    return study


@pytest.fixture
def newcomer(browser: Browser, server: Server) -> Iterator[Page]:
    """The page of somebody who was never here."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(server.login)
    yield page
    context.close()


def card(page: Page) -> Locator:
    """What the tour says."""
    return page.get_by_role("dialog", name="Tour")


def opened(page: Page, server: Server, study: StudyClient, edge: str = "") -> Screen:
    """A study on screen."""
    screen = Screen(page)
    screen.open(f"{server.address}/study/{study.id}{edge}")
    expect(screen.edges()).not_to_have_count(0)
    return screen


def take_it(page: Page) -> None:
    """From the palette."""
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("take the tour")
    page.keyboard.press("Enter")


def inside_the_window(page: Page) -> bool:
    """Whether the whole card can be seen."""
    box, size = card(page).bounding_box(), page.viewport_size
    assert box and size
    return (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )


def canvas_of(page: Page) -> str:
    """What the canvas shows once two more frames have passed."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return str(page.locator(".stage-canvas canvas").evaluate("(canvas) => canvas.toDataURL()"))


def test_six_steps_move_the_canvas_and_give_it_back(
    newcomer: Page, server: Server, learnt: StudyClient
) -> None:
    page = newcomer
    living = next(one["id"] for one in learnt.living() if one["id"].startswith("edge:0"))
    screen = opened(page, server, learnt, f"?edge={living}")
    screen.button("No, thanks").click()
    before = learnt.now()
    zoom = page.locator(".percent")
    screen.button("Zoom in").click()
    expect(zoom).to_have_text("125 %")
    screen.button("Zoom in").click()
    expect(zoom).to_have_text("156 %")
    page.get_by_role("region", name="Network").focus()
    picture = canvas_of(page)
    take_it(page)
    for step in STEPS:
        expect(card(page)).to_contain_text(step)
        assert inside_the_window(page)
        expect(card(page).get_by_role("button").last).to_be_focused()
        page.keyboard.press("ArrowRight" if step != STEPS[-1] else "ArrowLeft")
    expect(card(page)).to_contain_text(STEPS[4])
    expect(zoom).not_to_have_text("156 %")
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(zoom).to_have_text("156 %")
    expect(screen.region("Network")).to_be_focused()
    page.wait_for_url(f"**edge={living}*")
    assert canvas_of(page) == picture
    after = learnt.now()
    assert (after["number"], after["network"]) == (before["number"], before["network"])


def test_naming_is_shown_as_a_preview_and_put_back(
    newcomer: Page, server: Server, learnt: StudyClient
) -> None:
    screen = opened(newcomer, server, learnt)
    take_it(newcomer)
    for _ in range(3):
        newcomer.keyboard.press("ArrowRight")
    expect(card(newcomer)).to_contain_text("Give a curve its name")
    expect(screen.region("Formula").locator("[data-preview]")).to_have_count(1)
    for _ in range(2):
        card(newcomer).get_by_role("button", name="Next").click()
    expect(screen.region("Formula").locator("[data-preview]")).to_have_count(0)
    card(newcomer).get_by_role("button", name="Done").click()
    expect(card(newcomer)).to_have_count(0)
    expect(screen.candidates()).to_have_count(0)


def test_a_newcomer_is_asked_in_the_first_study_and_a_no_is_for_ever(
    newcomer: Page, server: Server, client: httpx.Client, learnt: StudyClient
) -> None:
    other = StudyClient.on_text(client, toy_table(300))
    offer = newcomer.get_by_role("group", name="Tour")
    opened(newcomer, server, learnt)
    expect(offer).to_be_visible()
    opened(newcomer, server, other)
    expect(offer).to_have_count(0)
    opened(newcomer, server, learnt)
    offer.get_by_role("button", name="No, thanks").click()
    expect(offer).to_have_count(0)
    opened(newcomer, server, learnt)
    expect(offer).to_have_count(0)


def test_home_leads_into_the_moving_example_and_through_it(newcomer: Page) -> None:
    newcomer.emulate_media(reduced_motion="no-preference")
    newcomer.get_by_role("button", name="Take the tour").click()
    newcomer.wait_for_url("**/study/**")
    expect(card(newcomer)).to_contain_text("What you bring")
    newcomer.keyboard.press("ArrowRight")
    expect(card(newcomer)).to_contain_text("Let the curves learn")
    Screen(newcomer).expect_history("Trained")
    newcomer.get_by_role("button", name="Data", exact=True).click()
    expect(card(newcomer)).to_have_count(0)
