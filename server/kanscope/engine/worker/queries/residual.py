"""What an edge leaves over: `residual{edge, version?}`."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from kanscope.engine.worker.drawing import mended
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import input_unit, output_unit
from kanscope.kan.left_over import LeftOver, left_over
from kanscope.study.ids import edge_id

ROWS = 600
"""Rows that are shown; of more a fair draw."""
FAINT = 0.04
"""Of the mean weight: rows that reach the edge less than this say nothing of it."""


def residual(asked: Asked) -> dict[str, Any]:
    """{edge, x, left, test, bins: [{x, left, error}], explained}, x and left in the units of the curve.

    `left`: how far a row would move the curve to mend its own error (null where it hardly reaches the edge);
    in a bin, all its rows together with the standard error. `explained`: the share of the squared error that
    a better curve could mend, less what chance would. Sealed rows are left out.
    """
    session = asked.session()
    edge = asked.edge(session)
    rows = torch.cat([session.context.train, session.context.check]).sort().values
    inside, wanted = session.scaling.inputs, session.scaling.targets
    found = left_over(
        session.network, edge, inside.inside(session.context.x[rows]), wanted.inside(session.context.y[rows])
    )
    return {"edge": edge_id(*edge), **_told(session, edge, found, rows)}


def _told(session: Session, edge: tuple[int, int, int], found: LeftOver, rows: Tensor) -> dict[str, Any]:
    l, i, j = edge
    (shift, scale), unit = input_unit(session, l, i), output_unit(session, l, j)
    shown = _drawn(len(rows))
    faint = found.weight[shown] < FAINT * found.weight.mean()
    left = (found.shift[shown] * unit).tolist()
    bins = zip(
        mended((found.centre * scale + shift).numpy()).tolist(),
        mended((found.moved * unit).numpy()).tolist(),
        mended((found.unsure * unit).numpy()).tolist(),
        strict=True,
    )
    return {
        "x": mended((found.x[shown] * scale + shift).numpy()).tolist(),
        "left": [None if hidden else value for value, hidden in zip(left, faint.tolist(), strict=True)],
        "test": torch.isin(rows[shown], session.context.check).tolist(),
        "bins": [{"x": x, "left": moved, "error": unsure} for x, moved, unsure in bins],
        "explained": found.explained,
    }


def _drawn(rows: int) -> Tensor:
    if rows <= ROWS:
        return torch.arange(rows)
    dice = torch.Generator().manual_seed(0)
    return torch.randperm(rows, generator=dice)[:ROWS].sort().values
