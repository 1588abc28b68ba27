"""Sockets that shout, sleep, are sent away, or come in crowds: each costs itself only."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import time
from base64 import b64encode
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from fastapi import WebSocket
from starlette.types import Message
from starlette.websockets import WebSocketState
from tests.serving import TOKEN, Server, StudyClient, serving, toy_table
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from kanscope.api import socket as doorway

HELLO = json.dumps({"type": "hello"})
LOOK = json.dumps({"type": "look", "edge": "edge:0:0:0"})


def listen(server: Server, study: StudyClient, token: str = TOKEN) -> connect:
    address = f"{server.socket_address}/studies/{study.id}/live"
    headers = {"Authorization": f"Bearer {token}"}
    return connect(address, additional_headers=headers, max_size=None, ping_interval=None)


async def close_code(line: ClientConnection) -> int:
    """Listen until the other side hangs up."""
    async with asyncio.timeout(20):
        try:
            while True:
                await line.recv()
        except ConnectionClosed as closed:
            assert closed.rcvd is not None
            return closed.rcvd.code


async def off_loop(call: Any) -> Any:
    return await asyncio.to_thread(call)


async def test_who_floods_is_cut_off_and_others_hear_on(server: Server, study: StudyClient) -> None:
    async with listen(server, study) as quiet, listen(server, study) as loud:
        for line in (quiet, loud):
            await line.send(HELLO)
        for _ in range(400):
            try:
                await loud.send(LOOK)
            except ConnectionClosed:
                break
        assert await close_code(loud) == 4429
        await off_loop(lambda: study.do("annotate", version="version:2", text="still here"))
        while "still here" not in (heard := str(await quiet.recv())):
            assert heard


@pytest.mark.parametrize(
    ("message", "code"),
    [("x" * 100_000, 1009), (b"binary", 4429), ("[" * 4000, 4429), ('{"type": []}', 4429)],
)
async def test_a_message_that_is_none_ends_its_socket(
    server: Server, study: StudyClient, message: Any, code: int
) -> None:
    for greeting in ([], [HELLO]):
        async with listen(server, study) as line:
            for word in (*greeting, message):
                await line.send(word)
            assert await close_code(line) == code


@pytest.mark.parametrize("number", [-(2**63), 2**63, 2**64, 10**300])
async def test_an_absurd_number_gets_a_snapshot(server: Server, study: StudyClient, number: int) -> None:
    epoch = study.now()["epoch"]
    async with listen(server, study) as line:
        await line.send(json.dumps({"type": "hello", "last_number": number, "epoch": epoch}))
        assert json.loads(await line.recv())["type"] == "snapshot"


async def test_who_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorway, "PATIENCE", 0.02)

    async def silence() -> Message:
        return await asyncio.Event().wait()  # type: ignore[return-value]

    async def send(message: Message) -> None:
        raise AssertionError(message)

    with pytest.raises(doorway.Leave, match="hello"):
        line = WebSocket({"type": "websocket"}, silence, send)
        line.application_state = WebSocketState.CONNECTED
        await doorway._hello(line)


async def test_a_token_taken_back_closes_its_sockets(
    server: Server, client: httpx.Client, study: StudyClient
) -> None:
    made = await off_loop(lambda: client.post("tokens", json={"name": "p"}).json())
    async with listen(server, study, made["token"]) as line:
        await line.send(HELLO)
        await line.recv()
        await off_loop(lambda: client.delete(f"tokens/{made['id']}"))
        assert await close_code(line) == 4401


async def test_a_study_deleted_while_it_trains_ends_its_sockets_and_whoever_waits(
    server: Server, client: httpx.Client, study: StudyClient
) -> None:
    study.do("train", steps=100_000, optimiser="adam")
    waiting = asyncio.ensure_future(
        off_loop(lambda: client.get(f"studies/{study.id}", params={"wait": "idle"}))
    )
    async with listen(server, study) as line:
        await line.send(HELLO)
        await line.recv()
        with server.client() as other:
            assert (await off_loop(lambda: other.delete(f"studies/{study.id}"))).status_code == 204
        assert await close_code(line) == 4401
    assert (await asyncio.wait_for(waiting, 20)).status_code == 404
    fresh = StudyClient(client, client.post("studies", json={"example": "toy"}).json()["id"])
    assert fresh.now()["network"], "the worker is free again"


def sleeper(server: Server, study: StudyClient) -> socket.socket:
    """A socket that says hello and never reads."""
    name, port = server.address.removeprefix("http://").split(":")
    line = socket.create_connection((name, int(port)))
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.sendall(
        f"GET /api/v1/studies/{study.id}/live HTTP/1.1\r\nHost: {name}:{port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}\r\n"
        f"Sec-WebSocket-Version: 13\r\nAuthorization: Bearer {TOKEN}\r\n\r\n".encode()
    )
    assert line.recv(12) == b"HTTP/1.1 101"
    text = HELLO.encode()
    line.sendall(bytes([0x81, 0x80 | len(text)]) + b"\0\0\0\0" + text)
    return line


async def heard(line: ClientConnection) -> tuple[int, list[int]]:
    """Frames and the numbers of entries, until the note that ends it."""
    frames, numbers = 0, []
    async with asyncio.timeout(60):
        while True:
            message = await line.recv()
            if isinstance(message, bytes):
                frames += 1
                continue
            told = json.loads(message)
            if told["type"] == "committed":
                numbers.append(told["number"])
                if told["op"].get("text") == "the end":
                    return frames, numbers


async def test_in_a_crowd_with_a_sleeper_everybody_hears_every_entry(
    server: Server, study: StudyClient
) -> None:
    sleeping = await off_loop(lambda: sleeper(server, study))
    async with AsyncExitStack() as crowd:
        lines = [await crowd.enter_async_context(listen(server, study)) for _ in range(100)]
        for line in lines:
            await line.send(HELLO)
        start = json.loads(await lines[-1].recv())["number"]
        ears = [asyncio.ensure_future(heard(line)) for line in lines]
        await off_loop(lambda: study.do("train", steps=400, optimiser="adam"))
        await off_loop(study.idle)
        last = (await off_loop(lambda: study.do("annotate", version="version:2", text="the end")))["number"]
        said = await asyncio.gather(*ears)
    assert all(numbers == list(range(start + 1, last + 1)) for _, numbers in said[-1:])
    assert all(numbers[-1] == last and numbers == sorted(set(numbers)) for _, numbers in said)
    assert all(frames > 0 for frames, _ in said)
    sleeping.close()


async def test_a_sleeper_does_not_hold_up_the_end_of_the_server(tmp_path: Path) -> None:
    """It reads nothing, so its line to the server is full; the log must be clean nevertheless."""
    with serving(tmp_path) as server, server.client() as client:
        study = await off_loop(lambda: StudyClient.on_text(client, toy_table(100)))
        sleeping = await off_loop(lambda: sleeper(server, study))
        for _ in range(400):
            await off_loop(lambda: study.do("annotate", version="version:2", text="x" * 9000))
        started = time.monotonic()
        await off_loop(server.stop)
        assert time.monotonic() - started < 5
    sleeping.close()
