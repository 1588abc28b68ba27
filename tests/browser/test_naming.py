"""From curves to a law by hand: looking before clicking, from formula to network, a function of one's own."""

from __future__ import annotations

import re
from pathlib import Path

import httpx2 as httpx
import pytest
from playwright.sync_api import Page, expect
from tests.browser.screen import Screen
from tests.serving import Server, StudyClient

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]

PLOT = "[aria-label='Inspector'] svg.chart"


@pytest.fixture(scope="module")
def walked(client: httpx.Client, toy_file: Path) -> tuple[StudyClient, str]:
    """A study of three curves that are ready to be named, and the version where they are."""
    study = StudyClient.on_text(client, toy_file.read_text())
    for op, fields in (("train", {}), ("prune", {}), ("train", {"steps": 100, "sparsity": 0})):
        study.do(op, **fields)
        study.idle()
    return study, study.now()["version"]


@pytest.fixture
def pruned(walked: tuple[StudyClient, str], server: Server, page: Page) -> Screen:
    """That study on screen, as if nobody had named anything yet."""
    study, version = walked
    if study.now()["version"] != version:
        study.do("checkout", version=version)
    study.do("set_library", ban={"x^2": None})  # which versions leave as it is
    screen = Screen(page)
    screen.open(server.login)
    screen.open(f"{server.address}/study/{study.id}")
    expect(screen.edges()).to_have_count(15)
    screen.expect_history("Trained 100 steps")
    return screen


def edge_from(screen: Screen, name: str) -> str:
    return next(edge for edge in screen.living() if edge.startswith(f"{name} "))


def test_a_candidate_is_tried_on_plate_formula_and_error_and_put_back(pruned: Screen, page: Page) -> None:
    screen, formula = pruned, pruned.region("Formula")
    screen.select(edge_from(screen, "x1"))
    before, steps = page.locator(PLOT).first.inner_html(), len(screen.history())
    screen.candidates().nth(2).hover()
    expect(page.locator(".preview-note")).to_contain_text(re.compile("test RMSE .* → "))
    expect(formula.locator("[data-preview]")).to_have_count(1)
    page.wait_for_function(f'(old) => document.querySelector("{PLOT}").innerHTML !== old', arg=before)
    screen.candidates().first.focus()
    page.keyboard.press("ArrowDown")
    expect(screen.candidates().nth(1)).to_be_focused()
    expect(page.locator(".preview-note")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".preview-note")).to_be_hidden()
    expect(formula.locator("[data-preview]")).to_have_count(0)
    assert len(screen.history()) == steps, "looking changes nothing"

    row = page.get_by_role("table", name="Candidates").get_by_role("row", name="sin", exact=True)
    row.focus()
    expect(formula.locator("[data-preview]")).to_contain_text("sin")
    page.keyboard.press("Enter")
    screen.expect_history(re.compile("Fixed x1 → .* as sin"))


def test_the_formula_and_the_network_point_at_each_other(pruned: Screen, page: Page) -> None:
    screen, formula = pruned, pruned.region("Formula")
    edge = edge_from(screen, "x2")
    screen.table().get_by_role("row", name=edge, exact=True).hover()
    expect(formula.locator(".pointed")).to_have_count(1)
    expect(formula.locator(".pointed")).to_contain_text("2")
    page.mouse.move(0, 0)
    expect(formula.locator(".pointed")).to_have_count(0)

    page.locator("#formula").focus()
    said = formula.locator("[aria-live]")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        expect(formula.locator(".pointed")).to_have_count(1)
        if edge in said.inner_text():
            break
    expect(said).to_have_text(edge)
    page.keyboard.press("Enter")
    expect(screen.region("Inspector")).to_contain_text(edge)


def test_a_function_of_ones_own_is_read_drawn_offered_and_given(pruned: Screen, page: Page) -> None:
    screen = pruned
    screen.select(edge_from(screen, "x2"))
    screen.button("Library…").click()
    dialog = page.get_by_role("dialog", name="Library of functions")
    typed = dialog.get_by_label("Formula in x")
    typed.fill("x*k + 1")
    expect(dialog).to_contain_text(re.compile("no name 'k'", re.IGNORECASE))
    expect(dialog.locator("pre")).to_contain_text("^")
    expect(dialog.get_by_role("button", name="Add")).to_be_disabled()
    typed.fill("cosh(x) - 1")
    dialog.get_by_label("Name").fill("bowl")
    expect(dialog.locator("svg path").last).to_have_attribute("d", re.compile("^M"))
    dialog.get_by_role("button", name="Add").click()
    own = dialog.get_by_role("row", name="bowl", exact=True)
    expect(own).to_contain_text("cosh(x) - 1")
    dialog.get_by_label("Offer x^2", exact=True).click()
    expect(dialog.get_by_label("Offer x^2", exact=True)).not_to_be_checked()
    dialog.get_by_label("Price of bowl").fill("1")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    rows = page.get_by_role("table", name="Candidates")
    expect(rows.get_by_role("row", name="x^2", exact=True)).to_have_count(0)
    rows.get_by_role("row", name=re.compile("^bowl")).click()
    screen.button("Fix").click()
    screen.expect_history(re.compile("Fixed x2 → .* as bowl"))
    expect(screen.region("Formula").locator(".named")).to_contain_text("cosh")


def test_a_pole_near_the_data_is_marked_and_said_for_the_function_pointed_at(
    pruned: Screen, walked: tuple[StudyClient, str], page: Page
) -> None:
    screen, (study, _) = pruned, walked
    few = [one["name"] for one in study.query("library")["functions"] if one["name"] not in ("log", "x^2")]
    study.do("set_library", ban=dict.fromkeys(few, True))
    screen.select(edge_from(screen, "x2"))
    log = page.get_by_role("table", name="Candidates").get_by_role("row", name="log", exact=True)
    expect(log.get_by_label(re.compile("^Pole at x2 = "))).to_be_visible()
    said = screen.region("Inspector").get_by_role("note")
    expect(said).to_have_text("Marked: functions with a pole or a gap in or near the data.")
    log.focus()
    expect(said).to_have_text(re.compile("^log: pole at x2 = .*, just beyond the data"))
    study.do("set_library", ban=dict.fromkeys(few, None))


def test_the_front_leads_back_to_where_the_study_was(pruned: Screen, page: Page) -> None:
    front = pruned.region("Front")
    states = front.get_by_role("listbox")
    states.focus()
    for _ in range(states.get_by_role("option").count()):
        page.keyboard.press("ArrowRight")
    expect(front.locator(".front-told")).to_contain_text("Built")
    expect(front.locator(".front-formula annotation")).to_contain_text("varphi")
    page.keyboard.press("Enter")
    pruned.expect_history("Built")
    assert len(pruned.living()) == 15


def test_costs_of_cut_can_be_put_away(pruned: Screen, page: Page) -> None:
    toggle = page.get_by_role("toolbar", name="Canvas").get_by_role("button", name="Cost of cut")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(pruned.table()).to_contain_text(re.compile(r"\+[\d.]+"))
    first = page.evaluate("document.querySelector('canvas').toDataURL()")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    page.wait_for_function("(old) => document.querySelector('canvas').toDataURL() !== old", arg=first)


def test_the_verdict_reads_sealed_rows_only_when_asked(pruned: Screen, page: Page) -> None:
    for edge in pruned.living():
        pruned.fix(edge)
    formula = pruned.region("Formula")
    expect(formula).to_contain_text("test rows the formula misses y by")
    formula.get_by_role("button", name="Verdict").click()
    errors = page.get_by_role("table", name="Errors of y")
    expect(errors.get_by_role("row", name=re.compile("^Test rows"))).to_be_visible()
    expect(errors.get_by_role("row", name=re.compile("^Sealed rows"))).to_have_count(0)
    page.get_by_role("button", name="Read the sealed rows").click()
    expect(errors.get_by_role("row", name=re.compile("^Sealed rows"))).to_be_visible()
    expect(page.get_by_text("have been read once")).to_be_visible()
    expect(page.get_by_role("button", name="Read the sealed rows")).to_be_disabled()


def test_all_is_named_and_made_exact_and_taken_back(pruned: Screen, page: Page) -> None:
    guide = pruned.region("Guide")
    guide.get_by_role("button", name="Name all 3").click()
    pruned.expect_history("Named 3 edges")
    constants = page.get_by_role("table", name="Constants", exact=True)
    pi = constants.get_by_role("button", name=re.compile(r"^Snap a to π\s*,"))
    expect(pi).to_be_visible()
    pi.click()
    pruned.expect_history(re.compile("exact|pi|π"))
    expect(page.get_by_text("Exact: π")).to_be_visible()
    pruned.button("Undo").click()
    pruned.expect_history("Named 3 edges")
    expect(pi).to_be_visible()
    pruned.button("Snap all").click()
    pruned.expect_history("exact")
    expect(page.get_by_text(re.compile("^Exact: .*π"))).to_be_visible()
    pruned.select(edge_from(pruned, "x1"))
    expect(page.get_by_role("table", name="Constants of this edge")).to_contain_text("π")
