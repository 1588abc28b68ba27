"""How subnodes become nodes: sums pass through, a product multiplies consecutive subnodes, its factors."""

from collections.abc import Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor


def combine(subnodes: Float[Tensor, "N o"], sums: int, arities: Sequence[int]) -> Float[Tensor, "N n"]:
    """Nodes (N, sums + products) from subnodes (N, sums + Σ arities)."""
    if not arities:
        return subnodes
    products = [factors.prod(-1, keepdim=True) for factors in _factors(subnodes, sums, arities)]
    return torch.cat([subnodes[:, :sums], *products], 1)


def combine_backward(
    pull: Float[Tensor, "N n"], subnodes: Float[Tensor, "N o"], sums: int, arities: Sequence[int]
) -> Float[Tensor, "N o"]:
    """Gradient by subnodes from that by nodes: a factor's is its product's times the other factors."""
    if not arities:
        return pull
    others = [_others(factors) for factors in _factors(subnodes, sums, arities)]
    by_product = torch.split(pull[:, sums:], 1, 1)
    return torch.cat([pull[:, :sums], *(p * o for p, o in zip(by_product, others, strict=True))], 1)


def node_of_subnode(
    sums: int, arities: Sequence[int], device: torch.device | None = None
) -> Int[Tensor, " o"]:
    """Index of the node each subnode belongs to, (sums + Σ arities,)."""
    sizes = [1] * sums + list(arities)
    return torch.tensor([node for node, size in enumerate(sizes) for _ in range(size)], device=device)


def _factors(subnodes: Tensor, sums: int, arities: Sequence[int]) -> tuple[Tensor, ...]:
    return torch.split(subnodes[:, sums:], list(arities), 1)


def _others(factors: Tensor) -> Tensor:
    """For each factor (N, m) the product of the other ones; no division, so that zeros are no trouble."""
    ones = torch.ones_like(factors[:, :1])
    before = torch.cat([ones, factors[:, :-1]], 1).cumprod(1)
    after = torch.cat([ones, factors.flip(1)[:, :-1]], 1).cumprod(1).flip(1)
    return before * after
