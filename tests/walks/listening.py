"""A socket as a browser would hold it: hello, records kept by merging changes, everything heard in order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgpack
from tests.serving import TOKEN, Server
from websockets.sync.client import ClientConnection, connect

PATIENCE = 60.0


class Ear:
    """What one listener knows."""

    def __init__(self, socket: ClientConnection):
        self.socket = socket
        self.records: dict[str, Any] = {}
        self.number, self.epoch = 0, ""
        self.frames: list[Any] = []

    def hello(self, **known: Any) -> Any:
        """Say what is known; returns the first answer."""
        self.socket.send(json.dumps({"type": "hello", "frames": True, **known}))
        return self.next()

    def next(self) -> Any:
        """The next message, after it was taken in."""
        message = self.socket.recv(timeout=PATIENCE)
        if isinstance(message, bytes):
            self.frames.append(msgpack.unpackb(message))
            return {"type": "frame"}
        told = json.loads(message)
        if told["type"] == "snapshot":
            self.records, self.number, self.epoch = told["records"], told["number"], told["epoch"]
        if told["type"] == "committed":
            assert told["number"] == self.number + 1, "a commit was skipped or told twice"
            self.number = told["number"]
            for id in told["changes"]["removed"]:
                self.records.pop(id, None)
            self.records.update(told["changes"]["put"])
        return told

    def until(self, wanted: Callable[[Any], bool]) -> Any:
        """Listen until a message is the one waited for."""
        while True:
            told = self.next()
            if wanted(told):
                return told

    def until_op(self, op: str) -> Any:
        """Listen until an entry of this kind is committed."""
        return self.until(lambda told: told["type"] == "committed" and told["op"]["op"] == op)

    def head(self) -> Any:
        """The version everyone looks at."""
        return self.records[self.records["head"]["version"]]


@contextmanager
def listening(server: Server, study: str, token: str = TOKEN, **known: Any) -> Iterator[Ear]:
    """A socket that has said hello."""
    address = f"{server.socket_address}/studies/{study}/live"
    with connect(address, additional_headers={"Authorization": f"Bearer {token}"}, max_size=None) as socket:
        ear = Ear(socket)
        ear.hello(**known)
        yield ear
