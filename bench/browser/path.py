"""How many clicks lead from a file to a formula, by the buttons the Guide offers to who is in a hurry."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Locator, Page, expect
from tests.serving import serving, toy_table

from bench.browser.chromium import chromium
from bench.row import Row

MOST = 12
PATIENCE = 60_000
READ = "Read the formula"


def rows() -> Iterator[Row]:
    """Choosing the file counts as one."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, chromium() as browser:
        file = Path(folder) / "toy.csv"
        file.write_text(toy_table(1000))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(server.login)
        begun = perf_counter()
        clicks = _walk(page, file)
        spent = perf_counter() - begun
    yield Row("browser: clicks from a CSV to a formula without φ", clicks, None, "clicks", None)
    yield Row("browser: time of that, pressing at once", spent, None, "s", None)


def _press(guide: Locator) -> bool:
    """The button for who is in a hurry where there is one, else the filled one; False while there is none."""
    for button in (guide.get_by_role("button", name="Name all"), guide.locator("button.primary")):
        if button.count() and button.is_enabled():
            button.click(timeout=PATIENCE)
            return True
    guide.page.wait_for_timeout(100)
    return False


def _walk(page: Page, file: Path) -> int:
    page.get_by_label("Table file").set_input_files(file)
    page.get_by_role("button", name="Start").click()
    guide = page.get_by_role("region", name="Guide")
    clicks = 2
    while (step := guide.get_by_role("heading").first.inner_text()) != READ:
        if clicks == MOST:
            raise RuntimeError(f"There is no formula after {clicks} clicks.")
        if _press(guide):
            clicks += 1
            expect(guide.get_by_role("heading").first).not_to_have_text(step, timeout=PATIENCE)
    formula = page.get_by_role("region", name="Formula").locator("annotation").first
    expect(formula).not_to_contain_text("varphi", timeout=PATIENCE)
    return clicks
