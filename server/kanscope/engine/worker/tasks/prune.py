"""Cutting: by attribution, by edge, by node, by input."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.kan.network import Network
from kanscope.kan.prune import prune as prune_weak
from kanscope.kan.surgery import cut_edges, cut_inputs, cut_nodes
from kanscope.study.ids import edge_id, edge_name, place_of
from kanscope.study.operations import Prune, PruneEdges, PruneInputs, PruneNodes


def prune(operation: Prune, session: Session) -> Edited:
    """Cut what scores at most its threshold; locked edges stay."""
    thresholds = operation.node_threshold, operation.edge_threshold
    try:
        thinner = prune_weak(session.network, session.scores, *thresholds, inputs=session.inputs)
    except ValueError as error:
        raise EditRefused("Nothing would be left of an output. Choose lower thresholds.") from error
    return Edited(session.with_network(thinner))


def prune_edges(operation: PruneEdges, session: Session) -> Edited:
    """Cut these edges, and those that lead on from a node they leave constant; the averages stay."""
    edges = [place_of(edge) for edge in operation.edges]
    thinner = _whole(cut_edges(session.network, edges, session.inputs))
    _refuse_locked(session, thinner)
    return Edited(session.with_network(thinner))


def prune_nodes(operation: PruneNodes, session: Session) -> Edited:
    """Cut every edge into and out of these nodes, unless one of them is locked."""
    nodes = [_node(node) for node in operation.nodes]
    thinner = _whole(cut_nodes(session.network, nodes, session.inputs))
    _refuse_locked(session, thinner)
    return Edited(session.with_network(thinner))


def prune_inputs(operation: PruneInputs, session: Session) -> Edited:
    """Cut every edge out of these inputs, unless one that leads on from them is locked."""
    known = session.context.data.inputs
    indices = [known.index(name) for name in operation.inputs]
    thinner = _whole(cut_inputs(session.network, indices, session.inputs))
    _refuse_locked(session, thinner)
    return Edited(session.with_network(thinner))


def _refuse_locked(session: Session, thinner: Network) -> None:
    data, depth = session.context.data, thinner.shape.depth
    for l, (before, after) in enumerate(zip(session.network.layers, thinner.layers, strict=True)):
        for i, j in (before.alive & before.locked & ~after.alive).nonzero().tolist():
            name = edge_name(edge_id(l, i, j), data.inputs, data.targets, depth)
            raise EditRefused(f"{name} is locked; unlock it first.")


def _whole(network: Network) -> Network:
    if not bool(network.layers[-1].alive.any(0).all()):
        raise EditRefused("Nothing would be left of an output: keep at least one edge into it.")
    return network


def _node(id: str) -> tuple[int, int]:
    parts: Sequence[int] = [int(part) for part in id.split(":")[1:]]
    return parts[0], parts[1]
