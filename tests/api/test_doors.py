"""Who is let in: a token, a cookie, the right host and origin; for HTTP and sockets alike."""

from __future__ import annotations

import json
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.routing import Mount, Route, WebSocketRoute
from tests.serving import TOKEN, Server, StudyClient, serving
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from kanscope.api.app import create_app
from kanscope.settings import Settings

OPEN = {"/", "/healthz", "/readyz", "/study/{rest:path}", "/new/{rest:path}", "/assets"}


def closed_paths() -> list[str]:
    """Every path the application serves, less those open to all: a new one is closed until listed."""
    found: list[str] = []

    def walk(routes: object, prefix: str = "") -> None:
        for route in routes:  # type: ignore[attr-defined]
            inner = getattr(route, "routes", None) or getattr(getattr(route, "app", None), "routes", None)
            path = prefix + getattr(route, "path", "")
            if isinstance(route, (Route | WebSocketRoute, Mount)):
                found.append(path)
            elif inner:
                walk(inner, prefix)

    walk(create_app(Settings()).routes)
    schema = create_app(Settings()).openapi()["paths"]
    return sorted((set(found) | set(schema)) - OPEN)


@pytest.mark.parametrize("path", closed_paths())
def test_nothing_is_served_to_strangers(server: Server, path: str) -> None:
    with httpx.Client(base_url=server.address) as stranger:
        concrete = path.replace("{study}", "study-000000000000").replace("{", "").replace("}", "")
        for method in ("GET", "POST", "DELETE", "PATCH"):
            answer = stranger.request(method, concrete)
            assert answer.status_code == 401, f"{method} {concrete}: {answer.status_code}"
            assert answer.json()["code"] == "token"


def test_a_stranger_gets_no_socket(server: Server, study: StudyClient) -> None:
    with pytest.raises(InvalidStatus) as refusal, connect(f"{server.socket_address}/studies/{study.id}/live"):
        pass
    assert refusal.value.response.status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.test", "null", "http://127.0.0.1:1"])
def test_another_sites_page_gets_no_socket_and_changes_nothing(
    server: Server, study: StudyClient, origin: str
) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Origin": origin}
    address = f"{server.socket_address}/studies/{study.id}/live"
    with pytest.raises(InvalidStatus), connect(address, additional_headers=headers):
        pass
    with httpx.Client(base_url=server.address, headers=headers) as page:
        answer = page.post(f"/api/v1/studies/{study.id}/operations", json={"op": "undo"})
    assert (answer.status_code, answer.json()["code"]) == (403, "origin")


@pytest.mark.parametrize(
    "host", ["evil.test", "127.0.0.1.evil.test", "localhost/x", "localhost?x", "localhost#@e"]
)
def test_a_foreign_host_name_is_refused(server: Server, host: str) -> None:
    with httpx.Client(base_url=server.address) as client:
        answer = client.get("/api/v1/me", headers={"Host": host, "Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code in (400, 421)


def test_the_token_in_the_address_becomes_a_cookie_and_leaves_it(server: Server) -> None:
    with httpx.Client(base_url=server.address) as browser:
        answer = browser.get("/", params={"token": TOKEN})
        assert answer.status_code == 303 and "token" not in answer.headers["location"]
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=lax" in cookie and TOKEN not in cookie
        assert browser.get("/api/v1/me").json()["name"] == "you"


def test_a_wrong_token_opens_nothing(server: Server) -> None:
    with httpx.Client(base_url=server.address) as browser:
        assert browser.get("/", params={"token": "wrong"}).status_code == 401
        assert browser.get("/api/v1/me", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_a_programs_token_does_what_it_may_until_it_is_taken_back(
    server: Server, client: httpx.Client
) -> None:
    made = client.post("tokens", json={"name": "a program", "scopes": ["read"], "days": 1}).json()
    with server.client(made["token"]) as program:
        assert program.get("me").json()["name"] == "a program"
        assert program.get("studies").status_code == 200
        refused = program.post("studies", json={"example": "toy"})
        assert refused.status_code == 403 and "may not edit" in refused.json()["detail"]
        assert client.delete(f"tokens/{made['id']}").status_code == 204
        assert program.get("me").status_code == 401


def test_a_token_that_may_only_read_asks_but_does_not_act(
    client: httpx.Client, server: Server, study: StudyClient
) -> None:
    made = client.post("tokens", json={"name": "reader", "scopes": ["read"]}).json()
    with server.client(made["token"]) as reader:
        seen = StudyClient(reader, study.id)
        assert seen.query("formula")["outputs"][0]["complete"] is False
        assert seen.ask("undo").status_code == 403


def test_answers_carry_the_headers_that_keep_a_page_safe(client: httpx.Client) -> None:
    headers = client.get("me").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_a_socket_that_does_not_say_hello_is_closed(server: Server, study: StudyClient) -> None:
    address = f"{server.socket_address}/studies/{study.id}/live"
    for word in ("hello?", json.dumps({"type": "look"}), json.dumps({"type": "hello", "last_number": "1"})):
        with connect(address, additional_headers={"Authorization": f"Bearer {TOKEN}"}) as socket:
            socket.send(word)
            with pytest.raises(Exception, match="4429"):
                socket.recv(timeout=20)


def test_behind_a_path_prefix_the_doors_are_as_closed(tmp_path: Path) -> None:
    with serving(tmp_path, "--base-url", "/lab/kanscope") as prefixed:
        address = prefixed.address.removesuffix("/lab/kanscope")
        with httpx.Client(base_url=address) as stranger:
            for path in (
                "/lab/kanscope/api/v1/studies",
                "/api/v1/studies",
                "//api/v1/studies",
                "/API/v1/studies",
            ):
                assert stranger.get(path).status_code == 401, path
            page = stranger.get("/lab/kanscope/")
            assert '<base href="/lab/kanscope/" />' in page.text
            assert stranger.get(prefixed.login.removeprefix(address)).status_code == 303
            assert stranger.get("/lab/kanscope/api/v1/studies").status_code == 200
