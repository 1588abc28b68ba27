"""Every screen of KANscope, reached by a real page on a real server, whatever language the page speaks.

A scene leads a page to one screen and returns once it is whole. `test_access` looks at each with axe,
`tools/gallery.py` photographs each.
"""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx2 as httpx
import numpy as np
from playwright.sync_api import Page, WebSocketRoute, expect
from tests.serving import Server, StudyClient, serving, toy_table
from tests.walks.listening import listening

WIDE = (8, 64, 64, 1)
PROPOSED = "edge:0:0:0"
LONG_STEPS = 200_000
"""So many that nobody sees the end of it; whoever starts such a run stops it."""


@dataclass(frozen=True)
class Stage:
    """What the scenes show: studies at different points of the path, on one server."""

    address: str
    table: str
    fresh: str
    curves: str
    law: str
    busy: str
    wide: str
    proposed: str
    bad_file: Path
    folder: Path
    ends: ExitStack

    def study(self, id: str) -> str:
        """The address of a study."""
        return f"{self.address}/study/{id}"

    @cached_property
    def bare(self) -> str:
        """The way into a server that keeps nothing yet."""
        return self._another("bare").login

    @cached_property
    def unlucky(self) -> tuple[str, str]:
        """The way into a server, and a study there whose training lost its worker too often."""
        server = self._another("unlucky")
        with server.client() as client:
            table = client.post("datasets", json={"text": toy_table(300), "name": "toy exp sin.csv"}).json()[
                "id"
            ]
            study = study_on(client, table, "A run that failed")
            lose(server, study)
        return server.login, f"{server.address}/study/{study.id}"

    def _another(self, name: str) -> Server:
        (self.folder / name).mkdir()
        return self.ends.enter_context(serving(self.folder / name))


def set_stage(server: Server, client: httpx.Client, folder: Path) -> Stage:
    """Walks studies to where the scenes need them, and starts a run that is still out when they are shown."""
    bad = folder / "bad.csv"
    bad.write_text("a,b\n1,2\n3,4\n5,6,7\n8,9\n")
    text = toy_table(2000)
    table = client.post("datasets", json={"text": text, "name": "toy exp sin.csv"}).json()["id"]
    studies = [study_on(client, table, name) for name in ("A law of two", "Three curves", "A law found")]
    fresh, curves, law = studies
    for study in (curves, law):
        for op, fields in (("train", {}), ("prune", {}), ("train", {"steps": 100, "sparsity": 0})):
            study.do(op, **fields)
            study.idle()
    for op in ("auto_symbolic", "refit"):
        law.do(op)
        law.idle()
    many = client.post("datasets", json={"text": wide_table(), "name": "eight columns.csv"}).json()["id"]
    wide = study_on(client, many, "A wide network")
    wide.do("build_network", width=WIDE, grid=3)
    wide.idle()
    busy = study_on(client, table, "A run going on")
    busy.do("train", steps=LONG_STEPS)
    proposed = study_on(client, table, "What a colleague proposes")
    propose(server, client, proposed)
    shown = (study.id for study in (fresh, curves, law, busy, wide, proposed))
    return Stage(server.address, table, *shown, bad_file=bad, folder=folder, ends=ExitStack())


def lose(server: Server, study: StudyClient) -> None:
    """A training whose worker dies as often as it is given another, until it is given up."""
    with listening(server, study.id) as ear:
        study.do("train", steps=LONG_STEPS, optimiser="adam")
        while study.now()["status"] != "failed":
            ear.until_op("run_started")
            for worker in server.workers():
                os.kill(worker, signal.SIGKILL)
            ear.until_op("worker_lost")


def propose(server: Server, client: httpx.Client, study: StudyClient) -> None:
    """Another program comments on an edge and proposes what to do with it, and with the whole network."""
    token = client.post("tokens", json={"name": "colleague", "scopes": ["read", "edit"], "days": 1}).json()
    with server.client(token["token"]) as theirs:
        agent = StudyClient(theirs, study.id)
        sine = {"op": "fix_symbolic", "edge": PROPOSED, "function": "sin"}
        agent.do("propose", operation=sine, reason="0 1 0 −1 0")
        agent.do("propose", operation={"op": "train", "steps": 50})


def study_on(client: httpx.Client, table: str, name: str) -> StudyClient:
    """A study of that name on a table that is there."""
    answer = client.post("studies", json={"dataset": table, "name": name})
    assert answer.status_code < 300, answer.text
    study = StudyClient(client, answer.json()["id"])
    study.idle()
    return study


def strike(client: httpx.Client, stage: Stage) -> None:
    """Ends the run that `set_stage` started, and the servers the scenes did."""
    stage.ends.close()
    busy = StudyClient(client, stage.busy)
    busy.do("stop")
    busy.idle()


def wide_table(rows: int = 300) -> str:
    """A sum of waves in eight columns."""
    x = np.random.default_rng(3).uniform(-1, 1, (rows, 8))
    y = np.sin(2 * x).sum(axis=1) + x[:, 0] * x[:, 1]
    lines = [",".join(f"{value:.5f}" for value in (*row, out)) for row, out in zip(x, y, strict=True)]
    return ",".join([f"x{k}" for k in range(1, 9)] + ["y"]) + "\n" + "\n".join(lines) + "\n"


Scene = Callable[[Page, Stage], Any]


def settled(page: Page) -> None:
    """From now on this browser is no newcomer's: it has said whether it wants the tour."""
    page.evaluate("localStorage.setItem('kanscope.tour', 'answered')")


def first_day(page: Page, stage: Stage) -> None:
    """Where one begins, with no study yet."""
    page.goto(stage.bare)
    expect(page.locator("button.example")).not_to_have_count(0)


def home(page: Page, stage: Stage) -> None:
    """Where one begins, with the studies there are."""
    page.goto(f"{stage.address}/")
    expect(page.locator("button.example")).not_to_have_count(0)
    expect(page.locator(".home")).to_contain_text("A law found")


def bad_file(page: Page, stage: Stage) -> None:
    """A file that cannot be read, and what is said about it."""
    home(page, stage)
    page.locator(".drop input[type=file]").set_input_files(stage.bad_file)
    expect(page.get_by_role("alert")).to_be_visible()


def delete_asked(page: Page, stage: Stage) -> None:
    """The one question that is asked."""
    home(page, stage)
    page.locator(".study-list button").first.click()
    expect(page.get_by_role("dialog").get_by_role("button")).to_have_count(3)


def new_study(page: Page, stage: Stage) -> None:
    """A table as it was read, before its study."""
    page.goto(f"{stage.address}/new/{stage.table}")
    expect(page.locator(".data-table tbody tr")).not_to_have_count(0)


def drawn(page: Page, stage: Stage, id: str) -> None:
    """A study with its network and its formula."""
    page.goto(stage.study(id))
    expect(page.locator("table.edges tbody tr")).not_to_have_count(0)
    expect(page.locator("#formula .katex")).not_to_have_count(0)


def offered(page: Page, stage: Stage) -> None:
    """The tour, offered to a newcomer in the first study."""
    home(page, stage)
    page.evaluate("localStorage.removeItem('kanscope.tour')")
    fresh(page, stage)
    expect(page.locator(".tour-offer")).to_be_visible()
    settled(page)


def fresh(page: Page, stage: Stage) -> None:
    """A study nobody has trained yet."""
    drawn(page, stage, stage.fresh)


def study(page: Page, stage: Stage) -> None:
    """Three curves that are ready to be named."""
    drawn(page, stage, stage.curves)


def edge(page: Page, stage: Stage) -> None:
    """A curve, with the functions that follow it."""
    study(page, stage)
    page.locator("table.edges tbody tr").first.press("Enter")
    expect(page.locator("table.candidates tbody tr").first).to_be_visible()
    expect(page.locator("table.candidates tbody td.dim").filter(has_text=re.compile("^…$"))).to_have_count(0)
    expect(page.locator(".right .chart path[stroke='var(--c-accent)']")).to_be_attached()


def library(page: Page, stage: Stage) -> None:
    """The functions that are offered."""
    edge(page, stage)
    page.locator(".panel:has(table.candidates) header button").click()
    expect(page.get_by_role("dialog").locator("table tbody tr").first).to_be_visible()


def law(page: Page, stage: Stage) -> None:
    """Everything named: the constants with their errors, the formula, the front."""
    drawn(page, stage, stage.law)
    expect(page.locator("table.constants tbody tr")).not_to_have_count(0)


def tour(page: Page, stage: Stage) -> None:
    """The tour at the step that names an edge, with the best candidate on its curve."""
    study(page, stage)
    page.keyboard.press("Control+k")
    page.locator("dialog input").fill(
        "tour" if page.locator("html").get_attribute("lang") == "en" else "走一遍"
    )
    page.keyboard.press("Enter")
    for _ in range(3):
        page.locator(".tour-foot button").last.click()
    expect(page.locator(".formula [data-preview]")).to_have_count(1)


def named_edge(page: Page, stage: Stage) -> None:
    """An edge with a name, and its constants."""
    law(page, stage)
    page.locator("table.edges tbody tr").first.press("Enter")
    expect(page.locator("table.candidates tbody tr").first).to_be_visible()


def verdict(page: Page, stage: Stage) -> None:
    """How honest the formula is."""
    law(page, stage)
    page.locator(".formula > button[aria-haspopup=dialog]").click()
    expect(page.locator(".verdict-card table")).to_be_visible()


def data(page: Page, stage: Stage) -> None:
    """The table of a study."""
    study(page, stage)
    page.locator(".segments button").first.click()
    expect(page.locator(".data-table tbody tr")).not_to_have_count(0)


def fit(page: Page, stage: Stage) -> None:
    """How well the law meets the rows."""
    law(page, stage)
    page.locator(".segments button").nth(2).click()
    expect(page.locator(".fit-plots figure").first).to_be_visible()


def compared(page: Page, stage: Stage) -> None:
    """The law beside the network it was found in."""
    page.goto(f"{stage.study(stage.law)}?compare=2-6")
    expect(page.locator(".compare-figures tbody tr")).not_to_have_count(0)
    expect(page.locator(".compare-formula .katex")).to_have_count(2)
    expect(page.locator(".compare-maps rect")).not_to_have_count(0)
    page.locator("table.compare-edges tbody tr").last.press("Enter")


def twin(page: Page, stage: Stage) -> None:
    """The network beside a perceptron of its size."""
    fit(page, stage)
    page.locator("aside.right section.panel header button").last.click()
    expect(page.locator(".twin-said")).to_be_visible()


def code(page: Page, stage: Stage) -> None:
    """What was done, as Python."""
    law(page, stage)
    page.locator(".segments button").nth(3).click()
    expect(page.locator(".code-line")).not_to_have_count(0)


def palette(page: Page, stage: Stage) -> None:
    """Everything that can be done now."""
    study(page, stage)
    page.keyboard.press("Control+k")
    expect(page.locator("dialog.palette [role=option]")).not_to_have_count(0)


def keys(page: Page, stage: Stage) -> None:
    """Every key, by where it acts."""
    study(page, stage)
    page.locator(".stage").focus()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys kbd")).not_to_have_count(0)


def drawing(page: Page, stage: Stage) -> None:
    """A plate opened to be drawn on, a shape wished for."""
    edge(page, stage)
    page.locator(".stage").focus()
    page.keyboard.press("d")
    card = page.locator("article.sketch")
    card.get_by_role("slider").first.press("ArrowUp")
    card.locator("[aria-pressed]").first.click()
    expect(card.locator("b").first).to_be_visible()


def presenting(page: Page, stage: Stage) -> None:
    """Network and formula alone."""
    law(page, stage)
    page.locator(".stage").focus()
    page.keyboard.press("Shift+P")
    expect(page.locator(".leave-presenting")).to_be_visible()


def proposals(page: Page, stage: Stage) -> None:
    """What another program proposes, on its edge and in its list."""
    drawn(page, stage, stage.proposed)
    page.locator(".stage").focus()
    page.keyboard.press("j")
    expect(page.locator(".propcard")).to_be_visible()
    expect(page.locator("table.candidates tbody tr").first).to_be_visible()


def training(page: Page, stage: Stage) -> None:
    """A run that is out, with its loss."""
    drawn(page, stage, stage.busy)
    expect(page.get_by_role("progressbar").first).to_be_visible()
    expect(page.locator(".right svg path").first).to_be_attached()


def within(page: Page, stage: Stage) -> None:
    """A curve in the inspector while it is still learnt."""
    training(page, stage)
    page.locator("table.edges tbody tr").first.press("Enter")
    expect(page.locator("table.candidates tbody tr").first).to_be_visible()


def film(page: Page, stage: Stage) -> None:
    """A training watched again, in the middle of it."""
    study(page, stage)
    page.locator("button:has(.lucide-film)").click()
    moment = page.locator(".film input[type=range]")
    expect(moment).to_have_attribute("aria-valuetext", re.compile("."))
    moment.press("Home")
    for _ in range(4):
        moment.press("ArrowRight")


def recipe(page: Page, stage: Stage) -> None:
    """How to train."""
    fresh(page, stage)
    page.locator(".transport .joined button").last.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def failed(page: Page, stage: Stage) -> None:
    """A run that had to be given up, and what is safe."""
    login, study = stage.unlucky
    page.goto(login)
    page.goto(study)
    expect(page.locator(".banner.danger")).to_be_visible()


def offline(page: Page, stage: Stage) -> None:
    """The line is lost and cannot be had again."""
    lines: list[WebSocketRoute] = []
    down = False

    def pass_on(line: WebSocketRoute) -> None:
        if down:
            line.close()
        else:
            line.connect_to_server()
            lines.append(line)

    page.route_web_socket(re.compile(".*"), pass_on)
    study(page, stage)
    down = True
    for line in lines:
        line.close()
    expect(page.locator(".banner.danger")).to_be_visible()


def disk_full(page: Page, stage: Stage) -> None:
    """The server has no room left and tells everybody."""
    lines: list[WebSocketRoute] = []

    def pass_on(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    page.route_web_socket(re.compile(".*"), pass_on)
    study(page, stage)
    space = {"path": "/srv/kanscope", "free": 4096, "total": 10**9}
    lines[-1].send(json.dumps({"type": "server", "trouble": {"code": "full", "detail": "", **space}}))
    expect(page.get_by_role("alert")).to_be_visible()


def wide(page: Page, stage: Stage) -> None:
    """A network too wide for curves."""
    page.goto(stage.study(stage.wide))
    expect(page.locator("table.edges tbody tr")).not_to_have_count(0)


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        first_day, home, bad_file, delete_asked, new_study, offered, fresh, recipe, study, edge, library,
        tour, film, law, named_edge, verdict, data, fit, twin, code, compared, palette, keys,
        drawing, presenting, proposals, training, within, failed, disk_full, wide, offline,
    )
}  # fmt: skip
