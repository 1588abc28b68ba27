"""Curves in numbers: `curves{edges?, points?}`."""

from __future__ import annotations

from typing import Any

import torch

from kanscope.engine.worker.drawing import living_edges, mended
from kanscope.engine.worker.picture import densities
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.curve import edge_on
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import input_unit, output_unit
from kanscope.kan.surgery import Edge
from kanscope.study.ids import edge_id


def curves(asked: Asked) -> dict[str, Any]:
    """{curves: [{edge, x, y, density}]}: each over its node's grid range, in the user's units at the ends.

    density: 28 whole numbers from 0 to 255 along the same range.
    """
    session = asked.session()
    points = asked.whole("points", 64, 2, 4000)
    edges = asked.edges(session)
    dense = densities(session)
    chosen = list(living_edges(session)) if edges is None else edges
    return {"curves": [_curve(session, edge, points, dense[edge_id(*edge)]) for edge in chosen]}


def _curve(session: Session, edge: Edge, points: int, dense: bytes) -> dict[str, Any]:
    l, i, j = edge
    here, (shift, scale) = session.network.layers[l], input_unit(session, l, i)
    x = torch.linspace(float(here.lo[i]), float(here.hi[i]), points, dtype=here.lo.dtype)
    y = edge_on(session, edge, x) * output_unit(session, l, j)
    return {
        "edge": edge_id(*edge),
        "x": (x * scale + shift).tolist(),
        "y": mended(y.numpy()).tolist(),
        "density": list(dense),
    }
