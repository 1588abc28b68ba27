"""The network in motion: one small picture a moment, encoded once and passed on as it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from time import time

import msgpack

from kanscope.engine.worker.drawing import drawn_curves, drawn_scores
from kanscope.engine.worker.picture import outputs
from kanscope.engine.worker.session.session import Session

ROWS = 1000
"""Scores of a moving picture are estimated on at most so many rows."""


@dataclass(frozen=True)
class Moment:
    """Where a run is: its step of `steps`, and its errors in the target's unit; `at`: when, as Unix time."""

    run: str
    step: int
    steps: int
    train_rmse: float | None
    test_rmse: float | None
    seconds_left: float | None
    at: float = field(default_factory=time)


def frame(moment: Moment, session: Session) -> bytes:
    """msgpack: the moment's fields, curves, scores and outputs as in a picture; cut edges are left out."""
    thin = _thinned(session)
    picture = {
        **moment.__dict__,
        "curves": drawn_curves(thin),
        "scores": drawn_scores(thin),
        "outputs": outputs(session),
    }
    packed: bytes = msgpack.packb(picture)
    return packed


def _thinned(session: Session) -> Session:
    rows = session.context.train
    if len(rows) <= ROWS:
        return session
    every = -(-len(rows) // ROWS)
    return replace(session, context=replace(session.context, train=rows[::every]))
