"""The Data view in Chromium: a workbook in, a column worked out, rows left out, units set, all undone."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from tests.browser.screen import Screen
from tests.serving import Server
from tests.tables import files

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]


def rocks() -> bytes:
    """Two sheets; in the second mass, volume and speed of 120 rocks, one of them absurd."""
    draw = np.random.default_rng(1)
    mass, volume = draw.uniform(1, 9, 120), draw.uniform(1, 3, 120)
    speed = mass / volume
    mass[3] = 4000.0
    rows = [[float(m), float(v), float(s)] for m, v, s in zip(mass, volume, speed, strict=True)]
    cover: list[list[str | float | None]] = [["Rocks of the north quarry"], ["by nobody"]]
    return files.xlsx(("Cover", cover), ("Rocks", [["mass", "volume", "speed"], *rows]))


def test_a_table_is_shaped_by_hand_and_every_step_undone(server: Server, page: Page, tmp_path: Path) -> None:
    book = tmp_path / "rocks.xlsx"
    book.write_bytes(rocks())
    screen = Screen(page)
    screen.open(server.login)
    screen.choose_file(book)
    page.get_by_label("Sheet").select_option("Rocks")
    expect(page.get_by_label("Role of speed", exact=True)).to_have_value("target")
    expect(page.get_by_role("img", name=re.compile("What goes together"))).to_be_visible()
    screen.start()
    page.get_by_role("navigation", name="Views").get_by_text("Data").click()

    page.get_by_role("button", name="Column by formula").click()
    line = page.get_by_role("form", name="Column by formula")
    line.get_by_label("Name").fill("density")
    line.get_by_label("Formula of the other columns").fill("mass/weight")
    line.get_by_role("button", name="Work it out").click()
    expect(page.get_by_role("status").first).to_contain_text("no column “weight”")
    line.get_by_label("Formula of the other columns").fill("mass/volume")
    line.get_by_label("Unit").fill("kg/l")
    line.get_by_role("button", name="Work it out").click()
    screen.expect_history("Worked out density = mass/volume")
    head = page.get_by_role("columnheader", name=re.compile("density"))
    expect(head).to_contain_text("kg/l")

    page.get_by_role("columnheader", name=re.compile("^mass")).click()
    inspector = screen.region("Inspector")
    expect(inspector).to_contain_text("1 value lies far outside the others")
    expect(page.locator("td.outlier")).to_contain_text("4000")
    inspector.get_by_label("Unit of mass").fill("kg")
    inspector.get_by_label("Unit of mass").press("Enter")
    screen.expect_history("Set the unit of mass in kg")
    page.get_by_role("columnheader", name=re.compile("^mass")).click()
    inspector.get_by_role("button", name="Leave those rows out").click()
    screen.expect_history("Used only rows with")
    expect(inspector).to_contain_text("83 rows")

    inspector.get_by_label("Kept for testing, %").fill("30")
    inspector.get_by_role("button", name="Divide anew").click()
    screen.expect_history("Kept 30% for testing")
    for _ in range(4):
        screen.button("Undo").click()
    screen.expect_history("Built")
    expect(page.get_by_role("columnheader", name=re.compile("density"))).to_have_count(0)
