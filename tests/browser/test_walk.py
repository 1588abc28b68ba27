"""From a data file to a formula, through the visible screen, as somebody new would do it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.screen import Screen
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]


def predict(code: str, columns: dict[str, list[float]]) -> np.ndarray:
    """Run a copied Python function in a Python of its own."""
    script = code + (
        "\nimport json, sys\ncolumns = json.load(sys.stdin)\nprint(json.dumps(list(predict(columns))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        input=json.dumps(columns),
        capture_output=True,
        text=True,
        check=True,
    )
    return np.array(json.loads(done.stdout))


def law(x1: np.ndarray, x2: np.ndarray) -> np.ndarray:
    return np.exp(np.sin(np.pi * x1) + x2**2)


def test_from_a_file_to_the_law(server: Server, page: Page, context: BrowserContext, toy_file: Path) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.address)
    screen = Screen(page)
    screen.open(server.login)
    assert "token" not in page.url
    for example in ("A law of two variables", "Planets and their years", "A pendulum that swings wide"):
        expect(page.locator("button.example", has_text=example)).to_be_visible()

    screen.choose_file(toy_file)
    expect(page.get_by_label("Role of y", exact=True)).to_have_value("target")
    expect(page.get_by_label("Role of x1", exact=True)).to_have_value("input")
    screen.start()
    expect(screen.edges()).to_have_count(15)
    expect(screen.region("History")).to_contain_text("Built [2, 5, 1]")
    assert re.search(r"varphi", screen.latex()), "before anything is named the formula is made of φ's"

    screen.train()
    screen.prune()
    assert len(screen.living()) == 3
    for edge in screen.living():
        screen.fix(edge)
    screen.train()

    formula = screen.region("Formula")
    expect(formula.locator("annotation")).not_to_contain_text("varphi")
    latex = screen.latex()
    constant = re.search(r"sin.*?(\\pi|[\d.]+) ?x_\{1\}", latex)
    assert constant, latex
    assert constant[1] == r"\pi" or abs(float(constant[1]) - np.pi) < 1e-3, latex
    assert re.search(r"x_\{2\}\^\{2\}", latex) and re.search(r"e\^|exp", latex), latex
    x = np.random.default_rng(0).uniform(-1, 1, (2, 200))
    found = predict(screen.copy("Python function"), {"x1": x[0].tolist(), "x2": x[1].tolist()})
    assert np.abs(found - law(*x)).max() < 1e-3
    assert "sin" in screen.copy("SymPy") and "\\sin" in screen.copy("LaTeX")

    undo_and_redo_everything(screen)
    go_back_and_branch(screen)


def undo_and_redo_everything(screen: Screen) -> None:
    steps = len(screen.history())
    for _ in range(steps - 1):
        screen.button("Undo").click()
    screen.expect_history("Built")
    expect(screen.button("Undo")).to_be_disabled()
    assert len(screen.living()) == 15
    for _ in range(steps - 1):
        screen.button("Redo").click()
    screen.expect_history("Trained")
    expect(screen.button("Redo")).to_be_disabled()
    expect(screen.region("Formula").locator("annotation")).not_to_contain_text("varphi")


def go_back_and_branch(screen: Screen) -> None:
    before = len(screen.history())
    screen.region("History").get_by_role("button", name=re.compile("^Pruned")).click()
    screen.expect_history("Pruned")
    edge = screen.living()[0]
    screen.fix(edge)
    assert len(screen.history()) == before + 1, "a branch adds to the history and takes nothing away"


def test_curves_and_loss_move_while_training_and_it_can_be_held(
    server: Server, page: Page, toy_file: Path
) -> None:
    screen = Screen(page)
    screen.open(server.login)
    screen.choose_file(toy_file)
    screen.start()
    page.get_by_role("button", name="Recipe").or_(
        page.get_by_role("button", name=re.compile("steps"))
    ).first.click()
    steps = page.get_by_role("spinbutton", name="Steps")
    steps.fill("20000")
    page.keyboard.press("Escape")
    screen.button("Train").click()
    expect(page.get_by_role("progressbar", name="Run progress")).to_be_visible()
    first = moving_picture(page)
    page.wait_for_function("(old) => document.querySelector('canvas').toDataURL() !== old", arg=first)
    screen.button("Pause").click()
    expect(page.get_by_text("paused", exact=True).first).to_be_visible()
    expect(screen.button("Resume")).to_be_visible()
    screen.button("Resume").click()
    expect(screen.button("Pause")).to_be_visible()
    screen.button("Stop").click()
    screen.expect_history(re.compile(r"Trained [\d ]+ step"))
    expect(screen.button("Train")).to_be_enabled()


def moving_picture(page: Page) -> str:
    return str(page.evaluate("document.querySelector('canvas').toDataURL()"))


@pytest.mark.parametrize("key", ["Control+z"])
def test_the_keyboard_undoes(server: Server, page: Page, toy_file: Path, key: str) -> None:
    screen = Screen(page)
    screen.open(server.login)
    screen.choose_file(toy_file)
    screen.start()
    screen.button("Prune").click()
    screen.expect_history("Pruned")
    page.keyboard.press(key)
    screen.expect_history("Built")


def test_a_bad_file_says_where_and_how_to_mend_it(server: Server, page: Page, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n3,4\n5,6,7\n8,9\n")
    screen = Screen(page)
    screen.open(server.login)
    page.get_by_label("Table file").set_input_files(bad)
    expect(page.get_by_text(re.compile("line 4", re.IGNORECASE))).to_be_visible()


def test_a_law_is_typed_and_becomes_data(server: Server, page: Page) -> None:
    screen = Screen(page)
    screen.open(server.login)
    page.get_by_role("textbox", name=re.compile("law|formula", re.IGNORECASE)).first.fill("x*y + 1")
    page.get_by_role("button", name="Make data").click()
    expect(page.get_by_role("region", name="Data")).to_be_visible()
    screen.start()
    expect(screen.edges()).to_have_count(15)
