"""Networks of pykan 0.2: its configuration and tensors to a network of ours, exact where it can be.

φ = m_n·[s_b·b(x) + s_p·Σ c B(x)] + m_s·[c·f(a·x + b) + d]; a subnode is t·Σφ + u, a node v·(sum or product)
+ w. Our edges have no masks and our nodes no affine, so all of it is folded into the weights. Inside its
grids the network is pykan's; outside, our splines go on in a straight line where pykan's fall to 0.

`symbolic_enabled` is ignored: pykan saves False after every `fit` without named edges, and then forgets
later names. Not in the file at all: which columns of the data the inputs are, after `prune_input`.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from kanscope.formats.edges import Edges, assemble
from kanscope.formats.pykan_affine import NodeAffine, fold
from kanscope.formats.pykan_config import BASES, Config
from kanscope.formats.sized import sized
from kanscope.kan.network import Network

State = Mapping[str, Tensor]


def network_of(config: Config, state: State) -> Network:
    """The network of one checkpoint. ValueError naming the layer or edge that cannot be mapped."""
    layers = [_edges(config, state, l) for l in range(len(config.width) - 1)]
    base = config.base
    if base not in BASES.values():
        if any(bool((layer.base != 0).any()) for layer in layers):
            raise ValueError(f"base_fun_name: the base function {base!r} is not in the file")
        base = "zero"
    affines = [_affine(config, state, l) for l in range(len(layers))]
    fold(layers, affines, base, [sums for sums, _ in config.width[1:]], config.arities)
    return assemble(config.width, layers, base, config.arities)


def _edges(config: Config, state: State, l: int) -> Edges:
    """One layer, masks folded in; a named 0 is a constant, whatever else it may be called."""
    i, o = sum(config.width[l]), config.width[l + 1][0] + sum(config.arities[l])
    coefficients = sized(state, f"act_fun.{l}.coef", (i, o, None)).to(torch.float64)
    knots = sized(state, f"act_fun.{l}.grid", (i, None))
    parts = (sized(state, f"act_fun.{l}.{name}", (i, o)) for name in ("mask", "scale_base", "scale_sp"))
    mask, base, scale = (part.to(torch.float64) for part in parts)
    on = torch.where(mask == 0, 1, mask)  # a cut edge keeps its curve aside
    edges = Edges.plain(knots, (coefficients * (scale * on)[..., None]).transpose(1, 2), base * on).checked(l)
    edges.alive = mask != 0
    _name(config, state, l, edges)
    return edges


def _name(config: Config, state: State, l: int, edges: Edges) -> None:
    i, o = edges.alive.shape
    mask = sized(state, f"symbolic_fun.{l}.mask", (o, i)).to(torch.float64)
    affine = sized(state, f"symbolic_fun.{l}.affine", (o, i, 4)).to(torch.float64)
    names = config.functions[l]
    if len(names) != o or any(len(row) != i for row in names):
        raise ValueError(f"symbolic.funs_name.{l}: expected {o} rows of {i} names")
    for j, source in torch.nonzero(mask).tolist():
        a, b, c, d = affine[j, source].tolist()
        if names[j][source] == "0":
            edges.constant[j] += mask[j, source] * d
            continue
        if _carries(edges, source, j):
            raise ValueError(
                f"edge ({l}, {source}, {j}) is both a spline and {names[j][source]!r}; "
                "choose one of them with set_mode before saving"
            )
        edges.functions[source][j] = names[j][source]
        edges.alive[source, j] = True
        on = float(mask[j, source])
        edges.affine[source, j] = torch.tensor([a, b, c * on, d * on], dtype=torch.float64)


def _carries(edges: Edges, i: int, j: int) -> bool:
    return bool(edges.alive[i, j]) and bool((edges.splines[i, :, j] != 0).any() or edges.base[i, j] != 0)


def _affine(config: Config, state: State, l: int) -> NodeAffine:
    """Scales and biases of layer l's nodes. A layer added by `expand_depth` has none in the file: they are 1
    and 0 unless trained.
    """
    nodes, subnodes = sum(config.width[l + 1]), config.width[l + 1][0] + sum(config.arities[l])
    parts = []
    for name, size, rest in (
        ("subnode_scale", subnodes, 1.0),
        ("subnode_bias", subnodes, 0.0),
        ("node_scale", nodes, 1.0),
        ("node_bias", nodes, 0.0),
    ):
        key = f"{name}_{l}"
        if key not in state and not config.affine_trainable:
            parts.append(torch.full((size,), rest, dtype=torch.float64))
        else:
            parts.append(sized(state, key, (size,)).to(torch.float64))
    return NodeAffine(*parts)
