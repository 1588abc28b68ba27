"""Where a network has no value, and which edge is to blame: log of a negative number, 1/x at 0."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network


@dataclass(frozen=True)
class Undefined:
    """`share` of the samples on which an output is no finite number; `edge` is the first one, layer by layer,
    that has none there, and `function` its name (None: a spline, which only overflows).
    """

    share: float
    edge: tuple[int, int, int]
    function: str | None


def where_undefined(network: Network, x: Float[Tensor, "N n0"]) -> Undefined | None:
    """What is undefined on the samples x (N, n0); None if every output is finite on all of them."""
    finite = torch.isfinite(network(x)).all(1)
    if bool(finite.all()):
        return None
    share = 1 - float(finite.double().mean())
    rows = x[~finite]
    for l, layer in enumerate(network.layers):
        wrong = ~torch.isfinite(layer.edge_values(rows)).all(0) & layer.alive
        if bool(wrong.any()):
            i, j = torch.nonzero(wrong)[0].tolist()
            return Undefined(share, (l, i, j), layer.function[i][j])
        rows = network.combine(l, layer(rows))
    last = len(network.layers) - 1
    i, j = torch.nonzero(network.layers[last].alive)[0].tolist()
    return Undefined(share, (last, i, j), network.layers[last].function[i][j])
