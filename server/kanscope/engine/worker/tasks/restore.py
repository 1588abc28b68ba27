"""Bringing cut edges back."""

from __future__ import annotations

from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.kan.surgery import restore_edges
from kanscope.study.ids import place_of
from kanscope.study.operations import RestoreEdges


def restore(operation: RestoreEdges, session: Session) -> Edited:
    """The edges live again with the curves they had; their mean is taken back from the edge that had it."""
    edges = [place_of(edge) for edge in operation.edges]
    return Edited(session.with_network(restore_edges(session.network, edges, session.inputs)))
