"""How soon a colleague sees what one has done: two real pages on one study."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Locator, Page
from tests.serving import Server, StudyClient, serving, toy_table

from bench.browser.chromium import chromium, within
from bench.row import Row

REPETITIONS = 20
EDGE = "x1 → h1.1"

CLICKED = """addEventListener("click", (event) => {
    if (event.target.closest("button[aria-label=Fix]")) globalThis.clickedAt = Date.now();
}, true)"""
"""Notes the moment of a click on “Fix”, before the page does anything about it."""

SEEN = """(edge) => {
    const table = document.querySelector("table[aria-label=Edges]");
    const named = () => table.querySelector(`tr[aria-label="${edge}"] .symbolic`);
    globalThis.seen = new Promise((resolve) => {
        const watch = new MutationObserver(() => {
            if (!named()) return;
            resolve(Date.now());
            watch.disconnect();
        });
        watch.observe(table, { subtree: true, childList: true, attributes: true });
    });
}"""
"""Notes the moment the edge's row in the table shows a name."""


def rows() -> Iterator[Row]:
    """From the click on “Fix” in one page to the name in the other page's table, both on this machine."""
    with _two_pages() as (study, doer, watcher):
        _choose(doer)
        _once(study, doer, watcher)
        waits = [_once(study, doer, watcher) for _ in range(REPETITIONS)]
    name = "browser: from “Fix” in one page to the name in another"
    yield Row(f"{name}, median", median(waits), None, "ms", None)
    yield Row(f"{name}, 95 % within", within(waits), None, "ms", None)


@contextmanager
def _two_pages() -> Iterator[tuple[StudyClient, Page, Page]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        server.client() as client,
        chromium() as browser,
    ):
        study = StudyClient.on_text(client, toy_table(1000), name="Bench")
        study.do("train")
        study.idle()
        yield study, _page(browser, server, study), _page(browser, server, study)


def _page(browser: Browser, server: Server, study: StudyClient) -> Page:
    """A page of a person of one's own, at the study."""
    page = browser.new_context().new_page()
    page.goto(server.login)
    page.goto(f"{server.address}/study/{study.id}")
    _row(page).wait_for()
    return page


def _choose(page: Page) -> None:
    page.evaluate(CLICKED)
    _row(page).click()


def _once(study: StudyClient, doer: Page, watcher: Page) -> float:
    """Milliseconds from click to sight; the study is left as it was found."""
    watcher.evaluate(SEEN, EDGE)
    doer.get_by_role("button", name="Fix", exact=True).click()
    waited = float(watcher.evaluate("globalThis.seen")) - float(doer.evaluate("globalThis.clickedAt"))
    study.idle()
    study.do("undo")
    for page in (doer, watcher):
        _row(page).locator(".symbolic").wait_for(state="detached")
    return waited


def _row(page: Page) -> Locator:
    return page.get_by_role("table", name="Edges").get_by_role("row", name=EDGE, exact=True)
