"""The curves a person looks at, and where the samples lie beneath them."""

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network


def curves(network: Network, points: int = 64) -> list[tuple[Float[Tensor, "i p"], Float[Tensor, "i o p"]]]:
    """Per layer (x (i, points), y (i, o, points)): every edge on its node's range [lo, hi]; cut edges
    are 0.
    """
    steps = torch.linspace(0, 1, points, dtype=network.parameters.dtype, device=network.parameters.device)[
        :, None
    ]
    drawn = []
    for layer in network.layers:
        x = layer.lo + steps * (layer.hi - layer.lo)
        drawn.append((x.T.contiguous(), layer.edge_values(x).permute(1, 2, 0).contiguous()))
    return drawn


def density(values: Float[Tensor, " N"], lo: float, hi: float, bins: int = 28) -> Float[Tensor, " bins"]:
    """Share of the samples `values` (N,) in each of `bins` equal parts of [lo, hi]; those outside
    count nowhere.
    """
    return torch.histc(values, bins, lo, hi) / max(len(values), 1)
