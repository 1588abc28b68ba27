"""What a worker tells of its runs, as messages on the pipe and as events to the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kanscope.engine.engine import (
    Adjusted,
    Checkpoint,
    Event,
    Failed,
    Finished,
    Frame,
    Progress,
    Started,
)
from kanscope.engine.pipe import Message
from kanscope.study.records import Derived, Edge, Network


def event_of(told: Message) -> Event:
    """The event a worker's message stands for. KeyError: no such message."""
    run = {"study": told["study"], "run": told["run"], "attempt": told["attempt"]}
    return _READ[told["tell"]](run, told)


def _progress(run: dict[str, Any], told: Message) -> Event:
    rows = tuple((step, train, test) for step, train, test in told["rows"])
    return Progress(
        **run, rows=rows, step=told["step"], steps=told["steps"], seconds_left=told["seconds_left"]
    )


def _finished(run: dict[str, Any], told: Message) -> Event:
    return Finished(
        **run,
        step=told["step"],
        network=Network.model_validate(told["network"]),
        edges=tuple(Edge.model_validate(edge) for edge in told["edges"]),
        checkpoint=told["checkpoint"],
        picture=told["picture"],
        stopped=told["stopped"],
        notice=told["notice"],
        derived=tuple(Derived.model_validate(one) for one in told["derived"]),
    )


_READ: dict[str, Callable[[dict[str, Any], Message], Event]] = {
    "started": lambda run, told: Started(**run),
    "progress": _progress,
    "frame": lambda run, told: Frame(**run, payload=told["payload"]),
    "checkpoint": lambda run, told: Checkpoint(**run, step=told["step"], payload=told["payload"]),
    "adjusted": lambda run, told: Adjusted(**run, step=told["step"], changes=told["changes"]),
    "finished": _finished,
    "failed": lambda run, told: Failed(**run, code=told["code"], detail=told["detail"]),
}
