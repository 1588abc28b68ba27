"""The engine of one machine: a few worker processes for runs and one warm reader for questions."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from kanscope.engine.desk import Desk, Question
from kanscope.engine.engine import EditAt, Event, Failed, Finished, Job, Listener, Lost
from kanscope.engine.pipe import Message
from kanscope.engine.process import WorkerProcess
from kanscope.engine.pulse import SILENCE
from kanscope.engine.seat import Seat
from kanscope.engine.spoken import event_of
from kanscope.study.effects import StartRun

Key = tuple[str, str]


@dataclass(eq=False)
class Place:
    """Where a run is: at which seat, within which training, and what was said before the worker had it."""

    seat: Seat
    attempt: int
    within: str | None = None
    handed: bool = False
    said: list[Message] = field(default_factory=list)


class LocalEngine:
    """Engine over `workers` processes that carry runs and one that reads; none imports the web server."""

    def __init__(
        self, workers: int = 1, device: str = "cpu", deadline: float = 20.0, silence: float = SILENCE
    ) -> None:
        self._size, self._device, self._deadline, self._silence = workers, device, deadline, silence
        self._places: dict[Key, Place] = {}
        self._seats: list[Seat] = []
        self._desk: Desk | None = None
        self._listener: Listener | None = None

    async def open(self, listener: Listener) -> None:
        """Start the workers; returns when one that carries runs is ready. RuntimeError: it does not start."""
        self._listener = listener
        self._seats = [self._seat() for _ in range(self._size)]
        self._desk = Desk(self._launch_reader, self._deadline)
        ready = [asyncio.ensure_future(_ready(seat)) for seat in self._seats]
        done, slower = await asyncio.wait(ready, return_when=asyncio.FIRST_COMPLETED)
        for late in slower:
            late.cancel()
        try:
            for first in done:
                first.result()
        except RuntimeError:
            await self.close()
            raise

    async def start(self, job: Job) -> None:
        """Hand a run to the worker that has fewest; what comes of it is told to the listener."""
        if job.effect.within is not None:
            self._start_within(job, job.effect.within)
            return
        key, seat = (job.study, job.effect.run), self._freest()
        place = self._places[key] = Place(seat, job.effect.attempt)
        for edit in job.beforehand:
            if isinstance(edit, EditAt):
                self._place_within(job.effect.run, place, job.study, edit.effect)
        worker = await seat.worker()
        try:
            blobs = await _fetched(job, worker)
        except Exception as error:  # whatever the store says: the run must not wait for ever
            self._fail(key, place, f"What the run starts from could not be read: {error}")
            return
        if self._places.get(key) is place:
            worker.give(blobs, _needed(job))
            worker.say(_start_message(job))
            for message in place.said:
                worker.say(message)
            place.handed = True
            await worker.sent()

    def _start_within(self, job: Job, training: str) -> None:
        """Hand an edit to the worker that carries its training, which has all it needs."""
        place = self._places.get((job.study, training))
        if place is not None:
            self._place_within(training, place, job.study, job.effect)
            self._say(place, _start_message(job))

    def _place_within(self, training: str, place: Place, study: str, edit: StartRun) -> None:
        self._places[study, edit.run] = Place(place.seat, edit.attempt, within=training, handed=True)

    def control(
        self,
        study: str,
        run: str,
        action: Literal["pause", "resume", "stop", "adjust"],
        changes: Mapping[str, float],
    ) -> None:
        """Say a word to a run; unknown runs are passed over."""
        place = self._places.get((study, run))
        message = {"say": "control", "study": study, "run": run, "action": action, "changes": dict(changes)}
        if place is not None:
            self._say(place, message)

    def forget(self, study: str) -> None:
        """Drop every run of a study without a further event."""
        for key in [key for key in self._places if key[0] == study]:
            self._say(self._places.pop(key), {"say": "forget", "study": study})

    async def ask(
        self,
        query: str,
        arguments: Mapping[str, Any],
        blobs: Mapping[str, bytes],
        *,
        newest_of: str | None = None,
    ) -> Any:
        """Answer a read-only question. Raises `QueryFailed`."""
        if self._desk is None:
            raise RuntimeError("The engine is not open.")
        return await self._desk.ask(Question(query, arguments, blobs, newest_of))

    def workers(self) -> list[int]:
        """Process ids of the workers that carry runs."""
        return [seat.taken.pid for seat in self._seats if seat.taken]

    async def close(self) -> None:
        """End all workers; runs that are out are not reported as lost."""
        self._places.clear()
        desks = [self._desk.close()] if self._desk else []
        await asyncio.gather(*(seat.close() for seat in self._seats), *desks)
        self._seats, self._desk = [], None

    def _seat(self) -> Seat:
        async def launch() -> WorkerProcess:
            return await WorkerProcess.launch(self._hear, device=self._device, silence=self._silence)

        def lost(detail: str) -> None:
            self._lose(seat, detail)

        seat = Seat(launch, lost)
        return seat

    async def _launch_reader(self) -> WorkerProcess:
        assert self._desk is not None
        return await WorkerProcess.launch(
            self._desk.hear, reader=True, device=self._device, silence=self._silence
        )

    def _freest(self) -> Seat:
        if not self._seats:
            raise RuntimeError("The engine is not open.")
        busy = [place.seat for place in self._places.values()]
        return min(self._seats, key=busy.count)

    def _say(self, place: Place, message: Message) -> None:
        if not place.handed:
            place.said.append(message)
        elif place.seat.taken:
            place.seat.taken.say(message)

    def _hear(self, told: Message) -> None:
        key = (told["study"], told["run"])
        place = self._places.get(key)
        if place is None or place.attempt != told["attempt"]:
            return
        try:
            event = event_of(told)
        except ValueError as error:
            self._fail(key, place, f"The worker's result made no sense: {error}")
            return
        if isinstance(event, Finished | Failed):
            self._end(key)
        self._tell(event)

    def _end(self, ended: Key) -> None:
        """Forget a run, and edits that were to be made within it."""
        study, run = ended
        del self._places[ended]
        for key, place in list(self._places.items()):
            if key[0] == study and place.within == run:
                del self._places[key]

    def _lose(self, seat: Seat, detail: str) -> None:
        lost = [(key, place) for key, place in self._places.items() if place.seat is seat]
        for key, place in lost:
            del self._places[key]
            self._tell(Lost(*key, place.attempt, detail))

    def _fail(self, key: Key, place: Place, detail: str) -> None:
        if self._places.get(key) is place:
            self._end(key)
            self._tell(Failed(*key, place.attempt, "internal", detail))

    def _tell(self, event: Event) -> None:
        """Pass an event on. A listener's own fault must not silence the worker for all other runs."""
        assert self._listener is not None
        try:
            self._listener(event)
        except Exception as error:  # reported by the loop, as for any callback
            context = {"message": "The engine's listener failed", "exception": error}
            asyncio.get_running_loop().call_exception_handler(context)


async def _ready(seat: Seat) -> None:
    """Wait for the worker at a seat. RuntimeError: it died while starting."""
    worker = await seat.worker()
    ready = asyncio.ensure_future(worker.ready.wait())
    await asyncio.wait([ready, worker.gone], return_when=asyncio.FIRST_COMPLETED)
    if not ready.done():
        ready.cancel()
        raise RuntimeError(f"A worker does not start: {await worker.gone}.")


def _needed(job: Job) -> list[str]:
    effect = job.effect
    return [blob for blob in (effect.table, effect.network, effect.resume) if blob is not None]


async def _fetched(job: Job, worker: WorkerProcess) -> dict[str, bytes]:
    """What the worker lacks; looked at again after each wait, since other runs may have made it drop some."""
    fetched: dict[str, bytes] = {}
    while missing := [blob for blob in worker.lacks(_needed(job)) if blob not in fetched]:
        fetched[missing[0]] = await job.fetch(missing[0])
    return fetched


def _start_message(job: Job) -> Message:
    beforehand = [
        {"step": one.step, "edit": _order(job.study, one.effect)} if isinstance(one, EditAt) else asdict(one)
        for one in job.beforehand
    ]
    return {"say": "start", "beforehand": beforehand, **_order(job.study, job.effect)}


def _order(study: str, effect: StartRun) -> Message:
    return {"study": study, **effect.model_dump(mode="json", exclude={"kind"})}
