"""Does a study's file hold what its log leads to? Every rule applied again, every run computed again.

Two things are compared. The document: each entry, applied to the records before it, must change exactly what
the file says it changed. The network: each run that left a version is given to a worker again, from the
version it started from, and must leave the same tensors. A training that was stopped or adjusted while it ran
is not computed again, for the log does not say at which step that held.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import torch
from torch import Tensor

from kanscope.engine.engine import Event, Failed, Finished, Job, Lost
from kanscope.engine.local import LocalEngine
from kanscope.engine.worker.session.checkpoint import Saved, unpack
from kanscope.kan.state import network_state
from kanscope.rooms.parcel import Kept, Parcel
from kanscope.study.changes import Changes, merged
from kanscope.study.document import Refused, Stamp, apply
from kanscope.study.effects import ControlRun, Effect, StartRun
from kanscope.study.records import Records
from kanscope.study.reports import NetworkChanged


@dataclass(frozen=True)
class Found:
    """What came of one entry. `same` is None where it was not computed again."""

    number: int
    text: str
    same: bool | None
    detail: str


async def replayed(parcel: Parcel) -> AsyncIterator[Found]:
    """One finding for each entry whose changes differ and each run that left a version, in their order."""
    again = _Again(parcel)
    await again.engine.open(again.events.put_nowait)
    try:
        for entry in parcel.told.entries:
            differs = again.applied(entry)
            if differs:
                yield Found(entry.number, entry.text, same=False, detail=differs)
            if isinstance(entry.op, NetworkChanged):
                same, detail = await again.computed(entry.op)
                yield Found(entry.number, entry.text, same, detail)
            again.records = merged(again.records, entry.changes)
    finally:
        await again.engine.close()


@dataclass
class _Again:
    """Where the replay is: the records so far, how each run began, and which were meddled with."""

    parcel: Parcel
    records: Records = field(default_factory=dict)
    begun: dict[str, StartRun] = field(default_factory=dict)
    meddled: set[str] = field(default_factory=set)
    engine: LocalEngine = field(default_factory=LocalEngine)
    events: asyncio.Queue[Event] = field(default_factory=asyncio.Queue)

    def applied(self, entry: Kept) -> str | None:
        """How what the rules make of an entry differs from what is kept; None where it does not."""
        stamp = Stamp(number=entry.number, author=entry.author, at=entry.at)
        try:
            applied = apply(self.records, entry.op, stamp)
        except Refused as refused:
            return f"the rules refuse it: {refused.reason}"
        self._note(applied.effects)
        return None if applied.changes == entry.changes else _first_apart(applied.changes, entry.changes)

    async def computed(self, report: NetworkChanged) -> tuple[bool | None, str]:
        """Whether a run leaves what it has left, in a word and in a sentence."""
        start = self.begun.get(report.run)
        if start is None or report.stopped or report.run in self.meddled:
            return None, "not computed again, for it was stopped or adjusted while it ran"
        await self.engine.start(Job(self.parcel.told.study, start, self._fetch))
        end = await _end(self.events)
        if not isinstance(end, Finished):
            return False, f"it fails now: {end.detail}"
        kept, now = unpack(self.parcel.blobs[report.checkpoint]), unpack(end.checkpoint)
        difference = largest_difference(kept, now)
        if difference == 0 and end.network == report.network and end.edges == report.edges:
            return True, "the same bits"
        return False, f"differs by up to {difference:.1e} of its largest number"

    def _note(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, StartRun):
                self.begun.setdefault(effect.run, effect)
            elif isinstance(effect, ControlRun) and effect.action in ("stop", "adjust"):
                self.meddled.add(effect.run)

    async def _fetch(self, name: str) -> bytes:
        return self.parcel.blobs[name]


def _first_apart(now: Changes, kept: Changes) -> str:
    """Which record a rule changes otherwise than is kept."""
    ids = sorted({*now.put, *kept.put, *now.removed, *kept.removed})
    wrong = [id for id in ids if now.put.get(id) != kept.put.get(id)] or ids
    return f"the rules now make another {wrong[0]} of it"


async def _end(events: asyncio.Queue[Event]) -> Finished | Failed | Lost:
    while True:
        event = await events.get()
        if isinstance(event, Finished | Failed | Lost):
            return event


def largest_difference(one: Saved, other: Saved) -> float:
    """max |a - b| over all tensors, each in units of its largest number; ∞ for networks of another make."""
    (spec, kept), (spec_now, now) = network_state(one.network), network_state(other.network)
    if spec != spec_now or kept.keys() != now.keys() or not one.scaling.equals(other.scaling):
        return float("inf")
    return max((_difference(kept[name], now[name]) for name in kept), default=0.0)


def _difference(a: Tensor, b: Tensor) -> float:
    if a.shape != b.shape or a.dtype != b.dtype:
        return float("inf")
    if torch.equal(a, b):
        return 0.0
    apart = (a.double() - b.double()).abs().max()
    return float(apart / a.double().abs().max().clamp(min=1e-300))
