"""Another program proposes over HTTP; the proposals stand on their edges and are answered on screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest
from playwright.sync_api import Page, expect
from tests.browser.screen import Screen
from tests.serving import Server, StudyClient, toy_table

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]
EDGE, ID = "x1 → h1.1", "edge:0:0:0"


@pytest.fixture
def agent(server: Server, client: httpx.Client) -> Iterator[httpx.Client]:
    """A program with a token of its own."""
    body = {"name": "agent", "scopes": ["read", "edit"], "days": 1}
    answer = client.post("tokens", json=body)
    assert answer.status_code == 201, answer.text
    with server.client(answer.json()["token"]) as agent:
        yield agent


def propose(agent: StudyClient, reason: str, **operation: Any) -> None:
    agent.do("propose", operation=operation, reason=reason)


def test_what_an_agent_proposes_is_accepted_edited_and_rejected_on_screen(
    server: Server, client: httpx.Client, agent: httpx.Client, page: Page
) -> None:
    study = StudyClient.on_text(client, toy_table(200), name="Proposals")
    study.do("build_network", width=[2, 2, 1])
    study.idle()
    theirs = StudyClient(agent, study.id)
    screen = Screen(page)
    screen.open(server.login)
    screen.open(f"{server.address}/study/{study.id}")
    inspector, network = screen.region("Inspector"), screen.region("Network")
    expect(screen.edges()).not_to_have_count(0)

    propose(theirs, "It repeats.", op="fix_symbolic", edge=ID, function="sin")
    propose(theirs, "", op="fix_symbolic", edge="edge:0:1:0", function="x^2")
    propose(theirs, "The error still falls.", op="train", steps=7)
    expect(inspector).to_contain_text("3 waiting")

    network.focus()
    page.keyboard.press("j")
    card = page.get_by_role("article", name="Proposal by agent")
    expect(card).to_contain_text(f"Fix {EDGE} as sin")
    expect(card).to_contain_text("It repeats.")
    expect(page.get_by_role("status")).to_contain_text("A accept, E edit, R reject")
    network.focus()
    page.keyboard.press("a")
    screen.expect_history(f"Fixed {EDGE} as sin")
    screen.expect_history("agent, you accepted")
    expect(inspector).to_contain_text("accepted by you")

    network.focus()
    page.keyboard.press("j")
    expect(card).to_contain_text("as x²")
    page.keyboard.press("r")
    page.get_by_label("Why not?").fill("It is no parabola")
    page.keyboard.press("Escape")
    expect(screen.button("Accept")).to_be_visible()
    screen.button("Reject").click()
    page.get_by_label("Why not?").fill("It is no parabola")
    page.keyboard.press("Enter")
    expect(inspector).to_contain_text("rejected by you: “It is no parabola”")

    network.focus()
    page.keyboard.press("j")
    expect(card).to_contain_text("Train 7 steps")
    screen.button("Edit").click()
    card.get_by_label("steps").fill("3")
    screen.button("Accept as edited").click()
    screen.expect_history("Trained 3 steps")
    expect(card).to_be_hidden()
    expect(inspector).to_contain_text("0 waiting")


def test_comments_of_others_stand_in_the_inspector_and_a_lost_target_ends_a_proposal(
    server: Server, client: httpx.Client, agent: httpx.Client, page: Page
) -> None:
    study = StudyClient.on_text(client, toy_table(200), name="Notes")
    study.idle()
    theirs = StudyClient(agent, study.id)
    screen = Screen(page)
    screen.open(server.login)
    screen.open(f"{server.address}/study/{study.id}?edge={ID}")
    notes = page.get_by_role("region", name="Notes")
    theirs.do("comment", on=ID, text="Looks like a sine to me.")
    expect(notes).to_contain_text("Looks like a sine to me.")
    expect(notes).to_contain_text("agent, now")
    notes.get_by_label("Say something about this edge").fill("To me as well.")
    page.keyboard.press("Enter")
    expect(notes.get_by_role("listitem")).to_have_count(2)
    expect(notes).to_contain_text("you, now")

    propose(theirs, "", op="fix_symbolic", edge=ID, function="sin")
    card = page.get_by_role("article", name="Proposal by agent")
    expect(card).to_be_visible()
    study.do("prune_edges", edges=[ID])
    expect(card).to_be_hidden()
    expect(screen.region("Inspector")).to_contain_text(f"outdated: {EDGE} is cut; restore it first.")
