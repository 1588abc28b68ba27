"""Does a study's file hold what its log leads to? Every rule applied again, every run computed again.

Two things are compared. The document: each entry, applied to the records before it, must change exactly what
the file says it changed. The network: each run that left a version is given to a worker again, from the
version it started from, and must leave the same tensors. What was adjusted, edited or stopped in the middle
of a training happens again after the same steps.
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
from kanscope.parcels.moments import Moments
from kanscope.rooms.parcel import Parcel
from kanscope.study.changes import Changes, merged
from kanscope.study.document import Refused, Stamp, apply
from kanscope.study.records import Records
from kanscope.study.reports import NetworkChanged, RunFailed


@dataclass(frozen=True)
class Found:
    """What came of one entry. `same` is None where it was not computed again."""

    number: int
    text: str
    same: bool | None
    detail: str


async def replayed(parcel: Parcel) -> AsyncIterator[Found]:
    """One finding for each entry whose changes differ and each run that left a version, in their order."""
    moments, apart = _applied(parcel)
    again = _Again(parcel, moments)
    await again.engine.open(again.events.put_nowait)
    try:
        for entry in parcel.told.entries:
            if entry.number in apart:
                yield Found(entry.number, entry.text, same=False, detail=apart[entry.number])
            if isinstance(entry.op, NetworkChanged):
                same, detail = await again.computed(entry.op)
                yield Found(entry.number, entry.text, same, detail)
            elif isinstance(entry.op, RunFailed):
                again.leave(entry.op.run)
    finally:
        await again.engine.close()


def _applied(parcel: Parcel) -> tuple[Moments, dict[int, str]]:
    """What the log says of the runs, and by entry number how what the rules make of it differs."""
    moments, apart, records = Moments(), dict[int, str](), Records()
    for entry in parcel.told.entries:
        try:
            applied = apply(records, entry.op, Stamp(number=entry.number, author=entry.author, at=entry.at))
        except Refused as refused:
            apart[entry.number] = f"the rules refuse it: {refused.reason}"
        else:
            moments.note(entry.op, records, applied.effects)
            if applied.changes != entry.changes:
                apart[entry.number] = _first_apart(applied.changes, entry.changes)
        records = merged(records, entry.changes)
    return moments, apart


@dataclass
class _Again:
    """The runs that are computed again, each begun once, and what has come of them."""

    parcel: Parcel
    moments: Moments
    engine: LocalEngine = field(default_factory=LocalEngine)
    events: asyncio.Queue[Event] = field(default_factory=asyncio.Queue)
    begun: set[str] = field(default_factory=set)
    ended: dict[str, Finished | Failed | Lost] = field(default_factory=dict)

    async def computed(self, report: NetworkChanged) -> tuple[bool | None, str]:
        """Whether a run leaves what it has left, in a word and in a sentence."""
        start = self.moments.begun.get(report.run)
        if start is None:
            return None, "not computed again, for the log does not say how it began"
        await self._begin(start.within or report.run)
        end = await self._end(report.run)
        if not isinstance(end, Finished):
            return False, f"it fails now: {end.detail}"
        kept, now = unpack(self.parcel.blobs[report.checkpoint]), unpack(end.checkpoint)
        difference = largest_difference(kept, now)
        if difference == 0 and end.network == report.network and end.edges == report.edges:
            return True, "the same bits"
        return False, f"differs by up to {difference:.1e} of its largest number"

    def leave(self, run: str) -> None:
        """Nothing more is to be learnt from a run that failed when it was done first."""
        if run in self.begun:
            self.engine.forget(self.parcel.told.study)

    async def _begin(self, run: str) -> None:
        """Give a run to the engine, with all that will happen in the middle of it."""
        if run not in self.begun:
            self.begun.add(run)
            start, met = self.moments.begun[run], tuple(self.moments.within.get(run, ()))
            await self.engine.start(Job(self.parcel.told.study, start, self._fetch, met))

    async def _end(self, run: str) -> Finished | Failed | Lost:
        while run not in self.ended:
            event = await self.events.get()
            if isinstance(event, Finished | Failed | Lost):
                self.ended[event.run] = event
        return self.ended.pop(run)

    async def _fetch(self, name: str) -> bytes:
        return self.parcel.blobs[name]


def _first_apart(now: Changes, kept: Changes) -> str:
    """Which record a rule changes otherwise than is kept."""
    ids = sorted({*now.put, *kept.put, *now.removed, *kept.removed})
    wrong = [id for id in ids if now.put.get(id) != kept.put.get(id)] or ids
    return f"the rules now make another {wrong[0]} of it"


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
