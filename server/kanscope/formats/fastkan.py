"""Networks of FastKAN, as far as they are sums of curves of one variable.

A FastKAN layer is W_b·silu(x) + b + Σ w_m exp(-((z - g_m)/h)²) with z = LayerNorm(x), which mixes all
inputs: that is no curve on an edge, and a sum of Gaussians is no spline. What maps exactly:

- a layer whose RBF weights are all 0 (LayerNorm then has no say): its edges are silu alone;
- in a layer without LayerNorm, an edge of one Gaussian and no base part: c·gaussian(a·x + b) with a = 1/h;
- biases. All else is refused, and named: train a network of ours on samples of such a FastKAN instead.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from kanscope.formats.edges import Edges, assemble
from kanscope.formats.sized import sized
from kanscope.kan.knots import uniform_knots
from kanscope.kan.network import Network

K = 3  # the order of splines that are 0 everywhere


def network_of(state: Mapping[str, Tensor], denominator: float | None = None) -> Network:
    """The network of a `FastKAN` state; `denominator` is h where it is not the spacing of the centres.

    ValueError naming the layer or edge that cannot be mapped.
    """
    layers: list[Edges] = []
    while f"layers.{len(layers)}.spline_linear.weight" in state:
        layers.append(_edges(state, len(layers), denominator))
    if not layers:
        raise ValueError("state: layers.0.spline_linear.weight is missing")
    nodes = [layers[0].base.shape[0], *(layer.base.shape[1] for layer in layers)]
    return assemble([(n, 0) for n in nodes], layers, "silu")


def _edges(state: Mapping[str, Tensor], l: int, denominator: float | None) -> Edges:
    centres = sized(state, f"layers.{l}.rbf.grid", (None,)).to(torch.float64)
    if len(centres) < 2 or not bool((centres.diff() > 0).all()):
        raise ValueError(f"state: layers.{l}.rbf.grid must hold two or more ascending centres")
    flat = sized(state, f"layers.{l}.spline_linear.weight", (None, None))
    if flat.shape[1] % len(centres):
        raise ValueError(f"state: layers.{l}.spline_linear.weight must have {len(centres)} columns an input")
    weights = flat.view(len(flat), -1, len(centres)).transpose(0, 1).to(torch.float64)
    if f"layers.{l}.layernorm.weight" in state and bool((weights != 0).any()):
        raise ValueError(
            f"layer {l}: its Gaussians act on LayerNorm of all inputs together, which is no edge"
        )
    edges = _silu_edges(state, l, weights, centres)
    _name(l, edges, weights, centres, denominator or float(centres[1] - centres[0]))
    return edges


def _silu_edges(state: Mapping[str, Tensor], l: int, weights: Tensor, centres: Tensor) -> Edges:
    i, o, _ = weights.shape
    base, bias = torch.zeros(i, o), torch.zeros(o)
    if f"layers.{l}.base_linear.weight" in state:
        base = sized(state, f"layers.{l}.base_linear.weight", (o, i)).T
        bias = sized(state, f"layers.{l}.base_linear.bias", (o,))
    grid = len(centres) - 1
    knots = uniform_knots(centres[:1].expand(i), centres[-1:].expand(i), grid, K)
    edges = Edges.plain(knots, torch.zeros(i, grid + K, o), base)
    edges.constant = bias.to(torch.float64)
    return edges


def _name(l: int, edges: Edges, weights: Tensor, centres: Tensor, width: float) -> None:
    """Edges of a single Gaussian get its name."""
    for i, j in torch.nonzero((weights != 0).any(-1)).tolist():
        used = torch.nonzero(weights[i, j]).flatten().tolist()
        if len(used) > 1 or bool(edges.base[i, j] != 0):
            raise ValueError(
                f"edge ({l}, {i}, {j}): {len(used)} Gaussians beside silu are neither spline nor name"
            )
        centre, height = float(centres[used[0]]), float(weights[i, j, used[0]])
        edges.functions[i][j] = "gaussian"
        edges.affine[i, j] = torch.tensor([1 / width, -centre / width, height, 0.0], dtype=torch.float64)
