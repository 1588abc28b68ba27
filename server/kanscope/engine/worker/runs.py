"""The runs a worker carries: each does a slice of its work when it is its turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from kanscope.engine.worker.order import Order
from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.session.context import Contexts
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.undefined import undefined
from kanscope.engine.worker.tasks.build import brought, build
from kanscope.engine.worker.tasks.edits import EDITS
from kanscope.engine.worker.voice import Voice
from kanscope.study.operations import BuildNetwork, SetFilter, SetRoles, SetSplit

More = Callable[[], bool]
"""Asked between two steps: whether there is time for another one in this slice."""


class Run(Protocol):
    """Something a worker does piece by piece."""

    @property
    def idle(self) -> bool:
        """Whether it has nothing to do until somebody says a word (it is paused)."""

    def slice(self, more: More) -> bool:
        """Work until `more` says no; whether anything is left. Whatever it raises ends it as failed."""

    def control(self, action: str, changes: Mapping[str, float]) -> None:
        """Take a word in; it holds from the next step on."""


class EditRun:
    """An operation that is done at one stroke."""

    idle = False

    def __init__(self, order: Order, contexts: Contexts, voice: Voice) -> None:
        self._order, self._contexts, self._voice = order, contexts, voice

    def slice(self, more: More) -> bool:
        """All of it."""
        operation = self._order.operation
        if isinstance(operation, BuildNetwork) and self._order.network is not None:
            brought_in = brought(operation, self._order.network, self._order.context(self._contexts))
            self._voice.finished(brought_in)
        elif isinstance(operation, BuildNetwork | SetRoles | SetSplit | SetFilter):
            self._voice.finished(build(operation, self._order.context(self._contexts)))
        else:
            edited = EDITS[type(operation)](operation, self._order.session(self._contexts))
            refuse_undefined(edited.session)
            self._voice.finished(edited.session, notice=edited.notice)
        return False

    def control(self, action: str, changes: Mapping[str, float]) -> None:
        """Too short to be stopped."""


def refuse_undefined(session: Session) -> None:
    """A named function further on may end where the edit moves its x: nothing can be learnt from there."""
    said = undefined(session, session.network, session.inputs, "training rows")
    if said:
        raise EditRefused(f"{said} then. Take the function's name off first.")
