"""A line search for the strong Wolfe conditions.

Source: Nocedal & Wright, Numerical Optimization, 2nd ed., algorithms 3.5 and 3.6, with cubic interpolation.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from kanscope.kan.objective import Point

DECREASE, CURVATURE = 1e-4, 0.9
EVALUATIONS = 20
GROWTH = 4.0


@dataclass(frozen=True)
class Trial:
    """A point at distance t along the direction; slope is the objective's derivative along it."""

    t: float
    point: Point
    slope: float

    @property
    def value(self) -> float:
        """The objective; infinite where it is not a number, so that the search turns back."""
        value = self.point.value
        return value if math.isfinite(value) and math.isfinite(self.slope) else math.inf


def strong_wolfe(start: Trial, step: float, at: Callable[[float], Trial]) -> Trial:
    """A trial with enough decrease and a slope flattened to 90 %, or the lowest of at most 20 evaluations.

    start: t = 0, with a negative slope; step: the first distance; at: evaluates a distance. Returns `start`
    itself when nothing lower was found.
    """
    before, t = start, step
    for spent in range(1, EVALUATIONS + 1):
        trial = at(t)
        rises = trial.value > start.value + DECREASE * t * start.slope
        if rises or (spent > 1 and trial.value >= before.value):
            return _zoom(start, before, trial, EVALUATIONS - spent, at)
        if abs(trial.slope) <= -CURVATURE * start.slope:
            return trial
        if trial.slope >= 0:
            return _zoom(start, trial, before, EVALUATIONS - spent, at)
        before, t = trial, min(max(_cubic_minimum(before, trial), 1.1 * trial.t), GROWTH * trial.t)
    return before


def _zoom(start: Trial, low: Trial, high: Trial, left: int, at: Callable[[float], Trial]) -> Trial:
    """Narrows the bracket [low, high] around a point that satisfies the conditions; low is the best so
    far.
    """
    for _ in range(left):
        trial = at(_inside(low, high))
        rises = trial.value > start.value + DECREASE * trial.t * start.slope
        if rises or trial.value >= low.value:
            high = trial
        elif abs(trial.slope) <= -CURVATURE * start.slope:
            return trial
        else:
            high = low if trial.slope * (high.t - low.t) >= 0 else high
            low = trial
        if abs(high.t - low.t) * abs(start.slope) < 1e-16 * abs(start.value):
            break
    return low


def _inside(low: Trial, high: Trial) -> float:
    """The cubic's minimum, kept a tenth of the bracket away from its ends; the middle where it is unknown."""
    left, right = sorted((low.t, high.t))
    t = _cubic_minimum(low, high) if math.isfinite(high.value) else 0.5 * (left + right)
    room = 0.1 * (right - left)
    return min(max(t, left + room), right - room)


def _cubic_minimum(one: Trial, two: Trial) -> float:
    """Where the cubic through both values and slopes is lowest; the middle when it has no minimum."""
    gap = two.t - one.t
    bend = one.slope + two.slope - 3 * (one.value - two.value) / -gap if gap else 0.0
    root = bend * bend - one.slope * two.slope
    if not gap or root < 0:
        return 0.5 * (one.t + two.t)
    swing = math.copysign(math.sqrt(root), gap)
    below = two.slope - one.slope + 2 * swing
    return two.t - gap * (two.slope + swing - bend) / below if below else 0.5 * (one.t + two.t)
