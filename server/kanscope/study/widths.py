"""The widths a network will have once an operation that changes them is done."""

from __future__ import annotations

from kanscope.study.operations import AddLayer, BuildNetwork, Grow, Layer
from kanscope.study.reports import Entry

Width = tuple[Layer, ...]


def width_after(operation: Entry, width: Width) -> Width:
    """Nodes of each layer then, an int or (sums, products)."""
    match operation:
        case BuildNetwork():
            return operation.width
        case Grow() if operation.layer < len(width):
            grown = with_nodes(width[operation.layer], operation)
            return (*width[: operation.layer], grown, *width[operation.layer + 1 :])
        case AddLayer() if operation.at < len(width):
            return (*width[: operation.at + 1], node_count(width[operation.at]), *width[operation.at + 1 :])
        case _:
            return width


def with_nodes(layer: Layer, operation: Grow) -> Layer:
    """A layer and the nodes that are to be added."""
    sums, products = (layer, 0) if isinstance(layer, int) else layer
    if operation.product:
        return sums, products + operation.nodes
    return (sums + operation.nodes, products) if products else sums + operation.nodes


def node_count(layer: Layer) -> int:
    """Sums and products together."""
    return layer if isinstance(layer, int) else sum(layer)
