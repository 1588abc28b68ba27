"""A study, live: everything that changes it passes through here, one entry at a time.

Apply, keep, tell all, then carry out the effects. An entry is acknowledged and told only once it is durable;
what is refused changes nothing. Rules live in `study`, work in `rooms.work`, and nothing else belongs here.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from kanscope.rooms.audience import Audience, Gone, Overrun
from kanscope.rooms.clock import now
from kanscope.storage import store as storage
from kanscope.storage.refusals import StoreRefused, UnknownStudy
from kanscope.study.changes import Changes, public
from kanscope.study.document import Applied, Stamp, apply
from kanscope.study.draft import Refused
from kanscope.study.effects import Effect
from kanscope.study.records import Record, Records, Run, Study
from kanscope.study.reports import Entry, parse_entry
from kanscope.study.touches import touches

log = logging.getLogger(__name__)

_records: TypeAdapter[Records] = TypeAdapter(dict[str, Record])


@dataclass(frozen=True)
class Commit:
    """One entry as it was kept, for those who listen."""

    number: int
    entry: Entry
    author: str
    at: str
    text: str
    changes: Changes
    version: str | None
    run: str | None

    @property
    def answer(self) -> dict[str, Any]:
        """What the one who asked is told."""
        return {"number": self.number, "version": self.version, "run": self.run}


@dataclass(frozen=True)
class Request:
    """An idempotency key, the digest of what was asked with it, and the last number its author saw."""

    key: str | None = None
    digest: str | None = None
    seen: int | None = None


class KeyReused(Exception):
    """The same idempotency key was used for something else."""


class Reopened(Exception):
    """This room was closed, its study can be opened again: what was asked may or may not be kept."""


class Overtaken(Exception):
    """What the operation is about has changed since its author last looked."""

    def __init__(self, record: Record | None, number: int):
        super().__init__("This has changed since you last saw it.")
        self.record, self.number = record, number


class Room:
    """One live study. Give every change to `dispatch`."""

    def __init__(self, id: str, loaded: storage.Loaded, store: storage.Store):
        self.id = id
        self.epoch = secrets.token_hex(8)
        self.number = loaded.number
        self.records: Records = _records.validate_python(loaded.records)
        self.audience = Audience()
        self.perform: Callable[[Effect], None] = lambda effect: None
        self.encode: Callable[[Commit], str] = lambda commit: ""
        self.turn = asyncio.Lock()
        self._store = store
        self._quiet = asyncio.Event()
        self._closed: Exception | None = None
        self._parting: Exception | None = None
        self._note_quiet()

    @property
    def closed(self) -> bool:
        """Whether nothing can happen here any more."""
        return self._closed is not None

    @property
    def deserted(self) -> bool:
        """Whether nobody is here and nothing goes on."""
        return not len(self.audience) and self._quiet.is_set() and not self.turn.locked()

    @property
    def name(self) -> str:
        """What the study is called."""
        study = self.records.get("study")
        return study.name if isinstance(study, Study) else self.id

    @property
    def runs(self) -> list[Run]:
        """All runs, oldest first."""
        runs = [record for record in self.records.values() if isinstance(record, Run)]
        return sorted(runs, key=lambda run: int(run.id.split(":")[1]))

    @property
    def runs_out(self) -> list[Run]:
        """The runs that are not over."""
        return [run for run in self.runs if run.out]

    async def dispatch(self, entry: Entry, author: str, request: Request | None = None) -> dict[str, Any]:
        """Apply an entry; answers once it is durable. Raises `Refused`, `KeyReused`, `Overtaken`."""
        making = asyncio.ensure_future(self._dispatch(entry, author, request or Request()))
        try:
            return await asyncio.shield(making)
        except asyncio.CancelledError:  # a caller who goes away must not leave an entry half made
            making.add_done_callback(_unheard)
            raise

    async def idle(self, seconds: float) -> bool:
        """Wait until no run is out; False when the time is up first. Raises what the room was closed with."""
        try:
            await asyncio.wait_for(self._quiet.wait(), seconds)
        except TimeoutError:
            return False
        if self._parting is not None and self.runs_out:
            raise self._parting
        self._refuse_closed()
        return True

    def part(self, why: Exception) -> None:
        """Tell whoever waits or listens here that it is in vain; what the engine still gives is kept."""
        self._parting = why
        self.audience.end(Overrun())
        self._quiet.set()

    def close(self, why: Exception, farewell: Exception) -> None:
        """Let nothing more happen: who waits or comes too late is told `why`, who listens leaves."""
        self._closed = self._closed or why
        self._quiet.set()
        self.audience.end(farewell)

    async def missed(self, after: int, limit: int) -> list[Commit]:
        """The commits after a number, as they were told. Call it in turn, so that none slips by."""
        return [_as_told(entry) for entry in await self._store.committed(self.id, after, limit)]

    async def _dispatch(self, entry: Entry, author: str, request: Request) -> dict[str, Any]:
        async with self.turn:
            self._refuse_closed()
            known = await self._answered(request)
            if known is not None:
                return known
            if request.seen is not None:
                await self._refuse_overtaken(entry, request.seen)
            stamp = Stamp(number=self.number + 1, author=author, at=now())
            applied = apply(self.records, entry, stamp)
            commit = _commit(entry, stamp, applied)
            await self._keep(commit, request)
            self.number, self.records = stamp.number, applied.records
            self._note_quiet()
            self.audience.tell(self.encode(commit))
            for effect in applied.effects:
                self.perform(effect)
        return commit.answer

    async def _keep(self, commit: Commit, request: Request) -> None:
        """Commit. Where that fails, look whether it did: a room that is not what is kept must not go on."""
        try:
            await self._store.commit(self.id, _kept(commit, request))
        except UnknownStudy as gone:
            self.close(gone, Gone())
            raise
        except Exception as error:
            if await self._kept_number() == self.number:
                raise
            self.close(Reopened(), Overrun())
            raise Reopened from error

    async def _kept_number(self) -> int | None:
        try:
            return (await self._store.load(self.id)).number
        except Exception:
            return None

    def _refuse_closed(self) -> None:
        if self._closed is not None:
            raise self._closed

    async def _answered(self, request: Request) -> dict[str, Any] | None:
        if request.key is None:
            return None
        known = await self._store.answer(self.id, request.key)
        if known is None:
            return None
        if known.digest != request.digest:
            raise KeyReused
        return known.answer

    async def _refuse_overtaken(self, entry: Entry, seen: int) -> None:
        about = touches(entry)
        for later in await self._store.committed(self.id, seen, max(self.number - seen, 0)):
            changed = about & (set(later.put) | set(later.removed))
            if changed:
                raise Overtaken(self.records.get(min(changed)), later.number)

    def _note_quiet(self) -> None:
        if self.runs_out and self._parting is None:
            self._quiet.clear()
        else:
            self._quiet.set()


FORESEEN = (Refused, StoreRefused, KeyReused, Overtaken, Reopened)
"""What whoever asked is told of; where he has gone, nobody."""


def _unheard(making: asyncio.Future[Any]) -> None:
    """Look at how an entry ended whose author has gone: a refusal then concerns nobody, a fault is logged."""
    error = None if making.cancelled() else making.exception()
    if error is not None and not isinstance(error, FORESEEN):
        log.error("an entry nobody waited for failed", exc_info=error)


def _commit(entry: Entry, stamp: Stamp, applied: Applied) -> Commit:
    return Commit(
        stamp.number,
        entry,
        stamp.author,
        stamp.at,
        applied.text,
        applied.changes,
        applied.version,
        applied.run,
    )


def _kept(commit: Commit, request: Request) -> storage.Entry:
    put = {id: record.model_dump(mode="json") for id, record in commit.changes.put.items()}
    return storage.Entry(
        number=commit.number,
        op=commit.entry.model_dump(mode="json"),
        author=commit.author,
        at=commit.at,
        text=commit.text,
        put=put,
        removed=commit.changes.removed,
        key=request.key,
        answer=commit.answer,
        digest=request.digest,
    )


def _as_told(entry: storage.Entry) -> Commit:
    changes = public(Changes.model_validate({"put": entry.put, "removed": entry.removed}))
    answer = entry.answer or {}
    return Commit(
        entry.number,
        parse_entry.validate_python(entry.op),
        entry.author,
        entry.at,
        entry.text,
        changes,
        answer.get("version"),
        answer.get("run"),
    )
