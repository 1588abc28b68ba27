"""What comes over the line before there is a request: lengths that lie, senders that crawl (B7, B8, B31).

uvicorn answers some by itself, in plain text; the proxy's limits are in docs/deploy.md.
"""

from __future__ import annotations

import asyncio
import socket
import time
from typing import Any

import httpx2 as httpx
import pytest
from starlette.types import Message
from tests.serving import TOKEN, Server

from kanscope.api import limits
from kanscope.api.limits import BodyLimit


def connected(server: Server) -> socket.socket:
    name, port = server.address.removeprefix("http://").split(":")
    return socket.create_connection((name, int(port)), timeout=20)


def head(server: Server, path: str, more: str) -> bytes:
    host = server.address.removeprefix("http://")
    return f"POST /api/v1/{path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {TOKEN}\r\n{more}".encode()


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("Content-Length: -1\r\n\r\n", b"400"),
        ("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
        ("Content-Length: 5000000000\r\n\r\n{", b"413"),
    ],
    ids=["B7 Content-Length: -1", "B7 CL and TE", "B7 5 GB"],
)
def test_a_length_that_lies_is_refused_and_the_line_closed(server: Server, more: str, status: bytes) -> None:
    with connected(server) as line:
        line.sendall(head(server, "studies", more))
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 " + status) and b"connection: close" in answer


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("studies", "application/json", b'{"example": "to'),
        (
            "datasets",
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\na,b\n'
            + b"1,2\n" * 9999,
        ),
    ],
    ids=["B7 shorter than said", "B31 cut at 99 %"],
)
def test_a_body_that_breaks_off_leaves_nothing(server: Server, path: str, kind: str, body: bytes) -> None:
    with connected(server) as line:
        size = len(body) + 400
        line.sendall(head(server, path, f"Content-Type: {kind}\r\nContent-Length: {size}\r\n\r\n") + body)
        line.shutdown(socket.SHUT_WR)
        assert not line.recv(65536).startswith(b"HTTP/1.1 2")


def test_fifty_who_crawl_hold_up_nobody(server: Server, client: httpx.Client) -> None:
    """B8: headers byte by byte. uvicorn waits for them without end; each costs itself alone."""
    slow = [connected(server) for _ in range(50)]
    try:
        for line in slow:
            line.sendall(b"GET /healthz HT")
        started = time.monotonic()
        assert client.get("me").status_code == 200 and time.monotonic() - started < 2
    finally:
        for line in slow:
            line.close()


async def test_a_body_that_trickles_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """B8: a byte a second, without a pause that would be too long by itself."""
    monkeypatch.setattr(limits, "SILENCE", 0.3)
    monkeypatch.setattr(limits, "SLOWEST", 1000.0)
    told: list[Message] = []

    async def trickle() -> Message:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def application(scope: Any, receive: Any, send: Any) -> None:
        while True:
            await receive()

    async def send(message: Message) -> None:
        told.append(message)

    scope = {"type": "http", "path": "/api/v1/datasets", "headers": [], "method": "POST"}
    async with asyncio.timeout(5):
        await BodyLimit(application, largest=1000)(scope, trickle, send)
    assert told[0]["status"] == 408
