"""What edges contribute on average, and who takes it over when they go."""

from collections.abc import Sequence

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.wishes.held import fixed_level


def move_means(
    network: Network, into: Network, cut: Sequence[Bool[Tensor, "_i _o"]], inputs: Float[Tensor, "N n0"]
) -> None:
    """Adds what the cut edges contributed to `network` on average to living edges of their subnodes in
    `into`.
    """
    for l, mean in enumerate(edge_means(network, inputs)):
        raise_subnodes(into, l, (mean * cut[l]).sum(0), into.layers[l].alive)


def edge_means(network: Network, x: Float[Tensor, "N n0"]) -> list[Float[Tensor, "_i _o"]]:
    """Mean (i, o) a layer of every living edge over the samples x (N, n0)."""
    means = []
    for l, layer in enumerate(network.layers):
        means.append(layer.edge_values(x).mean(0))
        x = network.combine(l, layer(x))
    return means


def raise_subnodes(
    network: Network, l: int, amount: Float[Tensor, " o"], receivers: Bool[Tensor, "i o"]
) -> None:
    """Lifts subnodes of layer l by amount (o,) through an unlocked receiving edge each, where there is
    one.
    """
    layer, splines = network.layers[l], network.layers[l].grid + network.layers[l].k
    level = fixed_level(layer.wiring) & ~layer.symbolic
    for j in torch.nonzero(amount).flatten().tolist():
        willing = torch.nonzero(receivers[:, j] & ~layer.locked[:, j] & ~level[:, j]).flatten().tolist()
        if willing and layer.function[willing[0]][j] is not None:
            layer.affine[willing[0], j, 3] += amount[j]
        elif willing:
            layer.weights[willing[0], :splines, j] += amount[j]  # the splines sum to 1
