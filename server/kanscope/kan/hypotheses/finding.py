"""What came out of a test, with the numbers it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Claim = Literal["sum", "product", "curve of a sum", "symmetry", "given scalar"]
Groups = tuple[tuple[int, ...], ...]

THRESHOLD = 0.02
"""Share of the function that may contradict a claim that is still said to hold: about a fitted network's
own error."""
SLOPE_THRESHOLD = 0.05
"""The same for claims tested by slopes, which a fitted network has less exactly than values."""


@dataclass(frozen=True)
class Finding:
    """Whether the claim holds for these groups of inputs.

    exchange: how much of f contradicts it on rows put together from two, 0 (nothing) to about 1; curvature:
    the same from second derivatives on the rows themselves, where the claim has such a sign. offset: of a
    product, b in f = Π g - b. rows: how many were looked at.
    """

    claim: Claim
    groups: Groups
    exchange: float
    rows: int
    threshold: float = THRESHOLD
    curvature: float | None = None
    offset: float | None = None

    @property
    def holds(self) -> bool:
        """Whether what contradicts the claim stays within the threshold."""
        return self.exchange <= self.threshold


def partition(groups: Sequence[Sequence[int]], inputs: int) -> Groups:
    """The groups, if each input is in exactly one of at least two. ValueError naming what is wrong."""
    flat = sorted(i for group in groups for i in group)
    if flat != list(range(inputs)) or len(groups) < 2 or not all(groups):
        raise ValueError(f"groups must hold each of the {inputs} inputs once, in two or more, got {groups}")
    return tuple(tuple(group) for group in groups)


def subset(group: Sequence[int], inputs: int) -> tuple[int, ...]:
    """The group, if it holds at least two inputs and leaves one out: else every f has the symmetry."""
    known = set(group) <= set(range(inputs)) and len(set(group)) == len(group)
    if not known or not 2 <= len(group) < inputs:
        raise ValueError(f"group must hold from 2 to {inputs - 1} of the {inputs} inputs, got {list(group)}")
    return tuple(group)
