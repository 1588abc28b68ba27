"""Does f see a group of inputs only through one number made of them?

f = g(h(A), B) says that ∂f/∂A has a direction which A alone decides: with the other inputs exchanged it
stays parallel to itself. Only first derivatives are needed, and where they vanish they weigh nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from kanscope.kan.hypotheses.finding import SLOPE_THRESHOLD, Finding, partition, subset
from kanscope.kan.hypotheses.probe import TINY, Field, Probe


def is_symmetric(probe: Probe, group: Sequence[int], threshold: float = SLOPE_THRESHOLD) -> Finding:
    """f = g(h(group), others)? Contradiction: the sine of the angle by which ∂f/∂group turns, 0 to 1."""
    inside = subset(group, probe.inputs)
    turn = _turn(probe, inside, probe.gradient, probe.gradient_at(probe.exchanged(probe.rest(inside))))
    return Finding("symmetry", (inside,), turn, len(probe.x), threshold)


def follows(
    probe: Probe, scalar: Field, group: Sequence[int] | None = None, threshold: float = SLOPE_THRESHOLD
) -> Finding:
    """f = g(scalar(x), inputs outside the group)? Then ∂f/∂group is parallel to ∂scalar/∂group.

    scalar: a differentiable function of all columns (N, n), such as a compiled formula. group: by default the
    inputs it depends on. Contradiction: the sine of the angle between both. ValueError: fewer than two.
    """
    given = Probe(scalar, probe.x)
    moves = torch.nonzero((given.gradient != 0).any(0)).flatten().tolist() if group is None else list(group)
    if len(moves) < 2:
        raise ValueError(f"scalar must depend on at least two inputs, or every f follows it; got {moves}")
    turn = _turn(probe, tuple(moves), probe.gradient, given.gradient)
    return Finding("given scalar", (tuple(moves),), turn, len(probe.x), threshold)


def is_curve_of_sum(
    probe: Probe, groups: Sequence[Sequence[int]], threshold: float = SLOPE_THRESHOLD
) -> Finding:
    """f = F(Σ g_k(group k)) with some curve F? (Sums and products are.)

    Each group must be seen through one number, and slopes by different groups have ratios that are products:
    r = (∂f/∂x_i)/(∂f/∂x_j) has r(A,B)·r(A',B') = r(A',B)·r(A,B'). Contradiction: the largest turn or
    relative difference of both sides.
    """
    parts = partition(groups, probe.inputs)
    worst = 0.0
    for group in parts if len(parts) > 2 else parts[:1]:
        worst = max(worst, _off_curve(probe, group, probe.rest(group)))
    return Finding("curve of a sum", parts, worst, len(probe.x), threshold)


def _off_curve(probe: Probe, group: tuple[int, ...], rest: tuple[int, ...]) -> float:
    here, there = probe.gradient, probe.gradient_at(probe.partners)
    mine, others = (probe.gradient_at(probe.exchanged(part)) for part in (group, rest))
    turns = max(_turn(probe, group, here, others), _turn(probe, rest, here, mine))
    return max(turns, *(_uneven((here, there, mine, others), i, j) for i in group for j in rest))


def _uneven(slopes: tuple[Tensor, Tensor, Tensor, Tensor], i: int, j: int) -> float:
    """Relative difference of r(A,B)·r(A',B') and r(A',B)·r(A,B'), multiplied out."""
    here, there, mine, others = slopes
    left = here[:, i] * there[:, i] * mine[:, j] * others[:, j]
    right = here[:, j] * there[:, j] * mine[:, i] * others[:, i]
    sound = torch.isfinite(left) & torch.isfinite(right)
    left, right = left[sound], right[sound]
    size = float((left.square() + right.square()).sum())
    return math.sqrt(float((left - right).square().sum()) / max(size, TINY))


def _turn(probe: Probe, group: tuple[int, ...], one: Tensor, other: Tensor) -> float:
    """Sine of the angle between two gradients by the group (by its σ), each row weighing as both are long."""
    scales = probe.scales[list(group)]
    u, v = one[:, list(group)] * scales, other[:, list(group)] * scales
    sound = torch.isfinite(u).all(1) & torch.isfinite(v).all(1)
    u, v = u[sound], v[sound]
    lengths = u.square().sum(1) * v.square().sum(1)
    across = (lengths - (u * v).sum(1).square()).clamp(min=0)
    return math.sqrt(float(across.sum()) / max(float(lengths.sum()), TINY))
