"""Fewer points of a long curve, with its ends kept."""

from __future__ import annotations

MOST = 20_000
"""Rows that are kept of one run; beyond them every second one goes."""


def stride(total: int, points: int) -> int:
    """Keep every stride-th of `total` rows, and the last: at most max(points, 2) are left."""
    points = max(points, 2)
    return 1 if total <= points else -(-total // (points - 1))


def kept(index: int, total: int, step: int) -> bool:
    """Whether row `index` (from 0) of `total` stays when every `step`-th does."""
    return index % step == 0 or index == total - 1


def halved(index: int, total: int) -> bool:
    """Whether row `index` (from 0) of `total` stays when there are too many."""
    return index % 2 == 0 or index == total - 1
