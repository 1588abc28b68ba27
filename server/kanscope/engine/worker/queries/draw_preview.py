"""What a drawing or a shape would make of an edge at once: `draw_preview{edge, points?, shape?}`."""

from __future__ import annotations

from typing import Any

import torch

from kanscope.engine.worker.drawing import POINTS, mended
from kanscope.engine.worker.problem import EditRefused, QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.curve import edge_on
from kanscope.engine.worker.session.errors import test_rmse
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import input_unit, output_unit
from kanscope.engine.worker.tasks.draw import draw
from kanscope.engine.worker.tasks.wish import outside_values, wish
from kanscope.kan.surgery import Edge
from kanscope.study.drawing import DrawCurve, Wish


def draw_preview(asked: Asked) -> dict[str, Any]:
    """{x, y, test_rmse, values, notice}: the edge's curve in 64 points and the error, nothing trained.

    The drawing is taken as the start, then held to the shape; `values` are the numbers found for it.
    """
    session = asked.session()
    edge = asked.edge(session)
    drawn, notice = _drawn(asked, session)
    return {
        **_curve(drawn, edge),
        "test_rmse": test_rmse(drawn, drawn.network),
        "values": _values(drawn, edge),
        "notice": notice,
    }


def _drawn(asked: Asked, session: Session) -> tuple[Session, str | None]:
    id, points, shape = (asked.arguments.get(name) for name in ("edge", "points", "shape"))
    notice = None
    try:
        if points:
            start = draw(DrawCurve.model_validate({"edge": id, "points": points, "as": "start"}), session)
            session, notice = start.session, start.notice
        if shape:
            values = asked.arguments.get("values") or ()
            session = wish(
                Wish.model_validate({"edge": id, "shape": shape, "values": values}), session
            ).session
    except (EditRefused, ValueError) as refused:
        raise QuestionWrong(str(refused), field="points" if points else "shape") from refused
    return session, notice


def _curve(session: Session, edge: Edge) -> dict[str, list[float]]:
    l, i, j = edge
    here, (shift, scale) = session.network.layers[l], input_unit(session, l, i)
    x = torch.linspace(float(here.lo[i]), float(here.hi[i]), POINTS, dtype=here.lo.dtype)
    y = edge_on(session, edge, x) * output_unit(session, l, j)
    return {"x": (x * scale + shift).tolist(), "y": mended(y.numpy()).tolist()}


def _values(session: Session, edge: Edge) -> list[float]:
    l, i, j = edge
    held = [one for a, b, one in session.network.layers[l].wiring.wishes if (a, b) == (i, j)]
    return list(outside_values(session, edge, held[0])) if held else []
