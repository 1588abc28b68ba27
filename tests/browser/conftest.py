"""A real Chromium on the page of a real server. Nothing skips: `make test` finds or installs the browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.browser.scenes import Stage, set_stage, strike
from tests.serving import Server, toy_table

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 45_000
"""Milliseconds an expectation may take on a busy machine; nothing waits longer than what it expects takes."""


def chromium() -> str:
    """Where the browser is."""
    told = os.environ.get("KANSCOPE_CHROMIUM")
    found = told or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.fail("No Chromium: install it (Debian: apt-get install chromium) or set KANSCOPE_CHROMIUM.")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file. Not for longer: Playwright keeps an event loop running in this
    thread for as long as it is open, and asynchronous tests of other folders need one of their own."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def stage(server: Server, client: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The studies that the scenes show."""
    set_up = set_stage(server, client, tmp_path_factory.mktemp("stage"))
    yield set_up
    strike(client, set_up)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile of this test's own, whose page must not log an error."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, permissions=["clipboard-read"])
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page; whatever it throws fails the test."""
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield page
    assert thrown == []


@pytest.fixture(scope="session")
def toy_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample file where it is at hand, otherwise the same law as a table of our own."""
    folder = Path(os.environ.get("KANSCOPE_SAMPLES", ROOT.parent / "shared" / "data"))
    sample = folder / "toy_exp_sin.csv"
    if sample.is_file():
        return sample
    own = tmp_path_factory.mktemp("files") / "toy_exp_sin.csv"
    own.write_text(toy_table(2000))
    return own


@pytest.fixture(scope="session")
def page_is_built(server: Server) -> None:
    """The frontend must be there; `make test` builds it."""
    import httpx2

    assert httpx2.get(server.login, follow_redirects=True).status_code == 200, (
        "the page is not built: make test"
    )
