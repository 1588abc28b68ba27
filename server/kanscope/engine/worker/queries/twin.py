"""Whether a perceptron would have done as well: `twin{version?, seconds?}`."""

from __future__ import annotations

from typing import Any

from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.errors import error_unit, finite
from kanscope.engine.worker.session.session import Session
from kanscope.kan.twin import Row, twin

PATIENCE = 5
"""Seconds each rival can be given: two of them learn, and other questions wait meanwhile."""


def compare(asked: Asked) -> dict[str, Any]:
    """{sentence, winner, rows: [{name, width, rmse, seconds, parameters}]}, RMSE in the target's unit.

    A version does not know how long it was trained: `seconds` (1 to 5) is what the rivals have, and the
    KAN's are not told.
    """
    session = asked.session()
    found = twin(session.network, session.samples, asked.whole("seconds", 1, 1, PATIENCE), asked.clock)
    rivals = [_row(session, row, row.seconds) for row in (found.perceptron, found.two_layers)]
    return {
        "sentence": found.sentence(error_unit(session)),
        "winner": found.winner,
        "rows": [_row(session, found.kan, None), *rivals],
    }


def _row(session: Session, row: Row, seconds: float | None) -> dict[str, Any]:
    return {
        "name": row.name,
        "width": list(row.shape),
        "rmse": finite(error_unit(session) * row.error),
        "seconds": seconds,
        "parameters": row.parameters,
    }
