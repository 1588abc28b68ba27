"""How strongly inputs act together on f."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.hypotheses.probe import TINY, Probe


@dataclass(frozen=True)
class Interactions:
    """Symmetric (n, n) matrices over the inputs.

    share: standard deviation of all parts of f in which i and j act together, by that of f; kinks and far
    corners count (the root of Liu & Owen's superset importance, 2006). On the diagonal what input i does at
    all (the root of Sobol's total index). curvature: median |∂²f/∂x_i∂x_j|·σ_iσ_j/σ_f on the rows alone.
    """

    share: Float[Tensor, "n n"]
    curvature: Float[Tensor, "n n"]


def interactions(probe: Probe) -> Interactions:
    """Both measures; the shares take one evaluation of f a pair of inputs, the curvature one pass an input.

    Shares suppose that the inputs are independent: else they are about f on the box that the rows span.
    """
    alone = [probe.at(probe.exchanged([i])) for i in range(probe.inputs)]
    share = torch.zeros(probe.inputs, probe.inputs, dtype=probe.x.dtype)
    for i, one in enumerate(alone):
        share[i, i] = probe.share(probe.values - one, 2**0.5 * probe.spread)
        for j, other in enumerate(alone[:i]):
            both = probe.at(probe.exchanged([i, j]))
            share[i, j] = share[j, i] = probe.share(probe.values + both - one - other, 2 * probe.spread)
    bends = probe.hessian.abs().nanmedian(0).values * probe.scales[:, None] * probe.scales
    return Interactions(share, bends / max(probe.spread, TINY))
