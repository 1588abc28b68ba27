"""How files say that a value is missing: by a word, or by a number no instrument would give."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kanscope.tables.table import Numbers

_NOTHING = frozenset({"", "na", "n/a", "#n/a", "<na>", "nan", "null", "none", "nil", "#nv"})
_NO_NUMBER = _NOTHING | {
    "-", "--", "---", "–", "—", ".", "..", "...", "?", "*", "x", "n.a.", "n.d.", "nd", "n. d.", "n. a.",
    "k.a.", "k. a.", "missing", "none.", "void", "bad", "#wert!", "#value!", "#div/0!", "#ref!", "#num!",
}  # fmt: skip
_SENTINELS = (99.0, 999.0, 9999.0, 99999.0, 99.9, 99.99, 999.9, 999.99, 9999.9, 9999.99, 6999.0, 32768.0)


def absent_text(cells: Sequence[str]) -> list[bool]:
    """Where a column of words or times has nothing."""
    return [cell.lower() in _NOTHING for cell in cells]


def absent_number(cells: Sequence[str]) -> list[bool]:
    """Where a column of numbers says that it has none."""
    return [cell.lower() in _NO_NUMBER for cell in cells]


def sentinel(values: Numbers) -> float | None:
    """The number that stands for "missing" in this column, like −999, or None.

    It must be a usual one and lie far outside the others: by three times their range, or, for a repeated
    negative one, among others that are never negative.
    """
    present = values[np.isfinite(values)]
    for candidate in (sign * size for size in _SENTINELS for sign in (-1.0, 1.0)):
        others = present[present != candidate]
        count = present.size - others.size
        if count and others.size and _far_outside(candidate, others, count):
            return candidate
    return None


def _far_outside(candidate: float, others: Numbers, count: int) -> bool:
    low, high = float(others.min()), float(others.max())
    if candidate > 0:
        return count > 1 and candidate > high + 3 * (high - low)
    return candidate < low - 3 * (high - low) or (count > 1 and low >= 0)
