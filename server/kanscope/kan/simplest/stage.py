"""What the search reports on its way, and the rule by which it decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kanscope.kan.network import Network
from kanscope.kan.simplest.fitting import Fit

Act = Literal["sparsified", "retrained", "tried", "chosen", "thinned", "kept", "found"]
TIMES = 5.0  # a simpler shape may have so many times the least error …
EXACT = 1e-3  # … or this one: what is left is the grid's coarseness …
VARIANCE = 5e-3  # … and must not leave more of the targets' variance unexplained than this


@dataclass(frozen=True)
class Stage:
    """One thing the search did: to which network, with what error (RMSE on the check rows over the targets'
    standard deviation) and how many living edges, and why it goes on as it does.
    """

    act: Act
    network: Network
    edges: int
    error: float
    reason: str


def stage(act: Act, fit: Fit, reason: str) -> Stage:
    """The stage that leads to this fit."""
    return Stage(act, fit.network, fit.edges, fit.error, reason)


def good_enough(error: float, least: float) -> bool:
    """Whether a simpler shape with this error may stand for the best one, whose error is `least`.

    At equal numbers of parameters the errors of two shapes that both hold the law differ by a small factor;
    where noise is what is left they hardly differ at all, and the variance decides.
    """
    return error <= max(TIMES * least, EXACT) and error**2 - least**2 <= VARIANCE
