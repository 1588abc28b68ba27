"""The numbers of a wish, where nobody gave them: read off the curve as it is."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

SMALL = 0.05
"""Share of a curve's height below which it counts as zero."""
REPEATS = 0.02
"""Share of a curve's variance that may be left when it is folded by its period."""
TRIED, PHASES = 240, 32


def found_values(
    kind: str, x: Float[Tensor, " n"], y: Float[Tensor, " n"], grid: int, zero: float = 0.0
) -> tuple[float, ...]:
    """For a curve y at even x, on a grid of so many intervals.

    odd, even: about `zero` (where the input's own 0 lies) if the range holds it well inside, else about its
    middle. periodic: the shortest period that explains the curve, else the best. zero outside: where the
    curve is higher than a twentieth of its height.
    """
    lo, hi = float(x[0]), float(x[-1])
    match kind:
        case "odd" | "even":
            room = 0.1 * (hi - lo)
            return (zero if lo + room < zero < hi - room else (lo + hi) / 2,)
        case "periodic":
            return (_period(x, y, grid),)
        case "zero outside":
            high = torch.nonzero(y.abs() > SMALL * y.abs().max())[:, 0]
            if not len(high) or high[0] == high[-1]:
                return lo, hi
            return float(x[high[0]]), float(x[high[-1]])
        case _:
            return ()


def _period(x: Tensor, y: Tensor, grid: int) -> float:
    """The grid can tell periods of at least two intervals; longer ones than the range are none to be seen."""
    length = float(x[-1] - x[0])
    shortest = 2 / max(grid, 3)
    tried = torch.linspace(shortest, 1.0, TRIED).to(x) * length
    left = torch.stack([_left(x, y, float(period)) for period in tried])
    good = torch.nonzero(left <= max(REPEATS, 2 * float(left.min())))[:, 0]
    first = int(good[0])
    valley = first
    while valley + 1 < len(left) and left[valley + 1] < left[valley]:
        valley += 1
    return float(tried[valley])


def _left(x: Tensor, y: Tensor, period: float) -> Tensor:
    """Share of the variance that is not a function of the phase; all of it where nothing is seen twice."""
    if period >= float(x[-1] - x[0]):
        return y.new_tensor(1.0)
    again = x + period <= x[-1]
    shift = period / float(x[1] - x[0])
    whole, part = int(shift), shift - int(shift)
    ahead = torch.cat([y[whole:], y.new_zeros(whole)])
    further = torch.cat([y[whole + 1 :], y.new_zeros(whole + 1)])
    difference = ((1 - part) * ahead + part * further - y)[
        again & (torch.arange(len(y)) + whole + 1 < len(y))
    ]
    if len(difference) < len(y) // 8:
        return y.new_tensor(1.0)
    spread = y.var(unbiased=False)
    return difference.square().mean() / (2 * spread) if float(spread) > 0 else y.new_tensor(1.0)
