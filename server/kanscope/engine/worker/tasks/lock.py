"""Holding edges as they are, and letting go of them."""

from __future__ import annotations

from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.kan.surgery import lock_edges, unlock_edges
from kanscope.study.ids import place_of
from kanscope.study.operations import LockEdges, UnlockEdges


def lock(operation: LockEdges | UnlockEdges, session: Session) -> Edited:
    """Lock or unlock the edges."""
    turn = lock_edges if isinstance(operation, LockEdges) else unlock_edges
    return Edited(session.with_network(turn(session.network, [place_of(edge) for edge in operation.edges])))
