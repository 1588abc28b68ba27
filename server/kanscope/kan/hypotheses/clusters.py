"""Inputs gathered into groups by how strongly they act together."""

from __future__ import annotations

from collections.abc import Iterator

from jaxtyping import Float
from torch import Tensor


def from_fine_to_coarse(strength: Float[Tensor, "n n"]) -> Iterator[list[list[int]]]:
    """All inputs alone, then the two groups with the strongest tie between any of their members joined, and
    so on until two groups are left (single linkage).

    strength (n, n), symmetric; the diagonal counts for nothing.
    """
    groups = [[i] for i in range(len(strength))]
    while len(groups) >= 2:
        yield sorted(sorted(group) for group in groups)
        ties = [
            (_tie(strength, one, other), one, other) for k, one in enumerate(groups) for other in groups[:k]
        ]
        _, one, other = max(ties, key=lambda tie: tie[0])
        groups = [group for group in groups if group not in (one, other)] + [one + other]


def _tie(strength: Tensor, one: list[int], other: list[int]) -> float:
    return float(strength[one][:, other].max())
