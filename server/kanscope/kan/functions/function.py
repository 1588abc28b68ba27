"""A function of one variable that an edge may become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor

from kanscope.kan.functions.domain import EVERYWHERE, Domain


@dataclass(frozen=True)
class Function:
    """f and its derivative f', both elementwise and differentiable torch code of any shape and dtype.

    Outside `domain` the value follows IEEE rules (nan, or ±inf at a pole) and nothing is raised.
    At a kink (abs, sgn) the slope is the mean of the slopes on both sides.
    """

    name: str
    value: Callable[[Float[Tensor, "*shape"]], Float[Tensor, "*shape"]]
    slope: Callable[[Float[Tensor, "*shape"]], Float[Tensor, "*shape"]]
    domain: Domain = EVERYWHERE
