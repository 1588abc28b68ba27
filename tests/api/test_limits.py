"""How much is too much, and what no database or browser could hold: said at the door, in a sentence."""

from __future__ import annotations

import asyncio
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2 as httpx
import pytest
from starlette.types import Message
from tests.serving import TOKEN, Server, StudyClient

from kanscope.api import limits
from kanscope.api.errors import Denied
from kanscope.api.limits import BodyLimit, Line, edge_count, refuse_oversized
from kanscope.study.operations import AddLayer, Grow, Undo
from kanscope.study.records import Network

NOTE = '{"op": "annotate", "version": "version:2", "text": %s}'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (NOTE % '"\\ud800"', "surrogate"),
        (NOTE % '"a\\u0000b"', "NUL"),
        ('{"op": "fix_symbolic", "edge": "edge:0:0:0", "function": "\\u0000"}', "NUL"),
        ('{"op": "set_roles", "inputs": ["\\ud800"], "targets": ["y"]}', "surrogate"),
        ('{"op": "annotate", "\\ud800": 1}', "surrogate"),
        ('{"op": "undo", "op": "redo"}', "twice"),
        ('{"op": "train", "sparsity": -Infinity}', "finite"),
        ('{"op": "train", "sparsity": 1e999}', "finite"),
        (f'{{"op": "train", "steps": {"9" * 5000}}}', "digits"),
        ("[" * 100_000, "deep"),
        (f'{{"op": "train", "steps": {"[" * 40}1{"]" * 40}}}', "deep"),
        (b'{"op": "\xff"}', "UTF-8"),
        ("{'op': 'undo'}", "no JSON"),
    ],
)
def test_a_body_no_database_or_browser_could_hold_is_refused(
    study: StudyClient, body: Any, reason: str
) -> None:
    before = study.now()
    headers = {"content-type": "application/json"}
    answer = study.client.post(f"studies/{study.id}/operations", content=body, headers=headers)
    assert answer.status_code == 422 and answer.json()["code"] == "body"
    assert reason in answer.json()["detail"]
    assert study.now() == before


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_names_are_text(client: httpx.Client, name: str) -> None:
    text = "a,b\n" + "".join(f"{k},{k * k}\n" for k in range(30))
    for path, body in (
        ("datasets", {"text": text, "name": name}),
        ("studies", {"example": "toy", "name": name}),
        ("tokens", {"name": name}),
    ):
        escaped = json.dumps(body)  # as \\ud800: a client of good manners would refuse to send it
        answer = client.post(path, content=escaped, headers={"content-type": "application/json"})
        assert answer.status_code == 422, path


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30, -1])
def test_a_number_no_log_reaches_is_refused(study: StudyClient, number: int) -> None:
    log = f"studies/{study.id}/operations"
    assert study.client.get(log, params={"after": number}).status_code == 422
    assert study.ask("undo", seen=number).status_code == 422


@pytest.mark.parametrize(
    "path", ["datasets/%00", "studies/{}/versions/%00/picture", "studies/{}/runs/%ED%A0%80/metrics"]
)
def test_an_id_that_is_none_is_not_found(study: StudyClient, path: str) -> None:
    assert study.client.get(path.format(study.id)).status_code in (404, 422)


def test_a_network_that_would_hold_up_everybody_is_refused(study: StudyClient) -> None:
    answer = study.ask("build_network", width=[2, *[512] * 10, 1])
    assert answer.status_code == 422 and answer.json()["field"] == "width"
    assert answer.json()["got"] == edge_count((2, *[512] * 10, 1)) > answer.json()["limit"]


def test_a_product_node_counts_both_its_subnodes() -> None:
    assert edge_count((2, 5, 1)) == 15
    assert edge_count((2, (3, 2), 1)) == 2 * (3 + 2 * 2) + 5


def test_a_body_declared_too_large_is_not_waited_for(server: Server) -> None:
    name, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((name, int(port)), timeout=5) as line:
        line.sendall(
            f"POST /api/v1/studies HTTP/1.1\r\nHost: {name}:{port}\r\nAuthorization: Bearer {TOKEN}\r\n"
            "Content-Length: 5000000000\r\n\r\n{".encode()
        )
        assert line.recv(65536).startswith(b"HTTP/1.1 413 ")


async def test_a_body_that_stops_coming_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SILENCE", 0.05)
    told: list[Message] = []

    async def never() -> Message:
        return await asyncio.Event().wait()  # type: ignore[return-value]

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await receive()

    async def send(message: Message) -> None:
        told.append(message)

    scope = {"type": "http", "path": "/api/v1/studies", "headers": [], "method": "POST"}
    await BodyLimit(application, largest=1000)(scope, never, send)
    assert told[0]["status"] == 408


def test_a_newer_question_takes_the_place_of_an_older_and_says_so(study: StudyClient) -> None:
    def ask(k: int) -> httpx.Response:
        return study.client.post(f"studies/{study.id}/queries/suggest", json={"edge": f"edge:0:0:{k % 5}"})

    with ThreadPoolExecutor(6) as people:
        answers = list(people.map(ask, range(6)))
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert {a.json()["code"] for a in answers if a.status_code == 409} <= {"replaced"}


def test_a_line_that_is_full_sends_away() -> None:
    line = Line(1)
    with line.place(), pytest.raises(Exception, match="waiting already"), line.place():
        pass
    with line.place():
        pass


def test_an_answer_does_not_repeat_a_novel(client: httpx.Client) -> None:
    answer = client.post("datasets", json={"formula": "x" * 100_000})
    assert answer.status_code == 422 and len(answer.text) < 1000


def test_a_page_after_a_study_that_is_gone_is_not_the_first_page(client: httpx.Client) -> None:
    assert client.get("studies", params={"after": "study-000000000000"}).status_code == 404


def test_a_network_that_would_grow_too_wide_is_refused_too() -> None:
    records = {"network": Network(width=(2, 5, 1), grid=5, k=3)}
    refuse_oversized(Grow(layer=1, nodes=5), records, 30)
    with pytest.raises(Denied, match="33 edges"):
        refuse_oversized(Grow(layer=1, nodes=6), records, 30)
    with pytest.raises(Denied, match="40 edges"):
        refuse_oversized(AddLayer(at=1), records, 30)
    refuse_oversized(Undo(), records, 1)
