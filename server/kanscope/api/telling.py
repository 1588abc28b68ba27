"""What is said to sockets, encoded once for all who listen."""

from __future__ import annotations

from kanscope.api.protocol import (
    Committed,
    Person,
    Presence,
    RunProgress,
    ServerState,
    ServerTrouble,
    Snapshot,
)
from kanscope.engine.engine import Progress
from kanscope.rooms.audience import Audience, Listener
from kanscope.rooms.condition import Trouble
from kanscope.rooms.room import Commit, Room
from kanscope.study.changes import public
from kanscope.study.records import Records, Run


def committed(commit: Commit) -> str:
    """One entry of the log."""
    return Committed(
        number=commit.number,
        op=commit.entry,
        author=commit.author,
        at=commit.at,
        text=commit.text,
        changes=public(commit.changes),
        version=commit.version,
        run=commit.run,
    ).model_dump_json()


def snapshot(room: Room) -> str:
    """The whole document, less what is kept for undo."""
    records: Records = {id: record for id, record in room.records.items() if record.kind != "state"}
    return Snapshot(number=room.number, epoch=room.epoch, records=records).model_dump_json()


def progress(room: Room, event: Progress) -> None:
    """How far a run has come, to everyone in the room."""
    run = room.records.get(event.run)
    if isinstance(run, Run) and run.out:
        message = RunProgress(
            run=run.id,
            status="running" if run.status == "queued" else run.status,
            step=event.step,
            steps=event.steps,
            seconds_left=event.seconds_left,
        )
        room.audience.note("run", message.model_dump_json())


def trouble(trouble: Trouble | None) -> str:
    """What is wrong with the disk or the database, or that nothing is any more."""
    if trouble is None:
        return ServerState().model_dump_json()
    path, free, total = trouble.space
    told = ServerTrouble(code=trouble.code, detail=trouble.detail, path=str(path), free=free, total=total)
    return ServerState(trouble=told).model_dump_json()


def presence(audience: Audience) -> None:
    """Who is here, in a moment, to each with their own id."""
    audience.soon(_presence)


def _presence(audience: Audience) -> None:
    people = tuple(_person(one) for one in audience.people())
    # Encoded once for all: with 200 people each would otherwise cost 200 of them.
    before, after = Presence(you="", people=people).model_dump_json().split('"you":""', 1)
    for one in audience.people():
        one.note("presence", f'{before}"you":"{one.id}"{after}')


def _person(one: Listener) -> Person:
    return Person(id=one.id, name=one.name, edge=one.edge, may_edit=one.may_edit)


def greet(room: Room, listener: Listener, missed: list[Commit] | None) -> None:
    """What a newcomer needs: the commits they missed, or everything; right after it, what they may do."""
    listener.note("presence", Presence(you=listener.id, people=(_person(listener),)).model_dump_json())
    if missed is None:
        listener.tell(snapshot(room))
        return
    for commit in missed:
        listener.tell(committed(commit))
