"""Nodes and layers that are added, and nodes that change places: the function stays as it is."""

from __future__ import annotations

from collections.abc import Callable

from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.kan.surgery import Edge, add_layer, add_nodes, swap_nodes
from kanscope.kan.surgery.reorder import subnode_order
from kanscope.study.operations import AddLayer, Grow, SwapNodes


def grow(operation: Grow, session: Session) -> Edited:
    """More nodes in a hidden layer; they take the next free numbers."""
    sums, products = (0, [2] * operation.nodes) if operation.product else (operation.nodes, [])
    try:
        grown = add_nodes(
            session.network,
            operation.layer,
            session.inputs,
            sums=sums,
            products=products,
            seed=operation.seed,
        )
    except ValueError as error:
        raise EditRefused(f"The nodes cannot be added: {error}.") from error
    return Edited(session.with_network(grown))


def deepen(operation: AddLayer, session: Session) -> Edited:
    """A layer that passes every node on; edges behind it belong to a layer one higher."""
    deeper = add_layer(session.network, operation.at, session.inputs)
    moved = session.renamed(lambda edge: (edge[0] + (edge[0] >= operation.at), *edge[1:]))
    return Edited(moved.with_network(deeper))


def swap(operation: SwapNodes, session: Session) -> Edited:
    """Two nodes change places, and their edges' numbers with them."""
    (layer, one), (_, other) = (_place(node) for node in operation.nodes)
    swapped = swap_nodes(session.network, layer, one, other)
    return Edited(session.renamed(_swapping(session, layer, one, other)).with_network(swapped))


def _swapping(session: Session, layer: int, one: int, other: int) -> Callable[[Edge], Edge]:
    """Where an edge is afterwards."""
    shape = session.network.shape
    order = list(range(shape.nodes(layer)))
    order[one], order[other] = order[other], order[one]
    subnodes = subnode_order(shape.sums(layer - 1), shape.arities[layer - 1], order)

    def after(edge: Edge) -> Edge:
        l, i, j = edge
        if l == layer:
            return l, order.index(i), j
        return (l, i, subnodes.index(j)) if l == layer - 1 else edge

    return after


def _place(node: str) -> tuple[int, int]:
    layer, index = (int(part) for part in node.split(":")[1:])
    return layer, index
