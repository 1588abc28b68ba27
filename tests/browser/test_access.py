"""Everybody can use every screen: axe has no complaint, and the whole path goes by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.conftest import PATIENCE, ROOT
from tests.browser.scenes import SCENES, Stage
from tests.browser.screen import Screen
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
LOOKED_AT = [name for name in SCENES if name != "wide"]
"""A wide network is the same screen as any, only with thousands of rows to go through."""


@pytest.fixture(scope="module", params=["en-GB", "zh-CN"])
def language(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A browser in one of the two languages, that carries axe."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale=request.param)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=AXE)
    yield context
    context.close()


@pytest.fixture
def reader(language: BrowserContext, server: Server) -> Iterator[Page]:
    """A page for each scene, let in: one of them cuts its page's line."""
    page = language.new_page()
    page.goto(server.login)
    yield page
    page.close()


@pytest.mark.parametrize("scene", LOOKED_AT)
def test_axe_finds_nothing_on_any_screen(reader: Page, stage: Stage, scene: str) -> None:
    reader.emulate_media(color_scheme="light", reduced_motion="reduce")
    SCENES[scene](reader, stage)
    found = violations(reader)
    reader.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += violations(reader, only=["color-contrast"])
    assert found == []


def violations(page: Page, only: list[str] | None = None) -> list[str]:
    """What axe complains of, a line each: the rule, where, and why."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = only
    complaints = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} – {node['failureSummary']}"
        for each in complaints
        for node in each["nodes"]
    ]


LAW = "or type a law and see it found again"


class Keys:
    """Hands that never touch the mouse; wherever they are, it must be seen."""

    def __init__(self, page: Page):
        self.page = page

    def press(self, *keys: str) -> None:
        """Keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, role: str, name: str, key: str = "Tab", most: int = 90) -> None:
        """Tab on until the focus is on this."""
        wanted = self.page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
        expect(wanted).to_be_visible()
        for _ in range(most):
            self.press(key)
            assert self.page.evaluate(FOCUS_SEEN), self.page.evaluate("document.activeElement.outerHTML")
            if wanted.evaluate("(it) => it === document.activeElement"):
                return
        raise AssertionError(f"no way by {key} to the {role} {name!r}")


FOCUS_SEEN = """() => {
  const at = document.activeElement;
  if (at === document.body) return true;
  const look = getComputedStyle(at.closest(".field") ?? at);
  const box = at.getBoundingClientRect();
  const marked = look.boxShadow !== "none" || (look.outlineStyle !== "none" && look.outlineWidth !== "0px");
  return marked && box.width > 4 && box.height > 4 && box.bottom > 0 && box.top < innerHeight;
}"""
"""Whether what has the focus is on screen and wears a ring."""


def test_the_whole_path_goes_by_keyboard_alone(server: Server, page: Page) -> None:
    screen, keys = Screen(page), Keys(page)
    screen.open(server.login)
    page.emulate_media(reduced_motion="reduce")
    keys.tab_to("textbox", LAW)
    page.keyboard.type("exp(sin(pi*x1) + x2^2)")
    keys.press("Enter")
    expect(screen.region("Data")).to_be_visible()
    keys.tab_to("button", "Start")
    keys.press("Enter")
    expect(screen.edges()).to_have_count(15)

    keys.tab_to("button", "Train")
    keys.press("Enter")
    screen.expect_history("Trained")
    keys.tab_to("button", "Prune")
    keys.press("Enter")
    screen.expect_history("Pruned")

    keys.tab_to("region", "Network", key="Shift+Tab")
    keys.press("ArrowRight")
    expect(screen.candidates().first).to_be_visible()
    name = screen.candidates().first.get_attribute("aria-label") or ""
    keys.tab_to("row", name)
    expect(screen.region("Formula").locator("[data-preview]")).to_have_count(1)
    keys.press("Enter")
    screen.expect_history("Fixed")
    keys.press("Escape")
    keys.tab_to("button", "Name all 2", key="Shift+Tab")
    keys.press("Enter")
    screen.expect_history("Named 2")
    keys.tab_to("button", "Read the verdict", key="Shift+Tab")
    keys.press("Enter")
    expect(page.get_by_role("table", name="Errors of y")).to_be_visible()
    keys.press("Escape")
    keys.tab_to("group", "Parts of the formula", key="Shift+Tab")
    expect(page.get_by_role("group", name="Parts of the formula")).to_be_focused()
    expect(screen.region("Formula").locator("annotation").first).not_to_contain_text("varphi")
    keys.press("ArrowRight")
    expect(screen.region("Formula").locator(".pointed")).to_have_count(1)
