"""Two versions side by side: opened from History, kept in the address, moved together, left with Esc."""

from __future__ import annotations

import re

import httpx2 as httpx
import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.screen import Screen
from tests.serving import Server, StudyClient, toy_table

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]

ALIKE = """async () => {
  const cameras = () => [...document.querySelectorAll(".compare-sheet canvas")].map((c) => c.__zoom);
  for (;;) {
    const [a, b] = cameras();
    if (a.k > 1 && a.k === b.k && a.x === b.x && a.y === b.y) return true;
    await new Promise(requestAnimationFrame);
  }
}"""


@pytest.fixture(scope="module")
def pruned(client: httpx.Client) -> StudyClient:
    """Built, trained, cut, and one curve named; and a branch that only trained on."""
    study = StudyClient.on_text(client, toy_table(300), name="Side by side")
    study.do("build_network", width=[2, 2, 1])
    study.do("prune_edges", edges=["edge:0:0:0"])
    study.do("fix_symbolic", edge="edge:0:1:1", function="x^2")
    study.idle()
    cut, named = (version["id"] for version in study.get("versions")[-2:])
    study.do("checkout", version=cut)
    study.do("lock_edges", edges=["edge:1:1:0"])
    study.idle()
    study.do("checkout", version=named)
    return study


@pytest.fixture
def screen(server: Server, pruned: StudyClient, page: Page) -> Screen:
    """The study, opened."""
    screen = Screen(page)
    screen.open(server.login)
    screen.open(f"{server.address}/study/{pruned.id}")
    expect(screen.edges()).not_to_have_count(0)
    return screen


def figures(page: Page) -> Locator:
    return page.get_by_role("table", name="Figures of A and B")


def maps(page: Page) -> Locator:
    return page.get_by_role("img", name=re.compile("^Mean error of . over x"))


def test_two_versions_are_compared_from_history_and_left_with_escape(screen: Screen) -> None:
    page, inspector = screen.page, screen.region("Inspector")
    screen.region("History").get_by_role("button", name="Compare", exact=True).click()
    expect(page).to_have_url(re.compile(r"compare=3-4"))
    expect(screen.region("Network").get_by_role("heading")).to_have_text(
        [re.compile("A.*Cut"), re.compile("B.*Fixed")]
    )
    expect(inspector.get_by_role("region", name="What changed")).to_contain_text("x2 → h1.2 is now x²")
    expect(inspector.get_by_role("region", name="Operations between")).to_contain_text("A leads on to B.")
    expect(figures(page).get_by_role("row", name=re.compile("^Live curves"))).to_contain_text(
        re.compile(r"5\s*5")
    )
    expect(maps(page)).to_have_count(2)

    page.get_by_role("button", name="Put version 2 in A").click()
    expect(page).to_have_url(re.compile(r"compare=2-4"))
    expect(inspector.get_by_role("region", name="What changed")).to_contain_text("1 edge cut")
    row = screen.table().get_by_role("row", name="x1 → h1.1", exact=True)
    expect(row).to_contain_text(re.compile("φ.*cut.*differs"))
    formulas = screen.region("Formula")
    expect(formulas.locator(".differs").first).to_be_visible()

    row.click()
    expect(page.get_by_role("img", name="x1 → h1.1 in A and in B")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("img", name="x1 → h1.1 in A and in B")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(screen.button("Train")).to_be_visible()
    expect(figures(page)).to_have_count(0)
    assert "compare" not in page.url


def test_an_address_of_a_comparison_leads_there_and_branches_are_told(
    server: Server, pruned: StudyClient, screen: Screen
) -> None:
    page = screen.page
    screen.open(f"{server.address}/study/{pruned.id}?compare=4-5")
    between = screen.region("Inspector").get_by_role("region", name="Operations between")
    expect(between).to_contain_text("Two branches: both come from version 3")
    expect(between.get_by_role("listitem")).to_have_text([re.compile("^Fixed"), re.compile("^Locked")])
    page.get_by_role("button", name="Swap").click()
    expect(page).to_have_url(re.compile(r"compare=5-4"))
    page.get_by_role("button", name="Continue from A").click()
    screen.expect_history("Locked")
    pruned.do("checkout", version=pruned.get("versions")[3]["id"])


def test_the_two_networks_move_together(server: Server, pruned: StudyClient, screen: Screen) -> None:
    page = screen.page
    screen.open(f"{server.address}/study/{pruned.id}?compare=2-4")
    sheet = page.locator(".compare-sheet canvas").first
    expect(page.locator(".compare-sheet canvas")).to_have_count(2)
    sheet.hover()
    page.mouse.wheel(0, -300)
    assert page.evaluate(ALIKE)
    together = page.get_by_role("button", name="Views move together")
    together.click()
    expect(together).to_have_attribute("aria-pressed", "false")
    expect(maps(page)).to_have_count(2)


def test_what_cannot_be_compared_says_why(server: Server, pruned: StudyClient, screen: Screen) -> None:
    page = screen.page
    screen.open(f"{server.address}/study/{pruned.id}?compare=1-4")
    expect(page.get_by_role("note")).to_contain_text("built anew")
    page.route("**/queries/compare", lambda route: route.abort())
    screen.open(f"{server.address}/study/{pruned.id}?compare=2-3")
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute("**/queries/compare")
    page.get_by_role("button", name="Try again").click()
    expect(figures(page)).to_be_visible()
    expect(maps(page)).to_have_count(2)
    screen.open(f"{server.address}/study/{pruned.id}?compare=2-99")
    expect(page.get_by_role("alert")).to_contain_text("no version 99")
    page.keyboard.press("Escape")
    expect(screen.edges()).not_to_have_count(0)


def test_the_palette_compares_with_any_version(screen: Screen) -> None:
    page = screen.page
    page.keyboard.press("Control+k")
    page.keyboard.type("compare with version 2")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"compare=2-4"))
    expect(figures(page)).to_be_visible()
    expect(maps(page)).to_have_count(2)
