"""Is f a sum, or a product, of functions of fewer inputs?

Tested by exchange: with A and B two groups and ' for a partner's columns, f = g(A) + h(B) says
D = f(A,B) + f(A',B') - f(A',B) - f(A,B') = 0 everywhere, and f + b = g(A)·h(B) says P + b·D = 0 with
P = f(A,B)·f(A',B') - f(A',B)·f(A,B'). No derivative, no logarithm, no division: kinks and zeros of f do no
harm. √⟨D²⟩/2 is the standard deviation of what A and B do together (Liu & Owen, 2006).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.kan.hypotheses.clusters import from_fine_to_coarse
from kanscope.kan.hypotheses.finding import THRESHOLD, Finding, partition
from kanscope.kan.hypotheses.interactions import interactions
from kanscope.kan.hypotheses.probe import TINY, Probe

FARTHEST_OFFSET = 10.0  # spreads of f: a product much farther from 0 cannot be told from a sum

Test = Callable[[Probe, Sequence[Sequence[int]]], Finding]


def is_sum(probe: Probe, groups: Sequence[Sequence[int]], threshold: float = THRESHOLD) -> Finding:
    """f = Σ g_k(group k)? Contradiction: the largest share of f's spread that a group has with others.

    curvature: the largest median |∂²f/∂x_i∂x_j|·σ_iσ_j/σ_f over inputs of different groups.
    """
    parts = partition(groups, probe.inputs)
    worst = max(probe.share(c.difference, 2 * probe.spread) for c in _crossings(probe, parts))
    bends = _across(probe.hessian, probe, parts) / max(probe.spread, TINY)
    return Finding("sum", parts, worst, len(probe.x), threshold, bends)


def is_product(
    probe: Probe,
    groups: Sequence[Sequence[int]],
    threshold: float = THRESHOLD,
    offset: float | None = None,
) -> Finding:
    """f + b = Π g_k(group k)? The offset b is found by least squares unless it is given.

    Contradiction: √⟨(P + bD)²⟩ / (2·√⟨(f + b)²⟩·σ_f), the share of log|f + b|'s spread where that is small.
    curvature: likewise from (f + b)·∂²f/∂x_i∂x_j - ∂f/∂x_i·∂f/∂x_j.
    """
    parts = partition(groups, probe.inputs)
    crossings = _crossings(probe, parts)
    b = _offset(probe, crossings) if offset is None else offset
    size = float((probe.values + b).square().mean().sqrt()) * probe.spread
    worst = max(probe.share(c.determinant + b * c.difference, 2 * size) for c in crossings)
    slopes = probe.gradient
    bends = (probe.values + b)[:, None, None] * probe.hessian - slopes[:, :, None] * slopes[:, None, :]
    curvature = _across(bends, probe, parts) / max(size, TINY)
    return Finding("product", parts, worst, len(probe.x), threshold, curvature, b)


def find_sum(probe: Probe, threshold: float = THRESHOLD) -> Finding:
    """The finest groups f is a sum over; if there are none, the best two, and that they do not hold."""

    def test(probe: Probe, groups: Sequence[Sequence[int]]) -> Finding:
        return is_sum(probe, groups, threshold)

    return _finest(probe, interactions(probe).share, test)


def find_product(probe: Probe, threshold: float = THRESHOLD, offset: float | None = None) -> Finding:
    """The finest groups f + b is a product over; if there are none, the best two, which do not hold."""

    def test(probe: Probe, groups: Sequence[Sequence[int]]) -> Finding:
        return is_product(probe, groups, threshold, offset)

    return _finest(probe, _pairs(probe, offset), test)


@dataclass(frozen=True)
class _Crossing:
    """D and P of one group against the rest, (N,) each."""

    difference: Tensor
    determinant: Tensor


def _crossing(probe: Probe, group: Sequence[int], rest: Sequence[int]) -> _Crossing:
    """Of two groups of inputs, all others staying with the row."""
    both = probe.at(probe.exchanged([*group, *rest]))
    one, other = probe.at(probe.exchanged(group)), probe.at(probe.exchanged(rest))
    return _Crossing(probe.values + both - one - other, probe.values * both - one * other)


def _crossings(probe: Probe, groups: Sequence[Sequence[int]]) -> list[_Crossing]:
    """Each group against the rest; of two groups one is enough."""
    asked = groups if len(groups) > 2 else groups[:1]
    return [_crossing(probe, group, probe.rest(group)) for group in asked]


def _offset(probe: Probe, crossings: Sequence[_Crossing]) -> float:
    """b = -ΣPD/ΣD²; 0 where that would push f out of sight of 0."""
    difference = torch.cat([c.difference for c in crossings])
    determinant = torch.cat([c.determinant for c in crossings])
    sound = torch.isfinite(difference) & torch.isfinite(determinant)
    difference, determinant = difference[sound], determinant[sound]
    b = -float(difference @ determinant) / max(float(difference @ difference), TINY)
    far = abs(b + float(probe.values.mean())) > FARTHEST_OFFSET * probe.spread
    return 0.0 if far else b


def _pairs(probe: Probe, offset: float | None) -> Tensor:
    """(n, n): how much each two inputs contradict a product, all others staying as they are."""
    strength = torch.zeros(probe.inputs, probe.inputs)
    for i in range(probe.inputs):
        for j in range(i):
            crossing = _crossing(probe, [i], [j])
            b = _offset(probe, [crossing]) if offset is None else offset
            size = float((probe.values + b).square().mean().sqrt()) * probe.spread
            strength[i, j] = probe.share(crossing.determinant + b * crossing.difference, 2 * size)
    return strength + strength.T


def _across(bends: Tensor, probe: Probe, groups: Sequence[Sequence[int]]) -> float:
    """Largest median |entry|·σ_iσ_j over inputs of different groups; entries (N, n, n)."""
    group_of = torch.tensor([k for i in range(probe.inputs) for k, group in enumerate(groups) if i in group])
    apart = (group_of[:, None] != group_of).to(bends.device)
    scaled = bends.abs().nanmedian(0).values * probe.scales[:, None] * probe.scales
    return float(scaled[apart].max())


def _finest(probe: Probe, strength: Tensor, test: Test) -> Finding:
    """The first partition that holds, from single inputs to two groups."""
    if probe.inputs < 2:
        raise ValueError("x needs at least two inputs to be taken apart")
    best = test(probe, [[i] for i in range(probe.inputs)])
    for groups in from_fine_to_coarse(strength):
        found = test(probe, groups)
        if found.holds:
            return found
        best = found if found.exchange < best.exchange else best
    return best
