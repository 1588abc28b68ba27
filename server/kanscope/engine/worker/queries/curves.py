"""Curves in numbers: `curves{edges?, points?}`."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from kanscope.engine.worker.drawing import living_edges, mended
from kanscope.engine.worker.picture import densities
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import input_unit, output_unit
from kanscope.kan.curves import curves as drawn
from kanscope.kan.surgery import Edge
from kanscope.study.ids import edge_id


def curves(asked: Asked) -> dict[str, Any]:
    """{curves: [{edge, x, y, density}]}: each over its node's grid range, in the user's units at the ends.

    density: 28 whole numbers from 0 to 255 along the same range.
    """
    session = asked.session()
    points = asked.whole("points", 64, 2, 4000)
    edges = asked.edges(session)
    dense, every = densities(session), drawn(session.network, points)
    chosen = list(living_edges(session)) if edges is None else edges
    return {"curves": [_curve(session, edge, every[edge[0]], dense[edge_id(*edge)]) for edge in chosen]}


def _curve(session: Session, edge: Edge, layer: tuple[Tensor, Tensor], dense: bytes) -> dict[str, Any]:
    (l, i, j), (x, y) = edge, layer
    shift, scale = input_unit(session, l, i)
    return {
        "edge": edge_id(*edge),
        "x": (x[i] * scale + shift).tolist(),
        "y": mended((y[i, j] * output_unit(session, l, j)).numpy()).tolist(),
        "density": list(dense),
    }
