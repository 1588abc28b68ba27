"""How much each edge varies, without asking what becomes of it further on."""

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.scores.attribution import Scores
from kanscope.kan.trace import trace

FLOOR = (
    0.1  # added to the spread of an input, so that a nearly constant one does not make its edges look strong
)


def forward_scores(network: Network, x: Float[Tensor, "N n0"], *, relative: bool = False) -> Scores:
    """Edges' std(φ) on the samples x (N, n0); relative: std(φ) / (std(x_i) + 0.1), x_i the edge's input node.

    A hidden node scores the lesser of its strongest edge in and its strongest edge out (of a product: in by
    its weakest factor), an input its strongest edge out, an output its strongest edge in.
    Source: Liu et al., KAN (2404.19756) §2.5.1, with standard deviations for mean magnitudes.
    """
    seen = trace(network, x)
    edges = seen.spread
    if relative:
        pairs = zip(edges, seen.nodes, strict=False)
        edges = [spread / (values.std(0, unbiased=False) + FLOOR)[:, None] for spread, values in pairs]
    into = [_into(network, l, scores) for l, scores in enumerate(edges)]
    out = [scores.amax(1) for scores in edges]
    hidden = [torch.minimum(one, other) for one, other in zip(into[:-1], out[1:], strict=True)]
    return Scores(edges, [out[0], *hidden, into[-1]])


def _into(network: Network, l: int, edges: Tensor) -> Tensor:
    """(n,) the strongest edge into each node at position l + 1; of a product's factors the weakest counts."""
    owners = network.owners(l)
    strongest = edges.amax(0)
    least = torch.full((network.shape.nodes(l + 1),), torch.inf, dtype=edges.dtype, device=edges.device)
    return least.scatter_reduce(0, owners, strongest, "amin")
