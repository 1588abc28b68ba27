"""How subnodes become nodes: sums pass through, a product multiplies `arity` consecutive subnodes."""

import torch
from torch import Tensor


def combine(subnodes: Tensor, sums: int, arity: int) -> Tensor:
    """Nodes (N, sums + products) from subnodes (N, sums + arity·products)."""
    if subnodes.shape[1] == sums:
        return subnodes
    products = _factors(subnodes, sums, arity).prod(-1)
    return torch.cat([subnodes[:, :sums], products], 1)


def combine_backward(pull: Tensor, subnodes: Tensor, sums: int, arity: int) -> Tensor:
    """Gradient by subnodes from that by nodes: a factor's is its product's times the other factors."""
    if subnodes.shape[1] == sums:
        return pull
    factors = _factors(subnodes, sums, arity)
    others = torch.stack([_without(factors, m).prod(-1) for m in range(arity)], -1)
    return torch.cat([pull[:, :sums], (pull[:, sums:, None] * others).flatten(1)], 1)


def node_of_subnode(sums: int, products: int, arity: int) -> Tensor:
    """Index of the node each subnode belongs to, (sums + arity·products,)."""
    return torch.cat([torch.arange(sums), torch.arange(sums, sums + products).repeat_interleave(arity)])


def _factors(subnodes: Tensor, sums: int, arity: int) -> Tensor:
    return subnodes[:, sums:].view(len(subnodes), -1, arity)


def _without(factors: Tensor, m: int) -> Tensor:
    return torch.cat([factors[..., :m], factors[..., m + 1 :]], -1)
