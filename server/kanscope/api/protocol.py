"""Every message on a study's socket. The TypeScript side is generated from this file.

Text is JSON; binary is msgpack: a frame of the run that is out, encoded once by its worker. Operations are
not sent here: they go by POST, so that each is answered once durable.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StringConstraints, TypeAdapter

from kanscope.study.changes import Changes
from kanscope.study.ids import EdgeId, RunId, VersionId
from kanscope.study.records import Record, RunStatus
from kanscope.study.reports import Entry
from kanscope.study.value import Value

Epoch = Annotated[str, StringConstraints(max_length=64)]


class Hello(Value):
    """A browser says what it knows; the answer is the commits it missed, or a snapshot."""

    type: Literal["hello"] = "hello"
    last_number: StrictInt = 0
    epoch: Epoch = ""
    frames: StrictBool = True
    edges: tuple[EdgeId, ...] | None = None


class Look(Value):
    """What this person has selected; shown to the others, never stored."""

    type: Literal["look"] = "look"
    edge: EdgeId | None = None


ClientMessage = Annotated[Hello | Look, Field(discriminator="type")]


class Snapshot(Value):
    """The document as it is."""

    type: Literal["snapshot"] = "snapshot"
    number: int
    epoch: str
    records: dict[str, Record]


class Committed(Value):
    """One entry of the log, and what it changed."""

    type: Literal["committed"] = "committed"
    number: int
    op: Entry
    author: str
    at: str
    text: str
    changes: Changes
    version: VersionId | None = None
    run: RunId | None = None


class RunProgress(Value):
    """How far the run that is out has come."""

    type: Literal["run"] = "run"
    run: RunId
    status: RunStatus
    step: int
    steps: int
    seconds_left: float | None


class ServerTrouble(Value):
    """What keeps the server from keeping things; `free` and `total` bytes are of the disk under `path`."""

    code: Literal["full", "unwritable", "failing", "away"]
    detail: str
    path: str
    free: int
    total: int


class ServerState(Value):
    """How the server is: told when trouble comes, and when it is over."""

    type: Literal["server"] = "server"
    trouble: ServerTrouble | None = None


class Person(Value):
    """Somebody with this study open. Who may not edit looks on."""

    id: str
    name: str
    edge: EdgeId | None = None
    may_edit: bool = True


class Presence(Value):
    """Who is here. `you` is the id of the one this is sent to."""

    type: Literal["presence"] = "presence"
    you: str
    people: tuple[Person, ...]


ServerMessage = Annotated[
    Snapshot | Committed | RunProgress | ServerState | Presence, Field(discriminator="type")
]

parse_client_message: TypeAdapter[Hello | Look] = TypeAdapter(ClientMessage)
server_message: TypeAdapter[Snapshot | Committed | RunProgress | ServerState | Presence] = TypeAdapter(
    ServerMessage
)

GONE, RESYNC, TOO_MUCH = 4401, 4408, 4429
"""Close codes: access is gone; come back with what you know; too many messages."""
