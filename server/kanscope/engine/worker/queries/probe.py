"""One row on its way through the network: `probe{row?, worst?}`."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from kanscope.engine.worker.drawing import living_edges
from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.curve import edge_on
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import input_unit, output_unit
from kanscope.kan.trace import trace
from kanscope.study.ids import edge_id


def probe(asked: Asked) -> dict[str, Any]:
    """{row, rows, part, nodes: [[number]], edges: [{edge, x, y}], actual: [number]}: a row on its way.

    `row` is a row of the table, counted from 0; without one, or with `worst`, the one furthest off of the
    training and test rows (targets in units of their deviation). `nodes`: what each input, hidden node and
    output holds, layer by layer; x and y of edges as `curves` has them. Inputs and outputs are in their
    columns' units, or as their logarithms where the study uses those. null: no finite number.

    Sealed rows are not shown: refused, as is a row that lacks a number in a column in use.
    """
    session = asked.session()
    at = _place(asked, session)
    x = session.scaling.inputs.inside(session.context.x[at : at + 1])
    # The spread over one row is none; two of the same make it a number.
    nodes = [values[:1] for values in trace(session.network, x.expand(2, -1).contiguous()).nodes]
    return {
        "row": int(session.context.rows[at]),
        "rows": session.context.table_rows,
        "part": "train" if bool((session.context.train == at).any()) else "test",
        "nodes": _outside(session, nodes),
        "edges": [_edge(session, nodes, edge) for edge in living_edges(session)],
        "actual": _numbers(session.context.y[at]),
    }


def _place(asked: Asked, session: Session) -> int:
    """Which of the complete rows is meant."""
    context, row = session.context, asked.arguments.get("row")
    if row is None or asked.arguments.get("worst"):
        return _worst(session)
    if isinstance(row, bool) or not isinstance(row, int) or not 0 <= row < context.table_rows:
        raise QuestionWrong(f"row must be a whole number from 0 to {context.table_rows - 1}.", field="row")
    found = torch.nonzero(context.rows == row)
    if len(found) == 0:
        raise QuestionWrong(f"Row {row + 1} lacks a number in a column in use.", field="row")
    at = int(found[0, 0])
    if bool((context.sealed == at).any()):
        raise QuestionWrong(
            f"Row {row + 1} is sealed: nobody looks at it before the end.",
            field="row",
            hint="Choose another row.",
        )
    return at


def _worst(session: Session) -> int:
    """The row furthest off; rows for which the network has no number come first."""
    context, targets = session.context, session.scaling.targets
    open_rows = torch.cat([context.train, context.check])
    guess = session.network(session.scaling.inputs.inside(context.x[open_rows]))
    off = (guess - targets.inside(context.y[open_rows])).square().sum(1)
    return int(open_rows[int(torch.nan_to_num(off, nan=math.inf, posinf=math.inf).argmax())])


def _outside(session: Session, nodes: list[Tensor]) -> list[list[float | None]]:
    first, last = session.scaling.inputs, session.scaling.targets
    seen = [first.outside(nodes[0]), *nodes[1:-1], last.outside(nodes[-1])]
    return [_numbers(values[0]) for values in seen]


def _edge(session: Session, nodes: list[Tensor], edge: tuple[int, int, int]) -> dict[str, Any]:
    l, i, j = edge
    x = nodes[l][0, i : i + 1]
    shift, scale = input_unit(session, l, i)
    y = edge_on(session, edge, x) * output_unit(session, l, j)
    [seen], [value] = _numbers(x * scale + shift), _numbers(y)
    return {"edge": edge_id(*edge), "x": seen, "y": value}


def _numbers(values: Tensor) -> list[float | None]:
    return [value if math.isfinite(value) else None for value in values.tolist()]
