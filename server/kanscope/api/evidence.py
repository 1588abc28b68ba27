"""What may be asked and answered about the evidence for a curve: what it leaves, whether it comes back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt

from kanscope.study.ids import EdgeId
from kanscope.study.value import Value


class AskResidual(Value):
    """What a curve leaves over."""

    edge: EdgeId
    version: str | None = None


class ResidualBin(Value):
    """As many rows as in any other bin: how far they would move the curve at their mean x, and how surely."""

    x: float
    left: float
    error: float


class Residual(Value):
    """x and left of each row shown, in the units of the edge's curve; null: the row hardly reaches the edge.

    `explained`: the share of the squared error that a better curve could mend, less what chance would.
    """

    edge: str
    x: tuple[float, ...]
    left: tuple[float | None, ...]
    test: tuple[bool, ...]
    bins: tuple[ResidualBin, ...]
    explained: float


class AskSeeds(Value):
    """`count` other seeds, from `first` on, trained in one batch."""

    first: Annotated[StrictInt, Field(ge=0, le=1000)] = 0
    count: Annotated[StrictInt, Field(ge=1, le=4)] = 2
    version: str | None = None


class Seed(Value):
    """`edges`: the curves that came back; `as_good`: whether the seed learnt about as well as the version."""

    seed: int
    test_rmse: float | None
    as_good: bool
    edges: tuple[str, ...]


class Seeds(Value):
    """What came of each."""

    seeds: tuple[Seed, ...]
