"""A study's socket: hello, then everything that happens, until one side leaves."""

from __future__ import annotations

import asyncio
import secrets

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from kanscope.api import telling
from kanscope.api.deps import HouseDep, StudyId, VisitorDep
from kanscope.api.protocol import GONE, RESYNC, TOO_MUCH, Hello, Look, parse_client_message
from kanscope.rooms.audience import Listener, Overrun
from kanscope.rooms.room import Commit, Room
from kanscope.storage.refusals import UnknownStudy

router = APIRouter()

MISSED = 200
"""More missed commits than this and a snapshot is shorter."""

TEXT = 4096
"""Characters a message may have."""


@router.websocket("/studies/{study}/live")
async def live(socket: WebSocket, study: StudyId, house: HouseDep, visitor: VisitorDep) -> None:
    """Tell a browser all that happens in a study."""
    await socket.accept()
    try:
        room = await house.lobby.room(study)
        hello = parse_client_message.validate_json((await socket.receive_text())[:TEXT])
    except UnknownStudy:
        await socket.close(GONE, "There is no such study, or it was deleted.")
        return
    except (ValidationError, WebSocketDisconnect, KeyError):
        await socket.close(TOO_MUCH, "Say hello first.")
        return
    if not isinstance(hello, Hello):
        await socket.close(TOO_MUCH, "Say hello first.")
        return
    listener = Listener(id=secrets.token_hex(4), name=visitor.name, frames=hello.frames)
    await _join(room, listener, hello)
    try:
        await _both_ways(socket, room, listener)
    finally:
        room.audience.remove(listener)
        telling.presence(room.audience)


async def _join(room: Room, listener: Listener, hello: Hello) -> None:
    """Between two entries, so that none slips by and none is told twice."""
    async with room.turn:
        telling.greet(room, listener, await _missed(room, hello))
        room.audience.add(listener)
    telling.presence(room.audience)


async def _missed(room: Room, hello: Hello) -> list[Commit] | None:
    behind = room.number - hello.last_number
    if hello.epoch != room.epoch or not 0 <= behind <= MISSED:
        return None
    return await room.missed(hello.last_number, MISSED) if behind else []


async def _both_ways(socket: WebSocket, room: Room, listener: Listener) -> None:
    ways = {
        asyncio.create_task(_send(socket, listener)),
        asyncio.create_task(_receive(socket, room, listener)),
    }
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)


async def _send(socket: WebSocket, listener: Listener) -> None:
    try:
        while True:
            message = await listener.next()
            if isinstance(message, bytes):
                await socket.send_bytes(message)
            else:
                await socket.send_text(message)
    except Overrun:
        await socket.close(RESYNC, "Too far behind; come back and say what you know.")
    except (WebSocketDisconnect, RuntimeError):
        return


async def _receive(socket: WebSocket, room: Room, listener: Listener) -> None:
    try:
        while True:
            text = await socket.receive_text()
            message = parse_client_message.validate_json(text[:TEXT])
            if isinstance(message, Look) and listener.edge != message.edge:
                listener.edge = message.edge
                telling.presence(room.audience)
    except WebSocketDisconnect:
        return
    except (ValidationError, KeyError):
        await socket.close(TOO_MUCH, "That message is not understood.")
