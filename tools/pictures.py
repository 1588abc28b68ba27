"""Takes the pictures of the README: a network in training, and the law.

Run `.venv/bin/python tools/pictures.py` after `make test`; it starts a server of its own in a temporary
folder.
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
        expect.set_options(timeout=30_000)
        training(Screen(page), server.login, written(Path(folder) / "toy large.csv", rows=30_000))
        law(Screen(page), server.address, written(Path(folder) / "toy exp sin.csv", rows=2000))
        browser.close()


def written(path: Path, rows: int) -> Path:
    """A file with the toy law in it."""
    path.write_text(toy_table(rows))
    return path


def training(screen: Screen, address: str, table: Path) -> None:
    """Many rows, so that the camera catches the run half way."""
    screen.open(address)
    screen.choose_file(table)
    screen.start()
    screen.button("Train").click()
    done = "() => document.querySelector('.progress')?.getAttribute('aria-valuenow') > 35"
    screen.page.wait_for_function(done)
    take(screen.page, "training")
    screen.button("Stop").click()
    screen.expect_history("Trained")


def law(screen: Screen, address: str, table: Path) -> None:
    """From the file to the law, as the guide says."""
    page = screen.page
    screen.open(address)
    screen.choose_file(table)
    screen.start()
    screen.train()
    screen.prune()
    page.get_by_role("button", name="Train 3 curves").click()
    screen.expect_history("Trained")
    for edge in screen.living():
        screen.fix(edge)
    screen.train()
    expect(page.locator("[aria-label='Formula'] annotation")).not_to_contain_text("varphi")
    take(page, "law")


def take(page: Page, name: str) -> None:
    """A picture, once nothing travels any more."""
    page.evaluate("new Promise((done) => setTimeout(done, 900))")
    page.screenshot(path=OUT / f"{name}.png")


if __name__ == "__main__":
    main()
