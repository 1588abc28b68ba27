"""All runs of one worker, taking turns."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping

from kanscope.engine.engine import Word
from kanscope.engine.pipe import Message
from kanscope.engine.worker.order import Order
from kanscope.engine.worker.problem import problem_of
from kanscope.engine.worker.runs import EditRun, Run
from kanscope.engine.worker.session.context import Contexts
from kanscope.engine.worker.train_run import TrainRun
from kanscope.engine.worker.voice import Tell, Voice
from kanscope.engine.worker.within import EditWithin
from kanscope.study.operations import Train

SLICE = 0.03
"""Seconds after which the next run has its turn; one step may take longer."""

Key = tuple[str, str]


class Carrying:
    """The runs by (study, run). No two of them share anything but read-only tables."""

    def __init__(self, blobs: Mapping[str, bytes], tell: Tell, disturbed: Callable[[], bool]) -> None:
        self._blobs, self._tell, self._disturbed = blobs, tell, disturbed
        self._contexts = Contexts()
        self._runs: OrderedDict[Key, tuple[Run, Voice, Order]] = OrderedDict()

    @property
    def busy(self) -> bool:
        """Whether any run has work to do now."""
        return any(not run.idle for run, _, _ in self._runs.values())

    def start(self, message: Message) -> None:
        """Take up a run."""
        voice = Voice(message["study"], message["run"], message["attempt"], self._tell)
        if message["within"] is not None:
            self._edit(message)
            return
        try:
            order = Order.read(message, self._blobs)
        except (KeyError, ValueError) as error:
            voice.failed(problem_of(error))
            return
        voice.started()
        run = self._made(order, voice)
        if isinstance(run, TrainRun):
            run.expect(self._asked(one) for one in message.get("beforehand", ()))
        self._runs[voice.study, voice.run] = (run, voice, order)

    def _edit(self, message: Message) -> None:
        """Make an edit within a training, unless that has just ended: it is asked again then."""
        known = self._runs.get((message["study"], message["within"]))
        if known is not None and isinstance(known[0], TrainRun):
            known[0].expect([EditWithin.read(message, None, self._tell)])

    def _asked(self, message: Message) -> Word | EditWithin:
        if "edit" in message:
            return EditWithin.read(message["edit"], message["step"], self._tell)
        return Word(**message)

    def control(self, message: Message) -> None:
        """Say a word to a run, if it is still here."""
        known = self._runs.get((message["study"], message["run"]))
        if known is not None:
            known[0].control(message["action"], message["changes"])

    def forget(self, message: Message) -> None:
        """Drop every run of a study."""
        for key in [key for key in self._runs if key[0] == message["study"]]:
            del self._runs[key]

    def turn(self) -> None:
        """One slice of every run that has work; words that come in between are heard before the next turn."""
        for key, (run, voice, order) in list(self._runs.items()):
            if not run.idle and not self._slice(run, voice, order):
                del self._runs[key]

    def _slice(self, run: Run, voice: Voice, order: Order) -> bool:
        until = time.monotonic() + SLICE

        def more() -> bool:
            return time.monotonic() < until and not self._disturbed()

        try:
            return run.slice(more)
        except Exception as error:  # a run's fault ends that run and no other
            voice.failed(problem_of(error, order.data))
            return False

    def _made(self, order: Order, voice: Voice) -> Run:
        if isinstance(order.operation, Train):
            return TrainRun(order, self._contexts, voice, time.monotonic)
        return EditRun(order, self._contexts, voice)
