"""A training in a worker: opened, stepped, and ended."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from kanscope.engine.engine import Word
from kanscope.engine.worker.order import Order, opened
from kanscope.engine.worker.runs import More
from kanscope.engine.worker.session.checkpoint import unpack
from kanscope.engine.worker.session.context import Contexts
from kanscope.engine.worker.tasks.train import begin, changes_since
from kanscope.engine.worker.telling import Telling
from kanscope.engine.worker.voice import Voice
from kanscope.engine.worker.within import EditWithin
from kanscope.kan.train import Training
from kanscope.study.operations import Train


class TrainRun:
    """One run of `train`. Looking, keeping and pausing never change what its steps compute."""

    def __init__(self, order: Order, contexts: Contexts, voice: Voice, clock: Callable[[], float]) -> None:
        self._order, self._contexts, self._voice, self._clock = order, contexts, voice, clock
        self._paused = self._stopping = False
        self._asked: deque[Word | EditWithin] = deque()
        self._under_way: tuple[Training, Telling] | None = None

    @property
    def idle(self) -> bool:
        """Whether it is paused."""
        return self._paused and not self._stopping and not self._asked

    def expect(self, asked: Iterable[Word | EditWithin]) -> None:
        """Take in what is to be done, in this order, after the steps named there or before the next one."""
        self._asked.extend(asked)

    def control(self, action: str, changes: Mapping[str, float]) -> None:
        """Pause, resume, stop, or adjust learning rate and sparsity, from the next step on."""
        match action:
            case "pause":
                self._paused = True
            case "resume":
                self._paused = False
            case "stop":
                self._stopping = True
            case _:
                self._asked.append(Word(None, "adjust", changes))

    def slice(self, more: More) -> bool:
        """Some steps; whether any are left. The first slice opens the data."""
        if self._under_way is None:
            self._under_way = self._opened()
        training, telling = self._under_way
        while True:
            self._heed(training, telling)
            if self._paused and not self._stopping:
                return True
            step = None if self._stopping else next(training, None)
            if step is None:
                break
            telling.after(step)
            if not more():
                return True
        self._end(training, telling)
        return False

    def _heed(self, training: Training, telling: Telling) -> None:
        """Do what was asked for before the next step, in the order it was asked."""
        while self._asked and self._asked[0].step in (None, training.step):
            asked = self._asked.popleft()
            match asked:
                case EditWithin():
                    asked.make(training, telling)
                case Word(action="stop"):
                    self._stopping = True
                case Word():
                    self._adjust(training, asked.changes)

    def _adjust(self, training: Training, changes: Mapping[str, float]) -> None:
        training.adjust(**changes)
        self._voice.adjusted(training.step, changes)

    def _opened(self) -> tuple[Training, Telling]:
        operation = self._order.operation
        assert isinstance(operation, Train)
        session = self._order.session(self._contexts)
        saved = unpack(self._order.resume) if self._order.resume is not None else None
        if saved is None or saved.training is None:
            training = begin(operation, session)
            return training, Telling(session, training, self._voice, self._clock)
        training = Training.resume(session.samples, *saved.training)
        wanted = changes_since(operation, training)
        if wanted:
            self._adjust(training, wanted)
        session = opened(saved, session.context, session.prices)
        return training, Telling(session, training, self._voice, self._clock)

    def _end(self, training: Training, telling: Telling) -> None:
        for asked in self._asked:
            if isinstance(asked, EditWithin):
                asked.miss()
        telling.end()
        early = not self._stopping and training.step < training.plan.steps
        notice = (
            f"Nothing more was gained after step {training.step}, so the run ended early." if early else None
        )
        self._voice.finished(telling.session, training.step, self._stopping, notice)
