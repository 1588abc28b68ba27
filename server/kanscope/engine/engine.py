"""Who computes: the promises every engine keeps, whether it runs here or on a cluster.

An engine is given jobs (a run of one study) and questions (read-only queries), and tells what comes of the
jobs as events. It never opens the store: bytes come from the room through `fetch`, and go back in events.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from kanscope.study.effects import StartRun
from kanscope.study.records import Derived, Edge, Network
from kanscope.study.saying import Said

Fetch = Callable[[str], Awaitable[bytes]]
"""Gives the bytes of a blob by its id (`sha:…`)."""


@dataclass(frozen=True)
class Word:
    """Something said to a training after its step `step` (None: at once): other settings, or that it stop."""

    step: int | None
    action: Literal["adjust", "stop"]
    changes: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class EditAt:
    """An edit within a training, to be made after its step `step`."""

    step: int
    effect: StartRun


@dataclass(frozen=True)
class Job:
    """A run of a study, to be carried out; `fetch` gives its table, network and resume blobs.

    `beforehand`: what will be said and done in the middle of a training, in this order, so that what was done
    once is done again at the same moments.
    """

    study: str
    effect: StartRun
    fetch: Fetch
    beforehand: tuple[Word | EditAt, ...] = ()


@dataclass(frozen=True)
class Started:
    """A worker has taken the run up."""

    study: str
    run: str
    attempt: int


@dataclass(frozen=True)
class Progress:
    """Losses since the last progress, as (step, train RMSE, test RMSE) in the target's unit.

    None: not a finite number. May be lost.
    """

    study: str
    run: str
    attempt: int
    rows: tuple[tuple[int, float | None, float | None], ...]
    step: int
    steps: int
    seconds_left: float | None


@dataclass(frozen=True)
class Frame:
    """One encoded picture of the network in motion; the latest wins, none is kept."""

    study: str
    run: str
    attempt: int
    payload: bytes


@dataclass(frozen=True)
class Checkpoint:
    """All that is needed to go on bit-equal from `step`."""

    study: str
    run: str
    attempt: int
    step: int
    payload: bytes


@dataclass(frozen=True)
class Adjusted:
    """A training goes on with another learning rate or sparsity, from the step after `step` on."""

    study: str
    run: str
    attempt: int
    step: int
    changes: Mapping[str, float]


@dataclass(frozen=True)
class Finished:
    """The network a run has left: records for the document, tensors and a picture to be kept.

    Of an edit within a training, `step` is the training's, and the checkpoint holds the training as well.
    """

    study: str
    run: str
    attempt: int
    step: int
    network: Network
    edges: tuple[Edge, ...]
    checkpoint: bytes
    picture: bytes
    stopped: bool = False
    notice: str | None = None
    derived: tuple[Derived, ...] = ()


@dataclass(frozen=True)
class Failed:
    """The run has ended without a network: bad input, divergence, out of memory. `detail` is for people."""

    study: str
    run: str
    attempt: int
    code: str
    detail: str


@dataclass(frozen=True)
class Lost:
    """The process that carried the run is gone."""

    study: str
    run: str
    attempt: int
    detail: str


Event = Started | Progress | Frame | Checkpoint | Adjusted | Finished | Failed | Lost
Listener = Callable[[Event], None]


class QueryFailed(Exception):
    """A question could not be answered.

    `code`: 'body' (the question is wrong), 'replaced' (by a newer one), 'deadline', 'memory', 'lost' (the
    process that was answering died of it) or 'internal'.
    """

    def __init__(
        self,
        detail: str,
        *,
        code: str = "body",
        field: str | None = None,
        hint: str | None = None,
        said: tuple[Said, ...] = (),
    ):
        super().__init__(detail)
        self.detail, self.code, self.field, self.hint, self.said = detail, code, field, hint, said


class Engine(Protocol):
    """Events reach the listener in the order a run produced them, on the loop the engine was opened in."""

    async def open(self, listener: Listener) -> None:
        """Start the workers; returns when one is ready."""

    async def start(self, job: Job) -> None:
        """Take a job; what comes of it is told to the listener.

        An edit within a training that is over is passed over: whoever hears of that end knows.
        """

    def control(
        self,
        study: str,
        run: str,
        action: Literal["pause", "resume", "stop", "adjust"],
        changes: Mapping[str, float],
    ) -> None:
        """Say a word to a run; unknown runs are passed over."""

    def forget(self, study: str) -> None:
        """Drop every run of a study without a further event (it is being deleted)."""

    async def ask(
        self,
        query: str,
        arguments: Mapping[str, Any],
        blobs: Mapping[str, bytes],
        *,
        newest_of: str | None = None,
    ) -> Any:
        """Answer a read-only question with JSON-like data (bytes allowed). Raises `QueryFailed`.

        A question with the same `newest_of` as a waiting one replaces it.
        """

    def workers(self) -> list[int]:
        """Process ids of the workers that carry runs."""

    async def close(self) -> None:
        """End all workers; runs that are out are not reported as lost."""
