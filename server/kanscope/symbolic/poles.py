"""Where a function grows beyond every bound: at a pole, or at an end of its domain as log does at 0."""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch
from torch import Tensor

from kanscope.kan.functions.custom import WhereFinite
from kanscope.kan.functions.function import Function

MOST = 100
"""Poles that are looked for: tan over a wide range has many, and nobody reads so many numbers."""
PLACES, HALVINGS = 513, 60
NEAR = (1e-9, 1e-6, 1e-3)
"""Distances from a pole at which the growth is looked at."""
STEADY = 0.5
"""From one distance to the next the growth keeps at least this share: log gains as much each time, 1/x a
thousand times more, and what has a limit gains next to nothing."""


def poles(function: Function, lower: float, upper: float) -> list[float]:
    """The poles z of f in [lower, upper], ascending, the first hundred.

    Those of the library are known from their domains. In a formula of somebody's own they are looked for
    where the sign changes between 513 places, so that one without a change of sign (1/x²) may be missed.
    """
    if not (math.isfinite(lower) and math.isfinite(upper) and lower <= upper):
        return []
    found = _searched(function, lower, upper) if isinstance(function.domain, WhereFinite) else []
    known = [z for z in _known(function, lower, upper) if _unbounded(function, z)]
    return sorted({*known, *found})[:MOST]


def _known(function: Function, lower: float, upper: float) -> Iterator[float]:
    """Points the domain leaves out, and its open ends."""
    domain = function.domain
    if domain.pole is not None and domain.period is None:
        yield from (z for z in (domain.pole,) if lower <= z <= upper)
    if domain.pole is not None and domain.period is not None:
        first = math.ceil((lower - domain.pole) / domain.period)
        last = min(math.floor((upper - domain.pole) / domain.period), first + MOST)
        yield from (domain.pole + n * domain.period for n in range(first, last + 1))
    if not domain.closed:
        yield from (z for z in (domain.lower, domain.upper) if lower <= z <= upper)


def _unbounded(function: Function, pole: float) -> bool:
    """Whether f grows without a limit towards the pole, from either side."""
    unit = max(1.0, abs(pole))
    return any(_grows(function, [pole + side * unit * step for step in NEAR]) for side in (-1, 1))


def _grows(function: Function, places: list[float]) -> bool:
    nearest, near, far = function.value(torch.tensor(places, dtype=torch.float64)).abs().tolist()
    return math.isinf(nearest) or (nearest > near > far and nearest - near >= STEADY * (near - far))


def _searched(function: Function, lower: float, upper: float) -> Iterator[float]:
    """Where the sign changes though the value does not pass through 0."""
    z = torch.linspace(lower, upper, PLACES, dtype=torch.float64)
    value = function.value(z)
    left, right = value[:-1], value[1:]
    for k in torch.nonzero(left * right < 0).flatten().tolist():
        inside = _narrowed(function, z[k : k + 2])
        if not bool((function.value(inside).abs() < torch.minimum(left[k].abs(), right[k].abs())).all()):
            yield float(inside.mean())


def _narrowed(function: Function, ends: Tensor) -> Tensor:
    """The two ends (2,) halved as long as the sign still changes between them."""
    for _ in range(HALVINGS):
        middle = ends.mean()
        if bool((middle == ends).any()):
            break
        signs = torch.sign(function.value(torch.stack([ends[0], middle])))
        ends = torch.stack([ends[0], middle] if signs[0] * signs[1] < 0 else [middle, ends[1]])
    return ends
