"""Takes the pictures of the README: the home screen, a training, an edge being named, and the law.

Run `.venv/bin/python tools/pictures.py` after `make test`; it starts a server of its own in a temporary folder.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402
from tests.browser.conftest import chromium  # noqa: E402
from tests.browser.screen import Screen  # noqa: E402
from tests.serving import serving, toy_table  # noqa: E402

OUT = ROOT / "docs" / "pictures"


def main() -> None:
    """Walk the path once and stop for the camera."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
        table = Path(folder) / "toy_exp_sin.csv"
        table.write_text(toy_table(2000))
        walk(page, server.login, table)
        browser.close()


def walk(page: Page, login: str, table: Path) -> None:
    """From the home screen to the law."""
    expect.set_options(timeout=30_000)
    screen = Screen(page)
    screen.open(login)
    expect(page.get_by_text("Planets and their years")).to_be_visible()
    take(page, "home")
    screen.choose_file(table)
    screen.start()
    screen.button("Train").click()
    page.wait_for_function("() => document.querySelector('.progress')?.getAttribute('aria-valuenow') > 40")
    take(page, "training")
    screen.expect_history("Trained")
    screen.prune()
    page.get_by_role("button", name="Train 3 curves").click()
    screen.expect_history("Trained")
    screen.select("x1 → " + screen.living()[1].split(" → ")[1])
    take(page, "naming")
    for edge in screen.living():
        screen.fix(edge)
    screen.train()
    expect(screen.region("Formula")).to_contain_text("3 of 3")
    expect(page.locator("[aria-label='Formula'] annotation")).not_to_contain_text("varphi")
    take(page, "law")


def take(page: Page, name: str) -> None:
    """A picture, once nothing travels any more."""
    page.evaluate("new Promise((done) => setTimeout(done, 900))")
    page.screenshot(path=OUT / f"{name}.png")


if __name__ == "__main__":
    main()
