"""The difference between two documents: what is stored, what is sent, and what browsers merge."""

from __future__ import annotations

from pydantic import Field

from kanscope.study.records import Record, Records
from kanscope.study.value import Value


class Changes(Value):
    """Records put (new or replaced) and the ids of records removed."""

    put: dict[str, Record] = Field(default_factory=dict)
    removed: tuple[str, ...] = ()


def difference(before: Records, after: Records) -> Changes:
    """The changes that lead from `before` to `after`."""
    put = {id: record for id, record in after.items() if before.get(id) != record}
    return Changes(put=put, removed=tuple(id for id in before if id not in after))


def merged(records: Records, changes: Changes) -> Records:
    """`records` after `changes`; neither argument is altered."""
    gone = set(changes.removed)
    return {id: record for id, record in records.items() if id not in gone} | changes.put


def public(changes: Changes) -> Changes:
    """What browsers are told: all but the states kept for undo."""
    put: Records = {id: record for id, record in changes.put.items() if record.kind != "state"}
    return Changes(put=put, removed=tuple(id for id in changes.removed if not id.startswith("state:")))
