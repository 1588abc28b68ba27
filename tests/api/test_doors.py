"""Who is let in: a token, a cookie, the right host and origin; for HTTP and sockets alike."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from starlette.routing import Mount, Route, WebSocketRoute
from tests.serving import TOKEN, Server, StudyClient, serving
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from kanscope.api.app import create_app
from kanscope.api.auth import ALONE, Doorkeeper
from kanscope.api.gate import Gate
from kanscope.settings import Settings
from kanscope.storage.memory import MemoryStore

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
        for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE"):
            answer = stranger.request(method, concrete)
            assert answer.status_code == 401, f"{method} {concrete}: {answer.status_code}"
            assert method == "HEAD" or answer.json()["code"] == "token"


@pytest.mark.parametrize(
    "path",
    [
        "//api/v1/me", "/./api/v1/me", "/api/v1/me/", "/API/v1/me", "/api%2Fv1%2Fme", "/healthz/../api/v1/me",
        "/healthz;/api/v1/me", "/.%2e/api/v1/me", "*",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_no_way_of_writing_a_path_leads_past_the_gate(server: Server, method: str, path: str) -> None:
    assert knock(server, f"{method} {path} HTTP/1.1\r\nHost: {host(server)}\r\n")[0] == 401


@pytest.mark.parametrize("path", ["/assets/../api/v1/me", "/assets/..%2fapi/v1/me", "/study/../api/v1/me"])
def test_what_is_open_does_not_lead_to_what_is_closed(server: Server, path: str) -> None:
    status, body = knock(server, f"GET {path} HTTP/1.1\r\nHost: {host(server)}\r\n")
    assert status in (200, 404) and "scopes" not in body


def host(server: Server) -> str:
    return server.address.removeprefix("http://")


def knock(server: Server, head: str) -> tuple[int, str]:
    """A request as it stands, with nothing put in order by a client; its status and all that was answered."""
    name, port = host(server).split(":")
    with socket.create_connection((name, int(port)), timeout=20) as line:
        line.sendall(f"{head}Connection: close\r\n\r\n".encode("latin-1"))
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    return int(answer.split(b" ", 2)[1]), answer.decode("latin-1")


@pytest.mark.parametrize(
    "headers",
    [
        "Host: {host}\r\nHost: evil.test",
        "Host: evil.test\r\nHost: {host}",
        "Host: evil.test\r\nX-Forwarded-Host: {host}",
        "Host: [::1]evil",
        "Host: ::1",
        "Host: {host}:80",
        "Host: {host}, evil.test",
        "Host: *",
        "",
    ],
)
def test_a_host_that_is_not_one_well_formed_name_is_refused(server: Server, headers: str) -> None:
    head = f"GET /healthz HTTP/1.1\r\n{headers.format(host=host(server))}\r\n".replace("\r\n\r\n", "\r\n")
    assert knock(server, head)[0] in (400, 421)


@pytest.mark.parametrize(
    "body",
    [
        "Content-Length: -1",
        "Content-Length: 2\r\nContent-Length: 3",
        "Content-Length: 99999999999999999999",
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "X: a\r\n b",
    ],
)
def test_a_request_that_could_be_read_in_two_ways_is_not_read(server: Server, body: str) -> None:
    head = f"POST /api/v1/studies HTTP/1.1\r\nHost: {host(server)}\r\nAuthorization: Bearer {TOKEN}\r\n"
    assert knock(server, f"{head}{body}\r\n")[0] == 400


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
        with connect(address, additional_headers={"Authorization": f"Bearer {TOKEN}"}) as line:
            line.send(word)
            with pytest.raises(Exception, match="4429"):
                line.recv(timeout=20)


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


def test_a_programs_token_taken_back_ends_its_browser_session_too(
    client: httpx.Client, server: Server
) -> None:
    made = client.post("tokens", json={"name": "p", "scopes": ["read", "edit"]}).json()
    with httpx.Client(base_url=server.address) as browser:
        assert browser.get("/", params={"token": made["token"]}).status_code == 303
        assert browser.get("/api/v1/me").json()["scopes"] == ["read", "edit"]
        client.delete(f"tokens/{made['id']}")
        assert browser.get("/api/v1/me").status_code == 401


def session(server: Server) -> str:
    """A browser's cookie, as `name=value`."""
    with httpx.Client(base_url=server.address) as browser:
        return browser.get("/", params={"token": TOKEN}).headers["set-cookie"].split(";")[0]


@pytest.mark.parametrize(
    "beside",
    ['a={{"x": 1}}; {}', "{}; b[]=é; c", "; =; {}", "{name}=set-by-another-page; {}", "{}; {name}=another"],
)
def test_odd_cookies_beside_ours_lock_nobody_out(server: Server, beside: str) -> None:
    ours = session(server)
    cookies = beside.format(ours, name=ours.split("=")[0])
    with httpx.Client(base_url=server.address) as browser:
        answer = browser.get("/api/v1/me", headers={"Cookie": cookies.encode("latin-1")})
    assert answer.status_code == 200


def test_a_session_cannot_be_made_up(server: Server) -> None:
    name, _, value = session(server).partition("=")
    said, _, signature = value.rpartition(".")
    longer = f"{said.split('.')[0]}.2999-01-01T00:00:00.000Z.{signature}"
    with httpx.Client(base_url=server.address) as browser:
        for forged in (longer, said, f"{said}.", f".{signature}", value[:-1], "..", "."):
            assert browser.get("/api/v1/me", headers={"Cookie": f"{name}={forged}"}).status_code == 401


async def test_with_another_server_token_all_sessions_end() -> None:
    before = Doorkeeper(MemoryStore(), "the first token", required=True)
    cookie = before.session(ALONE, "the first token")
    assert await before.visitor(cookie) is not None
    assert await Doorkeeper(MemoryStore(), "another token", required=True).visitor(cookie) is None


async def test_two_browsers_are_two_visitors() -> None:
    doorkeeper = Doorkeeper(MemoryStore(), "the token", required=True)
    one, other = [await doorkeeper.visitor(doorkeeper.session(ALONE, "the token")) for _ in range(2)]
    assert one is not None and other is not None and one.id != other.id


def gate(**told: Any) -> Gate:
    settings = Settings(**told)
    return Gate(
        create_app(settings), Doorkeeper(MemoryStore(), "t", True), settings.hosts, not settings.loopback
    )


@pytest.mark.parametrize(
    "name", ["10.0.0.7:8860", "[fe80::1]:8860", socket.gethostname(), "lab.test:80", "LAB.test"]
)
def test_beyond_this_machine_it_answers_to_its_addresses_and_its_names(name: str) -> None:
    assert gate(host="0.0.0.0", allowed_hosts="lab.test, other.test")._answers_to([name])


@pytest.mark.parametrize("told", [{"host": "0.0.0.0"}, {}])
def test_a_name_nobody_listed_is_never_its_own(told: Any) -> None:
    assert not gate(**told)._answers_to(["evil.test"])
    assert not gate()._answers_to(["10.0.0.7"])


def test_the_description_is_a_page_that_asks_no_other_host_for_anything(
    client: httpx.Client, server: Server
) -> None:
    page = client.get(f"{server.address}/docs").text
    for path in client.get(f"{server.address}/openapi.json").json()["paths"]:
        assert path in page
    assert "<script" not in page and "http://" not in page and "https://" not in page
