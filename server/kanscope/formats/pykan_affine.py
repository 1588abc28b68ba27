"""The affine maps pykan puts behind its sums and products, folded into the edges around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.formats.edges import Edges


@dataclass(frozen=True)
class NodeAffine:
    """subnode ← scale·subnode + bias, (o,) each; then node ← scale·node + bias, (n,) each."""

    subnode_scale: Tensor
    subnode_bias: Tensor
    node_scale: Tensor
    node_bias: Tensor


def fold(
    layers: Sequence[Edges],
    affines: Sequence[NodeAffine],
    base: str,
    sums: Sequence[int],
    arities: Sequence[Sequence[int]],
) -> None:
    """Works every layer's affine into its own edges, and the biases of its products into the next layer's.

    ValueError where such a bias cannot be: after the last layer, or before an edge that leans on a curved
    base.
    """
    for l, (layer, affine) in enumerate(zip(layers, affines, strict=True)):
        scale, bias = _of_subnodes(affine, sums[l], arities[l])
        layer.splines *= scale
        layer.base *= scale
        layer.affine[..., 2:] *= scale[:, None]
        layer.constant = layer.constant * scale + bias
        for p, lift in enumerate(affine.node_bias[sums[l] :].tolist()):
            if lift:
                if l + 1 == len(layers):
                    raise ValueError(
                        f"node {sums[l] + p} of the outputs is a product with a bias, which has no place"
                    )
                _shift_input(layers[l + 1], l + 1, sums[l] + p, lift, base)


def _of_subnodes(affine: NodeAffine, sums: int, arities: Sequence[int]) -> tuple[Tensor, Tensor]:
    """Scale and bias of each subnode, those of its node included; a product's scale goes to its first
    factor.
    """
    scale, bias = affine.subnode_scale.clone(), affine.subnode_bias.clone()
    first = torch.tensor([sums + sum(arities[:p]) for p in range(len(arities))], dtype=torch.long)
    takers = torch.cat([torch.arange(sums), first])
    scale[takers] *= affine.node_scale
    bias[takers] *= affine.node_scale
    bias[:sums] += affine.node_bias[:sums]
    return scale, bias


def _shift_input(layer: Edges, l: int, i: int, lift: float, base: str) -> None:
    """Edges of x that give what they gave at x + lift, for input node i of layer l."""
    curved = layer.alive[i] & (layer.base[i] != 0)
    curved &= torch.tensor([name is None for name in layer.functions[i]])
    if base not in {"identity", "zero"} and bool(curved.any()):
        raise ValueError(
            f"layer {l}: input {i} is a product with a bias, and its edges lean on {base}, which cannot shift"
        )
    layer.knots[i] -= lift
    layer.affine[i, :, 1] += layer.affine[i, :, 0] * lift
    if base == "identity":
        layer.constant = layer.constant + torch.where(curved, layer.base[i] * lift, 0)
