"""The sparsity penalty as a quadratic that touches it from above: least squares can then make it small."""

from collections.abc import Iterator, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan import named
from kanscope.kan.gradient import Gradient, LayerTape
from kanscope.kan.jacobian import FreeLayer, add_blocks, free_layers


def add_penalty(
    matrix: Float[Tensor, "F F"], passes: Gradient, pulls: Sequence[Float[Tensor, "_i _o"]]
) -> None:
    """Adds 2w·K to the block of every free edge, K the covariance of its value's derivatives by its numbers.

    A penalty concave in the variances lies below its tangent Σ w·variance, and the variance of a spline is
    cᵀKc; that of a named edge is so to first order (Gauss-Newton). pulls: w, the penalty's gradient by the
    edge variances, (i, o) a layer, where `passes` last computed them. A w below 0 would make the quadratic
    fall without end and counts 0. Source: iteratively reweighted least squares.
    """
    start = 0
    for tape, one, pull in zip(passes.tapes, free_layers(passes.network), pulls, strict=True):
        if tape.covariances is None:
            raise ValueError("passes: variances were not computed")
        weight = 2 * pull.clamp(min=0)
        blocks = weight[one.source, one.target, None, None] * tape.covariances[one.source]
        add_blocks(matrix, start, tape.features.shape[2], blocks)
        place = start + len(one.source) * tape.features.shape[2]
        for blocks in _named_blocks(tape, one, weight):
            add_blocks(matrix, place, 4, blocks)
            place += 4 * len(blocks)
        start += len(one.columns)


def _named_blocks(tape: LayerTape, one: FreeLayer, weight: Tensor) -> Iterator[Tensor]:
    """Per family, for its free edges, 2w times the covariance of ∂φ/∂(a, b, c, d), (E, 4, 4)."""
    for family, members in zip(tape.families, one.members, strict=True):
        partials = named.partials(family)[:, members]
        centred = partials - partials.mean(0)
        covariance = torch.einsum("nep,neq->epq", centred, centred) / len(centred)
        own = weight[family.family.source[members], family.family.target[members]]
        yield own[:, None, None] * covariance
