"""An edit in the middle of a training: made between two steps, on the network as it is then."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kanscope.engine.pipe import Message
from kanscope.engine.worker.order import parse_effectful
from kanscope.engine.worker.problem import EditRefused, problem_of
from kanscope.engine.worker.runs import refuse_undefined
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.edits import EDITS
from kanscope.engine.worker.telling import Telling
from kanscope.engine.worker.voice import Tell, Voice
from kanscope.kan.divergence import Diverged
from kanscope.kan.train import Training
from kanscope.study.operations import Effectful
from kanscope.symbolic.prices import Prices


@dataclass(frozen=True)
class EditWithin:
    """What is asked, the functions on offer, who tells of it, and after which step (None: the next one)."""

    operation: Effectful
    prices: Prices
    voice: Voice
    step: int | None = None

    @classmethod
    def read(cls, message: Message, step: int | None, tell: Tell) -> EditWithin:
        """The edit in a message, to be made after a step of the training, or as soon as may be."""
        voice = Voice(message["study"], message["run"], message["attempt"], tell)
        operation = parse_effectful.validate_python(message["operation"])
        return cls(operation, message["prices"], voice, step)

    def make(self, training: Training, telling: Telling) -> None:
        """Change the network; the optimiser keeps what it knows of all that was not touched.

        A fault of the edit is told as the edit's, and the training goes on as if it had not been asked.
        """
        session = replace(telling.session, prices=self.prices)
        try:
            edited = EDITS[type(self.operation)](self.operation, session)
            refuse_undefined(edited.session)
            _go_on_with(training, edited.session)
        except Exception as error:  # an edit's fault ends that edit and not the training
            self.voice.failed(problem_of(error, session.context.data))
            return
        telling.go_on(edited.session)
        self.voice.finished(telling.session, training.step, notice=edited.notice, training=training.state())

    def miss(self) -> None:
        """Say that the training ended before the step this was to be made after."""
        detail = f"The training ended before its step {self.step}."
        self.voice.failed(problem_of(EditRefused(detail)))


def _go_on_with(training: Training, session: Session) -> None:
    if not session.network.trainable().any():
        raise EditRefused("Nothing would be left to train. Stop the run first.")
    try:
        training.edit(session.network)
    except Diverged as diverged:
        raise EditRefused("With it the network would leave the finite numbers.") from diverged
