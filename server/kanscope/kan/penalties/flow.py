"""What flows over every edge, as a function autograd can follow: slow and roomy, for any penalty."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from kanscope.kan.layer import Layer
from kanscope.kan.network import Network


@dataclass(frozen=True)
class LayerFlow:
    """Node values x (N, i), every edge's values (N, i, o), and their sums (N, o); symbolic (i, o) bool."""

    x: Float[Tensor, "N i"]
    edges: Float[Tensor, "N i o"]
    subnodes: Float[Tensor, "N o"]
    symbolic: Bool[Tensor, "i o"]


def flow(network: Network, x: Float[Tensor, "N n0"], parameters: Float[Tensor, " P"]) -> list[LayerFlow]:
    """Through each layer for samples x (N, n0), by `parameters` (P,) in the place of the network's."""
    layers = []
    for l, (layer, views) in enumerate(zip(network.layers, network.split(parameters), strict=True)):
        edges = _edges(layer, x, *views)
        layers.append(LayerFlow(x, edges, edges.sum(1), layer.symbolic))
        x = network.combine(l, layers[-1].subnodes)
    return layers


def deviation(values: Float[Tensor, N * rest]) -> Float[Tensor, "*rest"]:
    """Standard deviation over the first axis, dividing by N - 1; of a constant 0, with gradient 0."""
    variance = values.var(0, correction=1 if len(values) > 1 else 0)
    varies = variance > 0
    return torch.where(varies, variance, 1).sqrt() * varies


def _edges(layer: Layer, x: Tensor, weights: Tensor, affine: Tensor) -> Tensor:
    splines = weights * layer.spline_edges[:, None, :]
    edges = torch.bmm(_features(layer, x).transpose(0, 1), splines).transpose(0, 1).contiguous()
    for family in layer.families:
        a, b, c, d = affine[family.source, family.target].unbind(1)
        edges[:, family.source, family.target] = c * family.function.value(a * x[:, family.source] + b) + d
    return edges


def _features(layer: Layer, x: Tensor) -> Tensor:
    """The layer's features with their slopes as the gradient; autograd cannot enter hand-written code."""
    values, slopes = layer.features(x.detach())
    return values if slopes is None else values + (x - x.detach())[..., None] * slopes
