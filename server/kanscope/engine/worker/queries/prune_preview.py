"""What pruning would do at every threshold: `prune_preview{}`."""

from __future__ import annotations

from typing import Any

from kanscope.engine.worker.drawing import living_edges
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.errors import test_rmse
from kanscope.kan.prune import prune
from kanscope.kan.surgery import Edge
from kanscope.study.ids import edge_id

MOST = 60
"""Thresholds looked at, spread over all that make a difference."""


def prune_preview(asked: Asked) -> dict[str, Any]:
    """{steps: [{edges, rmse}]}: all edges gone at a threshold, and the test RMSE then; first at none at all.

    Nothing is refitted. From the weakest edge upwards, until an output would lose everything.
    """
    session = asked.session()
    scores, before = session.scores, list(living_edges(session))
    values = sorted({float(scores.edges[l][i, j]) for l, i, j in before})
    steps = [{"edges": list[str](), "rmse": test_rmse(session, session.network)}]
    for threshold in values[:: -(-len(values) // MOST) or 1]:
        try:
            left = prune(session.network, scores, 0.0, threshold, inputs=session.inputs)
        except ValueError:
            break
        gone = [edge_id(*edge) for edge in before if not _alive(left.layers[edge[0]].alive, edge)]
        if gone != steps[-1]["edges"]:
            steps.append({"edges": gone, "rmse": test_rmse(session, left)})
    return {"steps": [step for step in steps if step["rmse"] is not None]}


def _alive(mask: Any, edge: Edge) -> bool:
    return bool(mask[edge[1], edge[2]])
