"""Which named edge costs most: measured by putting the curve it was learnt as back in its place."""

from __future__ import annotations

from kanscope.engine.worker.drawing import living_edges
from kanscope.engine.worker.session.errors import test_rmse
from kanscope.engine.worker.session.session import Session
from kanscope.kan.surgery import Edge
from kanscope.kan.surgery.name import with_former_spline

WORTH = 0.9  # of the test error: a name that costs less than a tenth of it is not to blame


def worst_edge(session: Session) -> Edge | None:
    """The named edge without whose name the test error falls most; None where none costs a tenth of it."""
    now = test_rmse(session, session.network)
    if now is None:
        return None
    errors = {edge: _error_without(session, edge) for edge in named_edges(session)}
    worst = min(errors, key=lambda edge: errors[edge], default=None)
    return worst if worst is not None and errors[worst] < WORTH * now else None


def named_edges(session: Session) -> list[Edge]:
    """Living edges that have a name."""
    layers = session.network.layers
    return [(l, i, j) for l, i, j in living_edges(session) if layers[l].function[i][j] is not None]


def _error_without(session: Session, edge: Edge) -> float:
    error = test_rmse(session, with_former_spline(session.network, edge))
    return float("inf") if error is None else error
