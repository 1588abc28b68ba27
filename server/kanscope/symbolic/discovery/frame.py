"""Where the axes, or their logarithms, lie on [-1, 1]."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """Which axes are looked at in logarithms; middle and half width of each, (n,)."""

    logs: tuple[bool, ...]
    middle: Numbers
    half: Numbers

    @classmethod
    def of(cls, x: Numbers, logs: tuple[bool, ...]) -> Frame:
        """The frame that just holds the points x (N, n)."""
        z = _seen(x, logs)
        lo, hi = z.min(0), z.max(0)
        return cls(logs, (lo + hi) / 2, np.maximum((hi - lo) / 2, 1e-300))

    def of_points(self, x: Numbers) -> Numbers:
        """The points in the frame, (N, n)."""
        framed: Numbers = (_seen(x, self.logs) - self.middle) / self.half
        return framed

    def stretch(self, x: Numbers) -> Numbers:
        """How fast the frame's coordinates run with the axes, (N, n)."""
        columns = [1 / c if log else np.ones_like(c) for c, log in zip(x.T, self.logs, strict=True)]
        stretch: Numbers = np.stack(columns, 1) / self.half
        return stretch


def _seen(x: Numbers, logs: tuple[bool, ...]) -> Numbers:
    return np.stack([np.log(c) if log else c for c, log in zip(x.T, logs, strict=True)], 1)
