"""Networks of pykan 0.0: a state alone, with all edges of a layer in one row, edge j·n_in + i leading from i
to j.

Grids end at their borders there and are extended when used. Neither the base function, nor the names of
symbolic edges, nor which edges were locked to share one curve are in the file: the first is asked for,
networks with the second are refused, and the third cannot be known.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from kanscope.formats.edges import Edges, assemble
from kanscope.formats.sized import sized
from kanscope.kan.knots import extended
from kanscope.kan.network import Network


def network_of(state: Mapping[str, Tensor], base: str = "silu") -> Network:
    """The network of one state. ValueError naming the tensor or edge that cannot be mapped."""
    layers: list[Edges] = []
    while f"biases.{len(layers)}.weight" in state:
        layers.append(_edges(state, len(layers)))
    if not layers:
        raise ValueError("state: biases.0.weight is missing")
    nodes = [layers[0].base.shape[0], *(layer.base.shape[1] for layer in layers)]
    return assemble([(n, 0) for n in nodes], layers, base)


def _edges(state: Mapping[str, Tensor], l: int) -> Edges:
    bias = sized(state, f"biases.{l}.weight", (1, None))[0]
    named = sized(state, f"symbolic_fun.{l}.mask", (len(bias), None))
    o, i = named.shape
    if bool((named != 0).any()):
        j, source = torch.nonzero(named)[0].tolist()
        raise ValueError(f"edge ({l}, {source}, {j}) is named, and pykan 0.0 does not save by which function")
    mask, scale, lean = (
        _own(state, f"act_fun.{l}.{x}", o, i)[..., 0] for x in ("mask", "scale_sp", "scale_base")
    )
    on = torch.where(mask == 0, 1, mask)  # a cut edge keeps its curve aside
    splines = _own(state, f"act_fun.{l}.coef", o, i) * (scale * on)[..., None]
    knots = _knots(_own(state, f"act_fun.{l}.grid", o, i), splines.shape[2], l)
    edges = Edges.plain(knots, splines.permute(1, 2, 0), (lean * on).T).checked(l)
    edges.alive, edges.constant = (mask != 0).T, bias.to(torch.float64)
    return edges


def _own(state: Mapping[str, Tensor], name: str, o: int, i: int) -> Tensor:
    """An edge's numbers, (o, i, n), from a tensor (o·i, n) or (o·i,)."""
    tensor = state.get(name)
    size = (o * i,) if tensor is not None and tensor.dim() == 1 else (o * i, None)
    return sized(state, name, size).reshape(o, i, -1)


def _knots(grids: Tensor, coefficients: int, l: int) -> Tensor:
    """Extended knots (i, G+1+2k). Each edge has a grid of its own; those of one input must agree."""
    if not bool((grids == grids[:1]).all()):
        raise ValueError(f"layer {l}: edges from one input have different grids")
    k = coefficients - grids.shape[2] + 1
    return extended(grids[0], k) if k > 0 else grids[0]
