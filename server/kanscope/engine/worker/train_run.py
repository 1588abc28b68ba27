"""A training in a worker: opened, stepped, and ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kanscope.engine.worker.order import Order
from kanscope.engine.worker.runs import More
from kanscope.engine.worker.session.checkpoint import unpack
from kanscope.engine.worker.session.context import Contexts
from kanscope.engine.worker.tasks.train import begin, take_up
from kanscope.engine.worker.telling import Telling
from kanscope.engine.worker.voice import Voice
from kanscope.kan.train import Training
from kanscope.study.operations import Train


class TrainRun:
    """One run of `train`. Looking, keeping and pausing never change what its steps compute."""

    def __init__(self, order: Order, contexts: Contexts, voice: Voice, clock: Callable[[], float]) -> None:
        self._order, self._contexts, self._voice, self._clock = order, contexts, voice, clock
        self._paused = self._stopping = False
        self._adjusted: dict[str, float] = {}
        self._under_way: tuple[Training, Telling] | None = None

    @property
    def idle(self) -> bool:
        """Whether it is paused."""
        return self._paused and not self._stopping

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
                self._adjusted |= changes

    def slice(self, more: More) -> bool:
        """Some steps; whether any are left. The first slice opens the data."""
        if self._under_way is None:
            self._under_way = self._opened()
        training, telling = self._under_way
        while not self._stopping:
            if self._adjusted:
                training.adjust(**self._adjusted)
                self._adjusted = {}
            step = next(training, None)
            if step is None:
                break
            telling.after(step)
            if not more():
                return True
        self._end(training, telling)
        return False

    def _opened(self) -> tuple[Training, Telling]:
        operation = self._order.operation
        assert isinstance(operation, Train)
        session = self._order.session(self._contexts)
        saved = unpack(self._order.resume) if self._order.resume is not None else None
        if saved is not None and saved.training is not None:
            training = take_up(operation, session, saved.training)
        else:
            training = begin(operation, session)
        return training, Telling(session, training, self._voice, self._clock)

    def _end(self, training: Training, telling: Telling) -> None:
        telling.end()
        early = not self._stopping and training.step < training.plan.steps
        notice = (
            f"Nothing more was gained after step {training.step}, so the run ended early." if early else None
        )
        self._voice.finished(telling.session, training.step, self._stopping, notice)
