"""Penalties by the numbers a person sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kanscope.kan.penalties.coefficients import CoefficientSize, Smoothness
from kanscope.kan.penalties.edge_spread import EdgeSpread
from kanscope.kan.penalties.penalty import Penalty
from kanscope.kan.penalties.prior import Prior
from kanscope.kan.penalties.shares import Shares
from kanscope.kan.penalties.weighted import Term, Weighted

MetricName = Literal[
    "edge_spread",
    "edge_forward_spline_n",
    "edge_forward_sum",
    "edge_forward_spline_u",
    "edge_backward",
    "node_backward",
]


def sparsity_penalty(
    metric: str = "edge_spread",
    l1: float = 1.0,
    entropy: float = 2.0,
    coefficients: float = 0.0,
    differences: float = 0.0,
) -> Penalty:
    """What sparsity multiplies: l1 and entropy of the metric, and the size of coefficients and their steps.

    The names are pykan's reg_metric, lamb_l1, lamb_entropy, lamb_coef and lamb_coefdiff; edge_spread is our
    own and the default. ValueError naming what is unknown, negative or not finite.
    """
    for name, value in (
        ("l1", l1),
        ("entropy", entropy),
        ("coefficients", coefficients),
        ("differences", differences),
    ):
        _check_weight(name, value)
    edges = EdgeSpread(l1, entropy) if metric == "edge_spread" else Shares(metric, l1, entropy)
    of_coefficients = ((0, coefficients), (1, differences))
    terms = [Term(CoefficientSize(order), weight) for order, weight in of_coefficients if weight]
    return Weighted((Term(edges, 1.0), *terms)) if terms else edges


def further_terms(smoothness: float = 0.0, priors: Sequence[Prior] = ()) -> Weighted:
    """What acts whatever the sparsity. ValueError for a weight that is negative or not finite."""
    _check_weight("smoothness", smoothness)
    smooth = (Term(Smoothness(), smoothness),) if smoothness else ()
    return Weighted((*smooth, *(Term(prior, 1.0) for prior in priors)))


def _check_weight(name: str, value: float) -> None:
    if not 0 <= value < float("inf"):
        raise ValueError(f"{name} must be finite and not negative, got {value}")
