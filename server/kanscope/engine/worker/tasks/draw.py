"""A curve drawn on an edge: where it starts from, or what training is drawn towards."""

from __future__ import annotations

from dataclasses import replace

from torch import Tensor

from kanscope.engine.worker.session.curve import edge_on
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.sketch import Points, inside, line, whole_curve
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.kan.penalties.prior import Prior
from kanscope.kan.surgery import Edge
from kanscope.kan.surgery.curves import become_spline
from kanscope.study.drawing import DrawCurve
from kanscope.study.ids import place_of

VISIBLE = 0.05
"""A spline that misses the drawing by more than this share of its height is worth a sentence."""


def draw(operation: DrawCurve, session: Session) -> Edited:
    """Set the edge's curve, or remember what training is to be drawn towards."""
    edge = place_of(operation.edge)
    if operation.use == "start":
        return started(session, edge, operation.points)
    others = tuple(one for one in session.priors if one.edge != edge)
    if operation.weight == 0:
        return Edited(replace(session, priors=others))
    x, y = line(*inside(session, edge, operation.points))
    points = tuple(zip(x.tolist(), y.tolist(), strict=True))
    return Edited(replace(session, priors=(*others, Prior(edge, points, float(operation.weight)))))


def started(session: Session, edge: Edge, points: Points) -> Edited:
    """The spline that comes nearest the drawing, by least squares over the edge's range."""
    l, i, j = edge
    x, y = inside(session, edge, points)
    network = session.network.copy()
    become_spline(network.layers[l], i, j, *whole_curve(session, edge, x, y))
    after = session.with_network(network)
    missed = _missed(after, edge, *line(x, y))
    coarse = f"Its {network.layers[l].grid} intervals cannot follow the drawing"
    said = f"{coarse}: they miss it by up to {100 * missed:.0f} % of its height. Refine the grid first."
    return Edited(after, said if missed > VISIBLE else None)


def _missed(session: Session, edge: Edge, x: Tensor, y: Tensor) -> float:
    """Largest distance from the drawing, by its height; nothing where the drawing is flat."""
    height = float(y.max() - y.min())
    return float((edge_on(session, edge, x) - y).abs().max()) / height if height > 0 else 0.0
