"""What is told while a training goes on: its errors, its moving picture, and states to go on from."""

from __future__ import annotations

import math
from collections.abc import Callable

from kanscope.engine.worker.frames import Moment, frame
from kanscope.engine.worker.pace import Pace
from kanscope.engine.worker.session.checkpoint import pack
from kanscope.engine.worker.session.errors import error_unit
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.voice import Row, Voice
from kanscope.kan.progress import Step
from kanscope.kan.train import Training

FRAME_EVERY, FRAME_SHARE = 1 / 30, 0.15
"""Seconds between two frames at least, and the share of the time they may cost."""
PROGRESS_EVERY = 0.1
KEEP_EVERY, KEEP_SHARE = 1.0, 0.15
"""A state is kept after the first step, and then every second of work."""


class Telling:
    """Looks at a training after each step and tells what is due. Never changes it."""

    def __init__(
        self, session: Session, training: Training, voice: Voice, clock: Callable[[], float]
    ) -> None:
        self._session, self._training, self._voice, self._clock = session, training, voice, clock
        self._unit, self._tested = error_unit(session), len(session.context.check) > 0
        self._first, self._begun = training.step, clock()
        self._rows: list[Row] = []
        self._last: Row | None = None
        self._frames = Pace(clock, FRAME_EVERY, FRAME_SHARE)
        self._progress = Pace(clock, PROGRESS_EVERY)
        self._states = Pace(clock, KEEP_EVERY, KEEP_SHARE)

    @property
    def session(self) -> Session:
        """The network as it is now, on its data."""
        return self._session.with_network(self._training.network)

    def go_on(self, session: Session) -> None:
        """The training goes on with an edited network, whose names and exact numbers are these."""
        self._session = session

    def after(self, step: Step) -> None:
        """Tell what is due after a step."""
        self._last = (step.step, self._rmse(step.train_rmse), self._rmse(step.check_rmse))
        self._rows.append(self._last)
        if self._frames.due():
            self._frames.do(self._tell_frame)
        if self._progress.due():
            self._progress.do(self.tell_progress)
        if self._states.due():
            self._states.do(self._tell_state)

    def end(self) -> None:
        """Tell the last errors and the last moment, if there was one since the run was taken up."""
        self.tell_progress()
        self._tell_frame()

    def tell_progress(self) -> None:
        """Tell the errors that have not been told yet."""
        steps = self._training.plan.steps
        self._voice.progress(self._rows, self._training.step, steps, self._seconds_left())
        self._rows = []

    def _tell_frame(self) -> None:
        if self._last is None:
            return
        step, train, test = self._last
        steps = self._training.plan.steps
        moment = Moment(self._voice.run, step, steps, train, test, self._seconds_left())
        self._voice.frame(frame(moment, self.session))

    def _tell_state(self) -> None:
        self._voice.checkpoint(self._training.step, pack(self.session, self._training.state()))

    def _rmse(self, inner: float) -> float | None:
        return self._unit * inner if math.isfinite(inner) else None

    def _seconds_left(self) -> float | None:
        """At the pace so far; nothing is said before there is one."""
        done = self._training.step - self._first
        if done < 3:
            return None
        a_step: float = (self._clock() - self._begun) / done
        left: int = self._training.plan.steps - self._training.step
        return a_step * left
