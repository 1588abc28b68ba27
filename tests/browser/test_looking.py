"""Who may only look is offered nothing else; whoever is cut off looks on, and catches up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import PATIENCE
from tests.browser.screen import Screen
from tests.serving import Server, StudyClient, serving, toy_table

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]

VERBS = re.compile(
    "^(Train|Pause|Stop|Resume|Undo|Redo|Prune|Refine grid|Fix|Cut.*|Lock|Unlock|Draw|Restore.*|Comment|"
    "Library…|Snap.*|Name .*|Refit.*|Read the sealed rows|Name this version|Take the name off|.*steps)$"
)
"""Everything that changes a study."""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Server]:
    """A server of this test's own, to be stopped and started."""
    with serving(tmp_path) as server:
        yield server


@pytest.fixture
def looker(browser: Browser, server: Server, client: httpx.Client) -> Iterator[Page]:
    """The page of somebody whose address may only read."""
    made = client.post("tokens", json={"name": "a reader", "scopes": ["read"]}).json()
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{server.address}/?token={made['token']}")
    yield page
    context.close()
    client.delete(f"tokens/{made['id']}")


def found_law(client: httpx.Client) -> StudyClient:
    """A study with all of its edges named."""
    study = StudyClient.on_text(client, toy_table(300))
    for op in ("train", "prune", "auto_symbolic"):
        study.do(op)
        study.idle()
    return study


def verbs(page: Page) -> Locator:
    """Buttons that would change the study."""
    return page.get_by_role("button", name=VERBS)


def test_who_may_only_look_is_offered_no_verb_and_told_who_may_edit(
    looker: Page, client: httpx.Client, server: Server
) -> None:
    study, screen = found_law(client), Screen(looker)
    screen.open(f"{server.address}/study/{study.id}")
    expect(screen.edges()).not_to_have_count(0)
    guide = screen.region("Guide")
    expect(guide).to_contain_text("Nobody who may edit is here now")
    expect(guide.get_by_role("button")).to_have_count(0)
    expect(looker.get_by_role("table", name="Constants")).to_be_visible()
    screen.button("Verdict").click()
    expect(looker.get_by_role("table", name="Errors of y")).to_be_visible()
    expect(verbs(looker)).to_have_count(0)
    looker.keyboard.press("Escape")
    name = screen.living()[0]
    screen.select(name)
    expect(verbs(looker)).to_have_count(0)
    expect(looker.get_by_role("toolbar", name=name)).to_have_count(0)
    before = study.now()["number"]
    screen.region("Network").focus()
    for key in ("x", "k", "d", "Space", "Control+z"):
        looker.keyboard.press(key)
    looker.keyboard.press("Control+k")
    lines = looker.get_by_role("dialog").get_by_role("option")
    expect(lines.filter(has_text="Show Data")).to_have_count(1)
    changing = re.compile(
        "^(Train|Prune|Undo|Redo|Cut|Lock|Draw|Version|Library|Name|Snap|Refit|Refine|Read)"
    )
    expect(lines.filter(has_text=changing)).to_have_count(0)
    looker.keyboard.press("Escape")
    screen.button("Data").click()
    expect(screen.region("Data")).to_be_visible()
    expect(looker.get_by_role("combobox")).to_have_count(0)
    expect(looker.get_by_role("textbox")).to_have_count(0)
    expect(looker.get_by_role("button", name="Column by formula")).to_have_count(0)
    assert study.now()["number"] == before


def test_who_may_edit_is_named_while_here(
    looker: Page, page: Page, client: httpx.Client, server: Server
) -> None:
    study = StudyClient.on_text(client, toy_table(300))
    address = f"{server.address}/study/{study.id}"
    looking, editing = Screen(looker), Screen(page)
    looking.open(address)
    editing.open(server.login)
    editing.open(address)
    expect(looking.region("Guide")).to_contain_text("Whoever runs this server may edit and is here now")
    expect(editing.button("Train")).to_be_enabled()
    editing.button("Train").click()
    looking.expect_history("Trained")


def test_offline_everything_is_there_to_look_at_and_nothing_is_lost(own: Server, page: Page) -> None:
    with own.client() as client:
        study = StudyClient.on_text(client, toy_table(300))
        study.do("train")
        study.idle()
    screen = Screen(page)
    screen.open(own.login)
    screen.open(f"{own.address}/study/{study.id}")
    guide = screen.region("Guide")
    expect(guide.locator(".primary")).to_have_count(1)
    screen.select("x1 → h1.2")
    page.keyboard.press("Escape")
    own.stop()
    expect(page.get_by_text("Connection lost")).to_be_visible()
    expect(guide).to_contain_text("this waits until the line is back")
    expect(page.locator(".primary")).to_have_count(0)
    expect(screen.region("Inspector")).to_contain_text("this waits until the line is back")
    expect(screen.button("Train")).to_be_disabled()
    expect(screen.region("Network")).to_have_class(re.compile("away"))
    page.get_by_role("row", name="x1 → h1.2", exact=True).click()
    expect(screen.region("Inspector")).to_contain_text("x1 → h1.2")
    expect(page.get_by_role("toolbar", name="x1 → h1.2")).to_have_count(0)
    page.get_by_role("row", name="x2 → h1.1", exact=True).click()
    expect(screen.region("Inspector")).to_contain_text("The server cannot be reached")
    own.start()
    with own.client() as client:
        StudyClient(client, study.id).do("lock_edges", edges=["edge:0:0:0"])
    screen.button("Try now").click()
    expect(page.get_by_text("Connection lost")).to_be_hidden()
    screen.expect_history("Locked x1 → h1.1")
    expect(screen.candidates().first).to_be_visible()
    screen.button("Close").click()
    expect(guide.locator(".primary")).to_have_count(1)
    expect(screen.button("Train")).to_be_enabled()
