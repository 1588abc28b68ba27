"""The screen in the words of somebody who uses it. Waits are for what the screen shows, never for time."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect


class Screen:
    """One page of KANscope."""

    def __init__(self, page: Page):
        self.page = page

    def open(self, address: str) -> None:
        """Go to an address and wait for the page to be there."""
        self.page.goto(address)
        expect(self.page.get_by_role("status").first).to_be_visible()

    def choose_file(self, path: Path) -> None:
        """Choose a file on the home screen; its table is previewed."""
        self.page.get_by_label("Table file").set_input_files(path)
        expect(self.page.get_by_role("region", name="Data")).to_be_visible()

    def start(self) -> None:
        """Begin the study with the roles as they stand."""
        self.page.get_by_role("button", name="Start").click()
        expect(self.region("Network")).to_be_visible()
        expect(self.edges()).not_to_have_count(0)

    def region(self, name: str) -> Locator:
        """A region by its fixed name."""
        return self.page.get_by_role("region", name=name, exact=True)

    def button(self, name: str) -> Locator:
        """A button by its fixed name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def table(self) -> Locator:
        """The network's twin."""
        return self.page.get_by_role("table", name="Edges", exact=True)

    def edges(self) -> Locator:
        """Its rows, less the head."""
        return self.table().locator("tbody tr")

    def living(self) -> list[str]:
        """Names of the edges that are not cut."""
        rows = self.edges().filter(has_not_text=re.compile(r"cut$"))
        return [row.get_attribute("aria-label") or "" for row in rows.all()]

    def history(self) -> list[str]:
        """The sentences of the history, oldest first."""
        return self.region("History").get_by_role("listitem").all_inner_texts()

    def expect_history(self, said: str | re.Pattern[str]) -> None:
        """Wait until the present of the history says this."""
        now = self.region("History").locator("[aria-current]")
        expect(now).to_contain_text(said)

    def train(self) -> None:
        """Train, and wait until the run is over."""
        before = self.region("History").get_by_role("listitem").count()
        self.button("Train").click()
        expect(self.region("History").get_by_role("listitem")).to_have_count(before + 1)
        self.expect_history("Trained")

    def prune(self) -> None:
        """Prune, and wait for its sentence."""
        self.button("Prune").click()
        self.expect_history("Pruned")

    def select(self, edge: str) -> None:
        """Click an edge's row; the inspector shows it with its candidates."""
        self.table().get_by_role("row", name=edge, exact=True).click()
        expect(self.region("Inspector")).to_contain_text(edge)
        expect(self.candidates().first).to_be_visible()

    def candidates(self) -> Locator:
        """The ranked functions of the selected edge."""
        return self.page.get_by_role("table", name="Candidates").locator("tbody tr")

    def fix(self, edge: str, function: str | None = None) -> str:
        """Name an edge: the function asked for, or the best."""
        self.select(edge)
        row = self.candidates().first
        if function is not None:
            row = self.page.get_by_role("table", name="Candidates").get_by_role(
                "row", name=function, exact=True
            )
        chosen = row.get_attribute("aria-label") or ""
        row.click()
        self.button("Fix").click()
        self.expect_history(f"Fixed {edge} as ")
        self.page.keyboard.press("Escape")
        return chosen

    def latex(self) -> str:
        """The formula of the version in sight, as typeset; the last one stays until it is there."""
        expect(self.region("Formula")).to_have_attribute("aria-busy", "false")
        return self.region("Formula").locator("annotation").first.text_content() or ""

    def copy(self, language: str) -> str:
        """The formula by way of the copy menu and the clipboard."""
        self.button("Copy formula").click()
        self.page.get_by_role("menuitem", name=language).click()
        expect(self.page.get_by_text(f"{language} copied")).to_be_visible()
        text = str(self.page.evaluate("navigator.clipboard.readText()"))
        self.page.keyboard.press("Escape")
        return text
