"""A model that pykan saved begins a study on a table, by way of the screen before the start."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.screen import Screen
from tests.formats.pykan_networks import checkpoint
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The files pykan saves of a [2, 3, 1] network."""
    from kan import KAN

    kept = checkpoint(lambda _x: KAN(width=[2, 3, 1], grid=4, k=3, seed=4, auto_save=False), 2)
    files = {"mine_config.yml": kept.config, "mine_state": kept.state}
    folder = tmp_path_factory.mktemp("model")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def test_a_pykan_model_begins_a_study_and_what_does_not_fit_is_said(
    server: Server, page: Page, toy_file: Path, saved: list[Path]
) -> None:
    screen = Screen(page)
    screen.open(server.login)
    screen.choose_file(toy_file)
    part = page.get_by_role("region", name="A model to begin with")
    chooser = page.get_by_label("Model files")

    chooser.set_input_files(saved[1:])
    expect(part.get_by_role("alert")).to_contain_text("_config.yml is needed too")
    chooser.set_input_files(saved)
    expect(part).to_contain_text("pykan 2 → 3 → 1")
    expect(part).to_contain_text("It takes x1, x2 in this order")

    role = page.get_by_role("combobox", name="Role of x2")
    role.select_option(label="Left out")
    expect(part).to_contain_text("The model has 2 inputs and 1 output")
    expect(screen.button("Start")).to_be_disabled()
    role.select_option(label="Input")
    screen.start()
    screen.expect_history("Brought in a model [2, 3, 1], grid 4")
    expect(screen.edges()).to_have_count(9)
