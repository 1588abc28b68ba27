"""Two people in two browsers on one study, and what they see when machines fail."""

from __future__ import annotations

import os
import re
import signal
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.screen import Screen
from tests.serving import Server, serving

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Server]:
    """A server of this test's own, to be hurt."""
    with serving(tmp_path) as server:
        yield server


def someone_else(browser: Browser, server: Server, page: Page) -> tuple[Screen, Page]:
    """A second browser profile, let in by the same address, on the same study."""
    other = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    screen = Screen(other)
    screen.open(server.login)
    screen.open(page.url)
    expect(screen.edges()).not_to_have_count(0)
    return screen, other


SEEN = """() => {
  window.seen = [];
  new MutationObserver(() => {
    const now = document.querySelector("[aria-label='History'] [aria-current]")?.textContent ?? "";
    if (window.seen.at(-1)?.text !== now) window.seen.push({ text: now, at: Date.now() });
  }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
}"""
CLICKED = """() => document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-describedby='fix-as']")) window.clicked = Date.now();
}, true)"""


def test_an_edge_fixed_in_one_is_fixed_in_the_other_at_once(
    server: Server, page: Page, browser: Browser, toy_file: Path
) -> None:
    mine = Screen(page)
    mine.open(server.login)
    mine.choose_file(toy_file)
    mine.start()
    theirs, other = someone_else(browser, server, page)
    other.evaluate(SEEN)
    page.evaluate(CLICKED)
    took = []
    for edge in ("x1 → h1.1", "x1 → h1.2", "x1 → h1.3", "x2 → h1.1", "x2 → h1.2"):
        mine.fix(edge, "sin")
        theirs.expect_history(f"Fixed {edge}")
        seen = other.evaluate("(edge) => window.seen.find((s) => s.text.includes(edge)).at", edge)
        took.append(seen - page.evaluate("window.clicked"))
    print(f"fixed here, seen there: median {statistics.median(took)} ms of {sorted(took)}")
    assert mine.living() == theirs.living()
    other.context.close()


def test_both_see_the_run_and_either_may_stop_it(
    server: Server, page: Page, browser: Browser, toy_file: Path
) -> None:
    mine = Screen(page)
    mine.open(server.login)
    mine.choose_file(toy_file)
    mine.start()
    theirs, other = someone_else(browser, server, page)
    page.get_by_role("button", name=re.compile("steps")).first.click()
    page.get_by_role("spinbutton", name="Steps").fill("50000")
    page.keyboard.press("Escape")
    mine.button("Train").click()
    expect(other.get_by_role("progressbar", name="Run progress")).to_be_visible()
    theirs.button("Stop").click()
    for screen in (mine, theirs):
        screen.expect_history(re.compile(r"Trained [\d ]+ step"))
    other.context.close()


def test_the_study_is_whole_after_the_server_was_killed(own: Server, page: Page, toy_file: Path) -> None:
    screen = Screen(page)
    screen.open(own.login)
    screen.choose_file(toy_file)
    screen.start()
    screen.fix("x1 → h1.1", "sin")
    own.kill()
    expect(page.get_by_text("Connection lost")).to_be_visible()
    own.start()
    expect(page.get_by_text("Connection lost")).to_be_hidden()
    screen.expect_history("Fixed x1 → h1.1 as sin")
    page.reload()
    screen.expect_history("Fixed x1 → h1.1 as sin")
    assert len(screen.living()) == 15


def test_a_killed_worker_is_told_and_the_run_goes_on_by_itself(
    own: Server, page: Page, toy_file: Path
) -> None:
    screen = Screen(page)
    screen.open(own.login)
    screen.choose_file(toy_file)
    screen.start()
    page.get_by_role("button", name=re.compile("steps")).first.click()
    page.get_by_role("spinbutton", name="Steps").fill("100000")
    page.keyboard.press("Escape")
    screen.button("Train").click()
    expect(page.get_by_role("progressbar", name="Run progress")).not_to_have_attribute("aria-valuenow", "0")
    (worker,) = own.workers()
    os.kill(worker, signal.SIGKILL)
    notice = page.get_by_text(re.compile(r"the run goes on from step \d+"))
    expect(notice).to_be_visible()
    step = int(re.findall(r"from step (\d+)", notice.inner_text())[0])
    assert step > 0
    screen.button("Stop").click()
    screen.expect_history(re.compile(r"Trained [\d ]+ step"))
