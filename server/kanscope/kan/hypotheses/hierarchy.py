"""How f is put together from its inputs, as a tree: sums and products of smaller functions, as far as any can
be told apart.

Source of the idea: the tree converter of Liu et al., KAN 2.0 (2408.10205) §5.2; here from the whole to the
parts, each part being f with all other inputs held. Within a curve a product is a sum too, of logarithms:
there "curve of a sum" stands for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.hypotheses.finding import SLOPE_THRESHOLD, THRESHOLD, Claim, Finding
from kanscope.kan.hypotheses.probe import Field, Probe
from kanscope.kan.hypotheses.separability import find_product, find_sum
from kanscope.kan.hypotheses.symmetry import is_curve_of_sum, is_symmetric

MOST_SUBSETS = 8  # inputs of which all subsets are tried; of more only single inputs against the rest
HOLDERS = 9  # rows tried for holding the other inputs

Kind = Literal["input", "joint"] | Claim


@dataclass(frozen=True)
class Part:
    """A function of these inputs, put together from its parts; `finding` is why. A joint one is g(parts)."""

    kind: Kind
    inputs: tuple[int, ...]
    parts: tuple[Part, ...] = ()
    finding: Finding | None = None

    def text(self, names: Sequence[str]) -> str:
        """Such as sum(x1, product(x2, x3))."""
        if self.kind == "input":
            return names[self.inputs[0]]
        return f"{self.kind}({', '.join(part.text(names) for part in self.parts)})"


def hierarchy(f: Field, x: Float[Tensor, "N n"], output: int = 0, threshold: float = THRESHOLD) -> Part:
    """The tree of one output of f on the rows x (N, n); inputs that do nothing are not in it.

    ValueError: f is not finite on x, or depends on none of its inputs.
    """
    probe = Probe(f, x, output)
    effects = [
        probe.share(probe.values - probe.at(probe.exchanged([i])), probe.spread) for i in range(x.shape[1])
    ]
    active = tuple(i for i, effect in enumerate(effects) if effect > threshold / 2)
    if not active:
        raise ValueError("f depends on none of its inputs")
    return _part(_Held(probe, active), threshold)


class _Held:
    """f as a function of some inputs, all others held where it varies most with these."""

    def __init__(self, whole: Probe, inputs: tuple[int, ...]) -> None:
        self.whole, self.inputs = whole, inputs
        rows = torch.linspace(0, len(whole.x) - 1, HOLDERS).long()
        held = [self._holding(whole.x[row]) for row in rows] if len(inputs) < whole.inputs else [whole]
        self.probe = max((probe for probe in held if probe is not None), key=lambda probe: probe.spread)

    def among(self, inputs: Sequence[int]) -> _Held:
        """The same with fewer inputs, numbered within this one."""
        return _Held(self.whole, tuple(self.inputs[i] for i in inputs))

    def _holding(self, row: Tensor) -> Probe | None:
        columns = list(self.inputs)

        def f(points: Tensor) -> Tensor:
            whole = row.repeat(len(points), 1)
            whole[:, columns] = points
            return self.whole.at(whole)

        try:
            return Probe(f, self.whole.x[:, columns])
        except ValueError:  # not defined there
            return None


def _part(held: _Held, threshold: float) -> Part:
    if len(held.inputs) == 1:
        return Part("input", held.inputs)
    finding = _structure(held.probe, threshold)
    groups = tuple(_symmetric(held.probe, threshold)) if finding is None else finding.groups
    parts = tuple(_part(held.among(group), threshold) for group in groups)
    if finding is None:
        return Part("joint", held.inputs, parts)
    named = replace(finding, groups=tuple(part.inputs for part in parts))
    return Part(finding.claim, held.inputs, parts, named)


def _structure(probe: Probe, threshold: float) -> Finding | None:
    """The first of sum, product and curve of a sum that holds."""
    for found in (find_sum(probe, threshold), find_product(probe, threshold)):
        if found.holds:
            return found
    return _curve_of_sum(probe, threshold)


def _curve_of_sum(probe: Probe, threshold: float) -> Finding | None:
    """The finest groups of which f is a curve of a sum: what all divisions in two that hold agree on."""
    limit = _of_slopes(threshold)
    tried = [is_curve_of_sum(probe, [side, probe.rest(side)], limit) for side in _sides(probe.inputs)]
    sides = [found.groups[0] for found in tried if found.holds]
    if not sides:
        return None
    found = is_curve_of_sum(probe, _agreed(sides, probe.inputs), limit)
    return found if found.holds else None


def _agreed(sides: Sequence[Sequence[int]], inputs: int) -> list[list[int]]:
    """Inputs together that no division in two takes apart."""
    marks = [tuple(i in side for side in sides) for i in range(inputs)]
    return sorted([i for i in range(inputs) if marks[i] == mark] for mark in set(marks))


def _symmetric(probe: Probe, threshold: float) -> Iterator[tuple[int, ...]]:
    """Groups seen through one number, the largest first, then the inputs that are in none."""
    left = list(range(probe.inputs))
    for size in range(probe.inputs - 1, 1, -1) if probe.inputs <= MOST_SUBSETS else [probe.inputs - 1, 2]:
        tried = [is_symmetric(probe, group, _of_slopes(threshold)) for group in combinations(left, size)]
        for found in sorted(tried, key=lambda found: found.exchange):
            [group] = found.groups
            if found.holds and set(group) <= set(left):
                left = [i for i in left if i not in group]
                yield group
    yield from ((i,) for i in left)


def _of_slopes(threshold: float) -> float:
    return threshold * SLOPE_THRESHOLD / THRESHOLD


def _sides(inputs: int) -> Iterator[tuple[int, ...]]:
    """One side of every division in two; of many inputs only each alone."""
    if inputs > MOST_SUBSETS:
        yield from ((i,) for i in range(inputs))
        return
    for size in range(1, inputs // 2 + 1):
        for group in combinations(range(inputs), size):
            if 2 * size < inputs or 0 in group:
                yield group
