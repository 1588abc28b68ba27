"""Nodes nothing flows through: what is cut off from the inputs, or from the outputs."""

import torch
from jaxtyping import Bool
from torch import Tensor

from kanscope.kan.network import Network


def has_way_in(network: Network, position: int) -> Bool[Tensor, " n"]:
    """(n,) bool: nodes with a living edge into each of their factors. Inputs need none."""
    if position == 0:
        return network.layers[0].alive.new_ones(network.shape.nodes(0))
    fed = network.layers[position - 1].alive.any(0)
    missing = fed.new_zeros(network.shape.nodes(position), dtype=torch.long)
    return missing.index_add_(0, network.owners(position - 1), (~fed).long()) == 0


def has_way_out(network: Network, position: int) -> Bool[Tensor, " n"]:
    """(n,) bool: nodes with a living edge onwards. Outputs need none."""
    if position == network.shape.depth:
        return network.layers[-1].alive.new_ones(network.shape.nodes(position))
    return network.layers[position].alive.any(1)


def in_use(network: Network, position: int) -> Bool[Tensor, " n"]:
    """(n,) bool: nodes with a living way in and out; all of them where there is no such node."""
    used = has_way_in(network, position) & has_way_out(network, position)
    return used if bool(used.any()) else torch.ones_like(used)
