"""When the objective leaves the finite numbers, and which edge led it out."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.kan.network import Network

Edge = tuple[int, int, int]


class Diverged(ArithmeticError):
    """The objective left the finite numbers; the training's network is the last finite one."""

    def __init__(self, step: int, edge: Edge | None, layers: int) -> None:
        where = "" if edge is None else f" at edge {edge}"
        super().__init__(f"training diverged in step {step}{where}")
        self.step, self.edge, self.layers = step, edge, layers


def guilty_edge(network: Network, x: Tensor) -> Edge | None:
    """The first edge whose activation at x (N, n0) is not finite; None when only their sum overflows."""
    for l, layer in enumerate(network.layers):
        values = layer.edge_values(x)
        bad = torch.nonzero(~torch.isfinite(values).all(0)).tolist()
        if bad:
            return l, bad[0][0], bad[0][1]
        x = network.combine(l, values.sum(1))
    return None
