"""The shared document as a pure state machine: the one door through which everything that changes it goes.

`apply` takes the records as they are and one entry (an operation somebody asks for, or a worker's report) and
answers with the records as they will be, the changes to store and to send, and the effects to carry out. It
reads no clock, waits for nothing and knows no tensor. What cannot be done is `Refused`, with a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from kanscope.study import steps
from kanscope.study.changes import Changes
from kanscope.study.draft import Draft, Refused, Stamp
from kanscope.study.effects import Effect
from kanscope.study.records import Records
from kanscope.study.reports import Entry

__all__ = ["Applied", "Refused", "Stamp", "apply"]


@dataclass(frozen=True)
class Applied:
    """What an entry leads to. `text` is its line in the history; `version` and `run` are those it made."""

    records: Records
    changes: Changes
    effects: tuple[Effect, ...]
    text: str
    version: str | None = None
    run: str | None = None


def apply(records: Records, entry: Entry, stamp: Stamp | None = None) -> Applied:
    """The document after `entry`. Raises `Refused`; never alters `records`."""
    draft = Draft(dict(records), stamp or Stamp())
    steps.step(entry, draft)
    if "head" in draft.touched:
        steps.end_outdated(draft)
    return Applied(
        records=draft.records,
        changes=draft.changes(records),
        effects=tuple(draft.effects),
        text=draft.text,
        version=draft.version,
        run=draft.run,
    )
