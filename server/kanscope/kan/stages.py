"""The stages of a run as data: how strong sparsity is, and when what hardly matters is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Stage:
    """Until this share of the steps, this share of the sparsity acts.

    prune: as it begins, edges whose attribution is at most this are cut; None: none. ValueError naming the
    argument out of range.
    """

    until: float
    strength: float
    prune: float | None = None

    def __post_init__(self) -> None:
        if not 0 < self.until <= 1:
            raise ValueError(f"until must be above 0 and at most 1, got {self.until}")
        if not 0 <= self.strength < float("inf"):
            raise ValueError(f"strength must be finite and not negative, got {self.strength}")
        if self.prune is not None and not 0 <= self.prune < 1:
            raise ValueError(f"prune must be at least 0 and below 1, got {self.prune}")


SPARSIFY = (Stage(0.1, 0.0), Stage(0.4, 0.1), Stage(0.6, 0.3), Stage(0.8, 1.0), Stage(1.0, 0.3))
"""Learn first, then punish harder and harder, then let the edges that are left recover their true size."""
SPARSIFY_AND_PRUNE = (*SPARSIFY[:3], Stage(0.75, 1.0), Stage(1.0, 0.0, prune=0.03))
"""The same, then cut what hardly matters and polish what is left."""


def check_stages(stages: Sequence[Stage]) -> None:
    """ValueError unless each stage ends after the one before, and the last with the run."""
    ends = [stage.until for stage in stages]
    if not ends or ends[-1] != 1 or any(one >= two for one, two in pairwise(ends)):
        raise ValueError(f"stages must end one after the other, the last at 1, got {ends}")
