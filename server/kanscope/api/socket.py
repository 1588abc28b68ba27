"""A study's socket: hello, then everything that happens, until one side leaves."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from kanscope.api import telling
from kanscope.api.deps import HouseDep, StudyId, VisitorDep
from kanscope.api.protocol import GONE, RESYNC, TOO_MUCH, Hello, Look, parse_client_message
from kanscope.rooms.audience import Gone, Listener, Overrun
from kanscope.rooms.condition import Trouble
from kanscope.rooms.room import Commit, Room
from kanscope.storage.refusals import UnknownStudy

router = APIRouter()

MISSED = 200
"""More missed commits than this and a snapshot is shorter."""

TEXT = 4096
"""Characters a message may have."""

PATIENCE = 10.0
"""Seconds a socket has to say hello."""

FAREWELL = 1.0
"""Seconds a socket has to take the word that it is closed."""

RATE, BURST = 20.0, 200.0
"""Messages a second that are listened to in the long run, and at once."""

CROWD = 1000
"""Sockets a study may have."""


class Leave(Exception):
    """The socket is to be closed, with a code and a reason."""

    def __init__(self, code: int, reason: str):
        super().__init__(reason)
        self.code, self.reason = code, reason


@router.websocket("/studies/{study}/live")
async def live(socket: WebSocket, study: StudyId, house: HouseDep, visitor: VisitorDep) -> None:
    """Tell a browser all that happens in a study."""
    await socket.accept()
    try:
        async with house.lobby.visit(study) as room:
            await _listen(socket, room, house, visitor)
    except UnknownStudy:
        await _close(socket, Leave(GONE, "There is no such study, or it was deleted."))
    except Leave as leave:
        await _close(socket, leave)


async def _listen(socket: WebSocket, room: Room, house: HouseDep, visitor: VisitorDep) -> None:
    hello = await _hello(socket)
    if len(room.audience) >= CROWD:
        raise Leave(TOO_MUCH, f"{CROWD} sockets are listening to this study already.")
    listener = Listener(
        id=secrets.token_hex(4), name=visitor.name, frames=hello.frames, may_edit="edit" in visitor.scopes
    )
    try:
        await _join(room, listener, hello, house.condition.now)
        await _until_one_ends(
            _send(socket, listener),
            _receive(socket, room, listener),
            _end(listener),
            _leave_when_gone(house.doorkeeper.until_gone(visitor)),
        )
    finally:
        room.audience.remove(listener)
        telling.presence(room.audience)


async def _hello(socket: WebSocket) -> Hello:
    try:
        async with asyncio.timeout(PATIENCE):
            message = parse_client_message.validate_json(await _text(socket))
    except (ValidationError, TimeoutError):
        raise Leave(TOO_MUCH, "Say hello first.") from None
    if not isinstance(message, Hello):
        raise Leave(TOO_MUCH, "Say hello first.")
    return message


async def _join(room: Room, listener: Listener, hello: Hello, trouble: Trouble | None) -> None:
    """Between two entries, so that none slips by and none is told twice."""
    async with room.turn:
        if room.closed:
            raise Leave(RESYNC, "The study was closed meanwhile; come back.")
        telling.greet(room, listener, await _missed(room, hello))
        if trouble is not None:
            listener.note("server", telling.trouble(trouble))
        room.audience.add(listener)
    telling.presence(room.audience)


async def _missed(room: Room, hello: Hello) -> list[Commit] | None:
    behind = room.number - hello.last_number
    if hello.epoch != room.epoch or not 0 <= behind <= MISSED:
        return None
    return await room.missed(hello.last_number, MISSED) if behind else []


async def _until_one_ends(*ways: Coroutine[Any, Any, None]) -> None:
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in tasks:
        if task in done:
            task.result()


async def _send(socket: WebSocket, listener: Listener) -> None:
    try:
        while True:
            message = await listener.next()
            if isinstance(message, bytes):
                await socket.send_bytes(message)
            else:
                await socket.send_text(message)
    except (Overrun, Gone) as end:
        raise _leave(end) from None
    except (WebSocketDisconnect, RuntimeError):
        return


async def _end(listener: Listener) -> None:
    try:
        await listener.until_end()
    except (Overrun, Gone) as end:
        raise _leave(end) from None


def _leave(end: Overrun | Gone) -> Leave:
    if isinstance(end, Gone):
        return Leave(GONE, "This study was deleted.")
    return Leave(RESYNC, "Too far behind; come back and say what you know.")


async def _receive(socket: WebSocket, room: Room, listener: Listener) -> None:
    allowance = _Allowance()
    while True:
        text = await _text(socket)
        if not allowance.take():
            raise Leave(TOO_MUCH, f"More than {RATE:g} messages a second.")
        try:
            message = parse_client_message.validate_json(text)
        except ValidationError:
            raise Leave(TOO_MUCH, "That message is not understood.") from None
        if isinstance(message, Look) and listener.edge != message.edge:
            listener.edge = message.edge
            telling.presence(room.audience)


async def _leave_when_gone(gone: Coroutine[Any, Any, None]) -> None:
    await gone
    raise Leave(GONE, "Your token was taken back or is over.")


async def _text(socket: WebSocket) -> str:
    try:
        return (await socket.receive_text())[:TEXT]
    except KeyError:
        raise Leave(TOO_MUCH, "Messages are text.") from None
    except WebSocketDisconnect as gone:
        raise Leave(gone.code, "") from None


async def _close(socket: WebSocket, leave: Leave) -> None:
    # It may be closed already, or so far behind that not even this gets through.
    with suppress(WebSocketDisconnect, RuntimeError, TimeoutError):
        async with asyncio.timeout(FAREWELL):
            await socket.close(leave.code, leave.reason)


class _Allowance:
    """`BURST` messages at once, `RATE` a second in the long run."""

    def __init__(self) -> None:
        self._left, self._at = BURST, asyncio.get_running_loop().time()

    def take(self) -> bool:
        """Whether one more is within it."""
        at = asyncio.get_running_loop().time()
        self._left = min(BURST, self._left + (at - self._at) * RATE) - 1
        self._at = at
        return self._left >= 0
