"""What a room has done outside: effects become jobs for the engine, and its events become reports.

The engine gives bytes; they are kept before the report that names them is made. Events of one study are taken
in the order the engine tells them. Frames and losses pass by on the side: they may be lost, entries may not.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable
from itertools import chain, repeat
from typing import Literal

from kanscope.engine.engine import (
    Adjusted,
    Checkpoint,
    Engine,
    Event,
    Failed,
    Finished,
    Frame,
    Job,
    Lost,
    Progress,
    Started,
)
from kanscope.rooms.film import Film
from kanscope.rooms.room import Reopened, Room
from kanscope.storage.blobs import BlobStore
from kanscope.storage.failures import StoreFailed
from kanscope.storage.refusals import UnknownStudy
from kanscope.storage.store import Metric, Store
from kanscope.study.draft import Refused
from kanscope.study.effects import ControlRun, Effect, StartRun
from kanscope.study.operations import Train
from kanscope.study.records import Problem, Run
from kanscope.study.reports import (
    CheckpointReached,
    NetworkChanged,
    Report,
    RunFailed,
    RunStarted,
    TrainingAdjusted,
    WorkerLost,
)

log = logging.getLogger(__name__)

PAUSES = (0.5, 1.0, 2.0, 5.0)
"""Seconds between tries to keep what the engine gave while the disk or the database refuses."""

METRICS_EVERY = 0.5
"""Seconds between two writes of losses: what a crash of the server may cost of them."""

Announce = Callable[[Room, Progress], None]

Met = Callable[[Exception], object]
"""Told of what keeps something from being kept."""


class Work:
    """The engine's side of one room."""

    def __init__(
        self,
        room: Room,
        engine: Engine,
        store: Store,
        blobs: BlobStore,
        announce: Announce,
        *,
        met: Met,
        outdate: Callable[[str], None] = lambda checkpoint: None,
    ):
        self._room, self._engine, self._store, self._blobs = room, engine, store, blobs
        self._announce, self._met, self._outdate = announce, met, outdate
        self._checkpoints: dict[str, deque[str]] = defaultdict(deque)
        self._refused: set[str] = set()
        self._events: asyncio.Queue[Event | WorkerLost] = asyncio.Queue()
        self._losses: dict[str, list[Metric]] = {}
        self._films: dict[str, Film] = {}
        self._writing = asyncio.Lock()
        self._tasks = {asyncio.create_task(self._hear_all()), asyncio.create_task(self._write_losses())}
        self.progress: Progress | None = None
        room.perform = self._perform

    def hear(self, event: Event) -> None:
        """Take an event of the engine; never waits."""
        match event:
            case Frame():
                self._room.audience.show(event.payload)
                self._films.setdefault(event.run, Film()).take(event.payload)
            case Progress():
                self.progress = event
                rows = [Metric(step, train, test) for step, train, test in event.rows]
                self._losses.setdefault(event.run, []).extend(rows)
                self._announce(self._room, event)
            case _:
                self._events.put_nowait(event)

    def take_up(self) -> None:
        """After a start of the server: runs the engine no longer has go on from their checkpoints."""
        for run in self._room.runs_out:
            if run.handed:
                lost = WorkerLost(
                    run=run.id, attempt=run.attempt, detail="The server was started again", blamed=False
                )
                self._events.put_nowait(lost)

    async def close(self) -> None:
        """Stop listening; what was not yet reported is told again after the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if not self._room.closed:
            await self._flush()

    def _perform(self, effect: Effect) -> None:
        match effect:
            case StartRun():
                self._spawn(self._engine.start(Job(self._room.id, effect, self._blobs.get)))
            case ControlRun():
                # In line behind the start of the same run: said at once, it would reach an engine that does
                # not know the run yet, and a pause would be lost.
                self._spawn(self._control(effect))

    async def _control(self, effect: ControlRun) -> None:
        given = {"learning_rate": effect.learning_rate, "sparsity": effect.sparsity}
        changes = {key: value for key, value in given.items() if value is not None}
        self._engine.control(self._room.id, effect.run, effect.action, changes)
        if effect.action == "resume" and self._refused:
            self._engine.control(self._room.id, effect.run, "pause", {})

    def _spawn(self, work: object) -> None:
        task = asyncio.ensure_future(work)  # type: ignore[call-overload]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _hear_all(self) -> None:
        while True:
            event = await self._events.get()
            try:
                await self._keep_at_it(event)
            except (Reopened, UnknownStudy):
                return  # whoever opens the study again takes its runs up from their checkpoints
            except Exception:
                log.exception("study %s: an event of the engine made no sense", self._room.id)

    async def _keep_at_it(self, event: Event | WorkerLost) -> None:
        """Take an event in, however long the disk is full: dropped, it would leave its run out for ever."""
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                await self._take(event)
            except (OSError, StoreFailed) as error:
                self._hold("events", error)
                await asyncio.sleep(pause)
            else:
                return self._go_on("events")

    def _hold(self, what: str, error: Exception) -> None:
        """Let trainings wait while what they give cannot be kept: more of it would only be lost."""
        self._met(error)
        if what not in self._refused:
            log.error("study %s: %s cannot be kept: %s", self._room.id, what, error)
        if not self._refused:
            self._say("pause")
        self._refused.add(what)

    def _go_on(self, what: str) -> None:
        """It can be kept again."""
        held = bool(self._refused)
        self._refused.discard(what)
        if held and not self._refused:
            self._say("resume")

    def _say(self, action: Literal["pause", "resume"]) -> None:
        for run in self._room.runs_out:
            if run.handed and run.status != "paused" and self._lasts(run.id):
                self._engine.control(self._room.id, run.id, action, {})

    async def _take(self, event: Event | WorkerLost) -> None:
        match event:
            case WorkerLost():
                await self._report(event)
            case Started() if self._lasts(event.run):
                await self._report(RunStarted(run=event.run, attempt=event.attempt))
            case Checkpoint():
                await self._flush()
                kept = await self._blobs.put(event.payload)
                await self._report(
                    CheckpointReached(run=event.run, attempt=event.attempt, step=event.step, checkpoint=kept)
                )
                self._replace(event.run, kept)
            case Adjusted():
                told = {"run": event.run, "attempt": event.attempt, "step": event.step}
                await self._report(TrainingAdjusted.model_validate(told | dict(event.changes)))
            case Finished():
                await self._flush()
                await self._report(await self._network_changed(event))
                self._films.pop(event.run, None)
            case Failed():
                self._films.pop(event.run, None)
                problem = Problem(code=event.code, detail=event.detail)
                await self._report(RunFailed(run=event.run, attempt=event.attempt, problem=problem))
            case Lost():
                await self._flush()
                await self._report(
                    WorkerLost(
                        run=event.run, attempt=event.attempt, detail=f"A worker was lost: {event.detail}"
                    )
                )

    def _replace(self, run: str, checkpoint: str) -> None:
        """The last two stay: the newest, and the one before in case that is damaged."""
        kept = self._checkpoints[run]
        kept.append(checkpoint)
        while len(kept) > 2:
            self._outdate(kept.popleft())

    def _lasts(self, id: str) -> bool:
        """Whether it is worth an entry that a run has begun: an edit is over before anybody could read it."""
        run = self._room.records.get(id)
        return isinstance(run, Run) and isinstance(run.operation, Train)

    async def _network_changed(self, event: Finished) -> NetworkChanged:
        checkpoint, picture, film = await asyncio.gather(
            self._blobs.put(event.checkpoint), self._blobs.put(event.picture), self._film_of(event.run)
        )
        return NetworkChanged(
            run=event.run,
            attempt=event.attempt,
            step=event.step,
            network=event.network,
            edges=event.edges,
            derived=event.derived,
            checkpoint=checkpoint,
            picture=picture,
            film=film,
            stopped=event.stopped,
            notice=event.notice,
        )

    async def _film_of(self, run: str) -> str | None:
        film = self._films.get(run)
        packed = film.packed() if film is not None else None
        return None if packed is None else await self._blobs.put(packed)

    async def _report(self, report: Report) -> None:
        try:
            await self._room.dispatch(report, self._author_of(report))
        except Refused as late:
            log.info("study %s: %s", self._room.id, late.reason)

    def _author_of(self, report: Report) -> str:
        run = self._room.records.get(getattr(report, "run", ""))
        return run.author if isinstance(run, Run) else "kanscope"

    async def _write_losses(self) -> None:
        while True:
            await asyncio.sleep(METRICS_EVERY)
            await self._flush()

    async def _flush(self) -> None:
        # One at a time: rows replace all that follow their first step, so an earlier batch must not be late.
        async with self._writing:
            losses, self._losses = self._losses, {}
            for run, rows in losses.items():
                try:
                    await self._store.add_metrics(self._room.id, run, rows)
                except UnknownStudy:
                    return
                except (OSError, StoreFailed) as error:
                    self._losses[run] = [*rows, *self._losses.get(run, [])]
                    self._hold("losses", error)
                except Exception as error:
                    log.error("study %s: losses of %s could not be kept: %s", self._room.id, run, error)
                else:
                    self._go_on("losses")
