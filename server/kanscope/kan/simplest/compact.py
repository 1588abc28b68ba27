"""A network without the hidden nodes that no longer do anything."""

from __future__ import annotations

from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.layer import Layer, Wiring
from kanscope.kan.network import Network
from kanscope.kan.prune import prune
from kanscope.kan.scores import attribution
from kanscope.kan.shape import Shape
from kanscope.kan.wishes.wish import selected

ANY = -1.0  # a threshold below every score


def living_edges(network: Network) -> int:
    """How many edges are not cut."""
    return sum(int(layer.alive.sum()) for layer in network.layers)


def used_inputs(network: Network) -> int:
    """How many inputs a living edge leads on from."""
    return int(network.layers[0].alive.any(1).sum())


def pruned(network: Network, x: Float[Tensor, "N n0"]) -> Network | None:
    """Compacted, without the edges and nodes that score little on x (N, n0); None if an output loses all."""
    try:
        return compacted(prune(network, attribution(network, x), inputs=x))
    except ValueError:
        return None


def without_stranded(network: Network, x: Float[Tensor, "N n0"]) -> Network | None:
    """Without the edges of nodes that have no way in or out; None if an output loses all."""
    try:
        return prune(network, attribution(network, x), ANY, ANY, x)
    except ValueError:
        return None


def compacted(network: Network) -> Network:
    """The same function without hidden nodes that have no living edge left; inputs and outputs all stay.

    ValueError when a hidden position would be left without nodes.
    """
    kept = [_kept(network, position) for position in range(network.shape.depth + 1)]
    if all(bool(nodes.all()) for nodes in kept):
        return network
    if any(not bool(nodes.any()) for nodes in kept):
        raise ValueError("network: no living edge is left between some of its layers")
    layers = [_cut_out(network, l, kept) for l in range(network.shape.depth)]
    blocks = [block.flatten() for _, weights, affine in layers for block in (weights, affine)]
    return Network(_shape(network.shape, kept), [wiring for wiring, _, _ in layers], torch.cat(blocks))


def _kept(network: Network, position: int) -> Tensor:
    """(n,) bool: nodes at this position with living edges in or out."""
    shape = network.shape
    if position in {0, shape.depth}:
        return torch.ones(shape.nodes(position), dtype=torch.bool)
    fed = network.layers[position - 1].alive.any(0)
    into = torch.zeros(shape.nodes(position)).index_add_(0, network.owners(position - 1), fed.float())
    return (into > 0) | network.layers[position].alive.any(1)


def _cut_out(network: Network, l: int, kept: list[Tensor]) -> tuple[Wiring, Tensor, Tensor]:
    layer: Layer = network.layers[l]
    rows = torch.nonzero(kept[l])[:, 0]
    columns = torch.nonzero(kept[l + 1][network.owners(l)])[:, 0]
    wiring, own = layer.wiring, (rows[:, None], columns)
    small = replace(
        wiring,
        lo=wiring.lo[rows],
        hi=wiring.hi[rows],
        alive=wiring.alive[own],
        locked=wiring.locked[own],
        function=tuple(tuple(wiring.function[i][j] for j in columns.tolist()) for i in rows.tolist()),
        knots=None if wiring.knots is None else wiring.knots[rows],
        wishes=selected(wiring.wishes, rows.tolist(), columns.tolist()),
    )
    return small, layer.weights[rows][..., columns], layer.affine[own]


def _shape(shape: Shape, kept: list[Tensor]) -> Shape:
    width, arities = [shape.width[0]], []
    for (sums, _), products, nodes in zip(shape.width[1:], shape.arities, kept[1:], strict=True):
        flags = nodes.tolist()
        arities.append(tuple(m for m, stays in zip(products, flags[sums:], strict=True) if stays))
        width.append((sum(flags[:sums]), len(arities[-1])))
    return replace(shape, width=tuple(width), arities=tuple(arities))
