"""Nodes of a hidden layer in another order: the same function, drawn differently."""

from collections.abc import Sequence
from dataclasses import replace

from kanscope.kan.network import Network
from kanscope.kan.surgery.blocks import assembled, blocks_of


def swap_nodes(network: Network, position: int, one: int, other: int) -> Network:
    """Two nodes of a hidden position change places, with all their edges. ValueError as in `reorder`."""
    nodes = range(network.shape.nodes(position)) if 0 < position < network.shape.depth else range(0)
    if one not in nodes or other not in nodes:
        raise ValueError(f"nodes: {one} and {other} are no hidden nodes at {position} of {network.width}")
    order = list(nodes)
    order[one], order[other] = other, one
    return reorder(network, position, order)


def reorder(network: Network, position: int, order: Sequence[int]) -> Network:
    """Node order[n] of a hidden position becomes its node n; names, locks and cuts go along.

    ValueError when the position is not hidden, the order leaves a node out, or a sum would take the place of
    a product: sums come first.
    """
    shape = network.shape
    if not 0 < position < shape.depth:
        raise ValueError(f"position must be that of a hidden layer of {network.width}, got {position}")
    sums, nodes = shape.width[position][0], shape.nodes(position)
    if sorted(order) != list(range(nodes)):
        raise ValueError(f"order must hold each of {nodes} nodes once, got {list(order)}")
    if any((node < sums) != (place < sums) for place, node in enumerate(order)):
        raise ValueError("order: a sum and a product cannot change places; sums come first")
    blocks, old = blocks_of(network), shape.arities[position - 1]
    blocks[position - 1] = blocks[position - 1].with_outputs(subnode_order(sums, old, order))
    blocks[position] = blocks[position].with_inputs(order)
    arities = list(shape.arities)
    arities[position - 1] = tuple(old[node - sums] for node in order[sums:])
    return assembled(replace(shape, arities=tuple(arities)), blocks)


def subnode_order(sums: int, arities: Sequence[int], order: Sequence[int]) -> list[int]:
    """The subnodes of the nodes in this order, the factors of a product staying together."""
    owned = [[node] for node in range(sums)]
    first = sums
    for arity in arities:
        owned.append(list(range(first, first + arity)))
        first += arity
    return [subnode for node in order for subnode in owned[node]]
