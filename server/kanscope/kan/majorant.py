"""The sparsity penalty as a quadratic that touches it from above: least squares can then make it small."""

from collections.abc import Sequence

from jaxtyping import Float
from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.jacobian import free_layers
from kanscope.kan.smoothness import add_blocks


def add_penalty(matrix: Float[Tensor, "F F"], passes: Gradient, pulls: Sequence[Tensor]) -> None:
    """Adds 2w·K to the block of every free spline: a penalty concave in the variances lies below Σ w cᵀKc.

    pulls: w ≥ 0, the penalty's gradient by the edge variances, (i, o) a layer, where `passes` last computed
    them. A w below 0 would make the quadratic fall without end and counts 0. Source: iteratively reweighted
    least squares.
    """
    start = 0
    for tape, one, pull in zip(passes.tapes, free_layers(passes.network), pulls, strict=True):
        if tape.covariances is None:
            raise ValueError("passes: variances were not computed")
        weight = 2 * pull.clamp(min=0)[one.source, one.target]
        blocks = weight[:, None, None] * tape.covariances[one.source]
        add_blocks(matrix, start, tape.features.shape[2], blocks)
        start += len(one.columns)
