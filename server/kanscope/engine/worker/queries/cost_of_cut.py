"""What a cut would cost: `cost_of_cut{edges?, nodes?}`, one edge or node at a time."""

from __future__ import annotations

from typing import Any

from kanscope.engine.worker.drawing import living_edges
from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.errors import test_rmse
from kanscope.engine.worker.session.session import Session
from kanscope.kan.network import Network
from kanscope.kan.surgery import cut_edges, cut_nodes
from kanscope.study.ids import edge_id


def cost_of_cut(asked: Asked) -> dict[str, Any]:
    """{costs: [{id, rmse, change}]}: test RMSE with the edge at its mean over the training rows.

    Nothing is refitted. Without `edges` and `nodes`, every living edge and hidden node is asked about; left
    out is what would leave the network without a number (an inner value outside a function's domain).
    """
    session = asked.session()
    edges, nodes = asked.edges(session), asked.arguments.get("nodes") or []
    if edges is None and not nodes:
        edges = list(living_edges(session))
        nodes = sorted({f"node:{l}:{i}" for l, i, _ in edges if l > 0})
    cuts = {edge_id(*edge): cut_edges(session.network, [edge], session.inputs) for edge in edges or []}
    cuts |= {str(node): _without_node(session, node) for node in nodes}
    now = test_rmse(session, session.network)
    then = {id: test_rmse(session, network) for id, network in cuts.items()}
    return {"costs": [_cost(id, rmse, now) for id, rmse in then.items() if rmse is not None]}


def _without_node(session: Session, node: object) -> Network:
    try:
        layer, index = (int(part) for part in str(node).removeprefix("node:").split(":"))
        return cut_nodes(session.network, [(layer, index)], session.inputs)
    except ValueError as error:
        raise QuestionWrong(
            f"There is no hidden node or input {node} in this network.", field="nodes"
        ) from error


def _cost(id: str, then: float, now: float | None) -> dict[str, Any]:
    return {"id": id, "rmse": then, "change": 0.0 if now is None else then - now}
