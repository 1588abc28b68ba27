"""How a run in a worker speaks of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kanscope.engine.pipe import Message
from kanscope.engine.worker.picture import picture
from kanscope.engine.worker.problem import Said
from kanscope.engine.worker.records import edge_records, network_record
from kanscope.engine.worker.session.checkpoint import State, pack
from kanscope.engine.worker.session.session import Session

Row = tuple[int, float | None, float | None]
Tell = Callable[[Message], None]


@dataclass(frozen=True)
class Voice:
    """Says who speaks with every message."""

    study: str
    run: str
    attempt: int
    tell: Tell

    def started(self) -> None:
        """The run has been taken up."""
        self._say("started")

    def progress(self, rows: Sequence[Row], step: int, steps: int, seconds_left: float | None) -> None:
        """Errors since the last time."""
        self._say("progress", rows=list(rows), step=step, steps=steps, seconds_left=seconds_left)

    def frame(self, payload: bytes) -> None:
        """One moment of the network."""
        self._say("frame", payload=payload)

    def checkpoint(self, step: int, payload: bytes) -> None:
        """A state the run can go on from."""
        self._say("checkpoint", step=step, payload=payload)

    def adjusted(self, step: int, changes: Mapping[str, float]) -> None:
        """Learning rate or sparsity are others from here on."""
        self._say("adjusted", step=step, changes=dict(changes))

    def finished(
        self,
        session: Session,
        step: int = 1,
        stopped: bool = False,
        notice: str | None = None,
        training: State | None = None,
    ) -> None:
        """The run is over and this is its network; `training`: the training that goes on from there."""
        self._say(
            "finished",
            step=step,
            network=network_record(session).model_dump(mode="json"),
            edges=[edge.model_dump(mode="json") for edge in edge_records(session)],
            derived=[one.model_dump(mode="json") for one in session.context.data.derived],
            checkpoint=pack(session, training),
            picture=picture(session),
            stopped=stopped,
            notice=notice,
        )

    def failed(self, said: Said) -> None:
        """The run is over without a network."""
        self._say("failed", code=said.code, detail=said.detail)

    def _say(self, tell: str, **parts: object) -> None:
        self.tell({"tell": tell, "study": self.study, "run": self.run, "attempt": self.attempt, **parts})
