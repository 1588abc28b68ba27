"""The curves of a session's network, where its training rows are."""

from __future__ import annotations

from torch import Tensor

from kanscope.engine.worker.session.session import Session
from kanscope.kan.surgery import Edge
from kanscope.symbolic import learnt
from kanscope.symbolic.curves import Curves

POINTS = learnt.POINTS


def curve_of(session: Session, edge: Edge) -> Curves:
    """The edge on the range its training rows reach, weighted by where they lie; x and y as inside."""
    return learnt.curve_of(session.network, session.inputs, edge)


def edge_on(session: Session, edge: Edge, x: Tensor) -> Tensor:
    """Values (n,) of one edge at x (n,)."""
    return learnt.edge_on(session.network, edge, x)
