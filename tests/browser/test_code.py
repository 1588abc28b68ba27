"""View Code: what was done, as Python, copied and taken away."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.screen import Screen
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]


def test_every_act_is_a_line_and_all_are_a_notebook(
    server: Server, page: Page, context: BrowserContext, toy_file: Path
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.address)
    screen = Screen(page)
    screen.open(server.login)
    screen.choose_file(toy_file)
    screen.start()
    screen.prune()
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Code", exact=True).click()

    acts = page.get_by_role("region", name="Acts").get_by_role("listitem")
    expect(acts).to_have_count(2)
    expect(acts.first).to_contain_text("KAN.over(x, width=[2, 5, 1]")
    acts.last.get_by_role("button", name=re.compile("^Copy the line")).click()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith("model = model.prune(node_th=0.03")
    screen.button("Copy all").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    compile(str(page.evaluate("navigator.clipboard.readText()")), "study.py", "exec")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Notebook").click()
    assert waiting.value.suggested_filename.endswith(".ipynb")
    book = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert any(copied in "".join(cell["source"]) for cell in book["cells"])
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Rows").click()
    assert Path(waiting.value.path()).read_text(encoding="utf-8").startswith("x1,x2,y,part\n")
