"""The frame around a study: commands by a few letters, keys, panels, addresses, the tour."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import PATIENCE
from tests.browser.screen import Screen
from tests.serving import Server, StudyClient, toy_table

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]


@pytest.fixture(scope="module")
def frame(browser: Browser, server: Server) -> Iterator[Screen]:
    """One page on one study for every test of this file; each leaves it as it found it."""
    with server.client() as client:
        study = StudyClient.on_text(client, toy_table(300))
        context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        thrown: list[str] = []
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.goto(server.login)
        screen = Screen(page)
        screen.open(f"{server.address}/study/{study.id}")
        expect(screen.edges()).not_to_have_count(0)
        yield screen
        assert thrown == []
        context.close()


def command(page: Page, typed: str) -> None:
    """Call the palette, type and take the first line."""
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Find a command").fill(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_palette_finds_an_edge_by_a_few_letters_and_gives_the_focus_back(frame: Screen) -> None:
    page = frame.page
    network = frame.region("Network")
    network.focus()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Find a command")
    expect(field).to_be_focused()
    field.fill("x2h13")
    lines = page.get_by_role("listbox", name="Commands").get_by_role("option")
    expect(lines.first).to_contain_text("x2 → h1.3")
    expect(lines.first).to_have_attribute("aria-selected", "true")
    chosen = lines.first.get_attribute("id") or "none"
    expect(field).to_have_attribute("aria-activedescendant", chosen)
    page.keyboard.press("Escape")
    expect(network).to_be_focused()
    command(page, "x2h13")
    expect(frame.region("Inspector")).to_contain_text("x2 → h1.3")
    expect(network).to_be_focused()


def test_the_palette_does_what_a_button_does_and_offers_nothing_that_would_be_refused(frame: Screen) -> None:
    page = frame.page
    frame.select("x2 → h1.3")
    command(page, "cut x2")
    frame.expect_history("Cut x2 → h1.3")
    page.keyboard.press("Control+k")
    options = page.get_by_role("dialog").get_by_role("option")
    expect(options.filter(has_text="Restore x2 → h1.3")).to_have_count(1)
    expect(options.filter(has_text="Cut x2 → h1.3")).to_have_count(0)
    expect(options.filter(has_text="Redo")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    last = options.last
    expect(last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    command(page, "undo")
    frame.expect_history("Built")
    command(page, "show data")
    expect(page.get_by_role("button", name="Data", exact=True)).to_have_attribute("aria-current", "page")
    command(page, "show network")
    command(page, "dark theme")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    command(page, "theme of the system")
    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_single_keys_act_in_the_network_alone_and_the_sheet_names_them(frame: Screen) -> None:
    page = frame.page
    network = frame.region("Network")
    frame.select("x2 → h1.3")
    frame.button("Train").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    network.focus()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet).to_contain_text("Ctrl Shift Z")
    page.keyboard.press("Escape")
    expect(network).to_be_focused()
    page.keyboard.press("n")
    expect(frame.candidates().first).to_be_focused()
    network.focus()
    page.keyboard.press("k")
    frame.expect_history("Locked x2 → h1.3")
    page.keyboard.press("Control+z")
    frame.expect_history("Built")
    page.keyboard.press("Control+Shift+Z")
    frame.expect_history("Locked x2 → h1.3")
    page.keyboard.press("Control+z")
    frame.expect_history("Built")
    page.keyboard.press("Escape")


def width(frame: Screen, name: str) -> float:
    """How wide a region is on screen."""
    box = frame.region(name).bounding_box()
    return box["width"] if box else 0.0


def test_panels_take_a_width_by_hand_and_by_key_fold_and_are_found_so_again(frame: Screen) -> None:
    page = frame.page
    left = page.get_by_role("separator", name="Width of the left panel")
    before = width(frame, "Network")
    left.focus()
    page.keyboard.press("End")
    expect(left).to_have_attribute("aria-valuenow", "440")
    page.keyboard.press("ArrowLeft")
    expect(left).to_have_attribute("aria-valuenow", "424")
    assert width(frame, "History") == pytest.approx(424, abs=2)
    assert width(frame, "Network") < before
    right = page.get_by_role("separator", name="Width of the right panel")
    edge = right.bounding_box()
    assert edge
    page.mouse.move(edge["x"] + 4, 300)
    page.mouse.down()
    page.mouse.move(1440 - 420, 300)
    page.mouse.up()
    expect(right).to_have_attribute("aria-valuenow", "420")
    right.dblclick()
    expect(frame.region("Inspector")).to_be_hidden()
    left.press("Enter")
    expect(frame.region("Guide")).to_be_hidden()
    assert width(frame, "Network") == pytest.approx(1440, abs=2)
    page.reload()
    expect(frame.region("Network")).to_be_visible()
    expect(frame.region("Guide")).to_be_hidden()
    frame.button("Guide").click()
    frame.button("Inspector").click()
    expect(left).to_have_attribute("aria-valuenow", "424")
    expect(right).to_have_attribute("aria-valuenow", "420")
    page.evaluate("localStorage.removeItem('kanscope.layout')")
    page.reload()
    expect(frame.edges()).not_to_have_count(0)


def test_a_step_that_was_put_aside_does_not_come_back_until_it_is_asked_for(frame: Screen) -> None:
    guide = frame.region("Guide")
    expect(guide).to_contain_text("Train a first network")
    frame.button("Put this step aside").click()
    expect(guide).to_contain_text("Go your own way")
    expect(guide.locator(".primary")).to_have_count(0)
    frame.page.reload()
    expect(guide).to_contain_text("Go your own way")
    frame.button("Show the steps again").click()
    expect(guide).to_contain_text("Train a first network")


def test_a_small_window_keeps_the_guide_behind_its_button(frame: Screen) -> None:
    page = frame.page
    page.set_viewport_size({"width": 1024, "height": 800})
    expect(frame.region("Guide")).to_be_hidden()
    frame.button("Guide").click()
    expect(frame.region("Guide")).to_be_visible()
    frame.button("Guide").click()
    expect(frame.region("Guide")).to_be_hidden()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(frame.region("Guide")).to_be_visible()


def test_presenting_shows_network_and_formula_alone_until_esc(frame: Screen) -> None:
    page = frame.page
    frame.region("Network").focus()
    page.keyboard.press("Shift+P")
    expect(frame.button("Export")).to_be_hidden()
    expect(frame.region("Inspector")).to_be_hidden()
    expect(frame.region("Formula")).to_be_visible()
    assert width(frame, "Network") == pytest.approx(1440, abs=2)
    page.keyboard.press("Escape")
    expect(frame.region("Inspector")).to_be_visible()
    expect(frame.region("Network")).to_be_focused()


def test_an_address_opens_its_edge_and_offers_its_version(frame: Screen) -> None:
    page = frame.page
    frame.select("x1 → h1.2")
    frame.region("Network").focus()
    page.keyboard.press("k")
    frame.expect_history("Locked x1 → h1.2")
    page.wait_for_url("**/study/*?*edge=edge:0:0:1*")
    page.wait_for_url(re.compile(r"[?&]version=(?!1\b)\d+"))
    page.goto(f"{page.url.split('?')[0]}?version=1&edge=edge:0:0:2")
    expect(frame.region("Inspector")).to_contain_text("x1 → h1.3")
    expect(page.get_by_text("This address is of version 1")).to_be_visible()
    frame.button("Go to version 1").click()
    frame.expect_history("Built")
    expect(page.get_by_text("This address is of version 1")).to_be_hidden()
    page.wait_for_url("**version=1*")
    page.keyboard.press("Escape")
