"""Names from samples (x, y) that scatter, not from a curve: y ≈ g⁻¹(c·f(a·x + b) + d).

Every outer g (outer.py) makes one curve, twice: with the weights w/g′(y)² of an error in y, right where there
is noise, and with w alone, right where there is none (1/y of a Planck curve spans ten decades). Starts come
from means over cells; the fit is polished on the samples themselves, as what a smoothing is off by would hide
the exact name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from jaxtyping import Float
from sympy import Expr
from torch import Tensor

from kanscope.kan.functions.catalogue import function
from kanscope.symbolic.fit import Fits, fit_scattered
from kanscope.symbolic.names import OFFERED, cost
from kanscope.symbolic.outer import IDENTITY, OUTER, POSITIVE, Outer
from kanscope.symbolic.sparing import sparing

MOST = 2000
"""Samples that are fitted; of more, equally many are left out everywhere along x."""
LIGHTEST = 1e-12
"""Share of the largest weight that the smallest keeps."""
HOPELESS = 0.5
"""A name that leaves so much of y unexplained is none."""
COST_WEIGHT = 0.7
FEWEST = 3
NEAR_ZERO = 1e-14
"""Values this much nearer to 0 than the farthest have no sign that could be relied on."""
STRAY = 1e-2
"""Share of Σy² that values of the other sign may have: noise about a curve that nears 0."""


@dataclass(frozen=True)
class SampledName:
    """y ≈ ±g⁻¹(c·f(a·x + b) + d) with f = `function` and g = `outer`; `negative`: the minus.

    `r2`: the weighted share of y's variance explained; `score`: log(max(1 - r2, tol²)) + cost_weight·cost,
    lower is better.
    """

    function: str
    outer: str
    a: float
    b: float
    c: float
    d: float
    r2: float
    score: float
    negative: bool = False

    def expression(self, x: Expr, constant: Callable[[float], Expr]) -> Expr:
        """As SymPy, with as few constants as it can do with, each made by `constant(value to start at)`."""
        inner = sparing(self.function, (self.a, self.b, self.c, self.d), x, constant)
        whole: Expr = OUTER[self.outer].form(inner)
        return -whole if self.negative else whole


@dataclass(frozen=True)
class _Samples:
    """Sorted by x, float64: x, y, w (n,), weights summing to 1."""

    x: Tensor
    y: Tensor
    w: Tensor


@dataclass(frozen=True)
class _Task:
    """One curve to name: g(sign·y), its errors those of y, or `flat`."""

    outer: Outer
    flat: bool
    sign: float

    def values(self, samples: _Samples) -> Tensor:
        """(n,): g(sign·y), and what g(1) is where y has the other sign."""
        return self.outer.forward(torch.where(self._fits(samples), self.sign * samples.y, 1.0))

    def weights(self, samples: _Samples) -> Tensor:
        """(n,): w/g′(y)², or w alone; nothing where y has the other sign."""
        weights, fits = samples.w, self._fits(samples)
        if not self.flat:
            slope = self.outer.slope(torch.where(fits, self.sign * samples.y, 1.0))
            weights = torch.where(fits, samples.w / slope.square(), 0.0)
            weights = (weights / weights.max()).clamp(min=LIGHTEST)
        return torch.where(fits, weights, 0.0)

    def _fits(self, samples: _Samples) -> Tensor:
        size = samples.y.abs().max()
        return (self.sign * samples.y > NEAR_ZERO * size) | torch.tensor(self.outer.cost == 0)


def named_samples(
    x: Float[np.ndarray, " n"],
    y: Float[np.ndarray, " n"],
    weight: Float[np.ndarray, " n"] | None = None,
    *,
    tol: float = 1e-5,
    top: int = 15,
    names: Sequence[str] = OFFERED,
    cost_weight: float = COST_WEIGHT,
) -> list[SampledName]:
    """The `top` best names for samples, best first; none for samples no name can tell anything of.

    `weight` as 1/σ²; `tol`: relative error to which y is known. Rows that are not finite are left out.
    ValueError: shapes that do not fit, fewer than 3 rows that are finite, x all the same.
    """
    samples = _samples(x, y, weight)
    tasks = _tasks(samples.y)
    targets = torch.stack([task.values(samples) for task in tasks])
    fits = fit_scattered(samples.x, targets, torch.stack([task.weights(samples) for task in tasks]), names)
    found = [
        _named(fits, f, e, task, samples) for f in range(len(fits.names)) for e, task in enumerate(tasks)
    ]
    ranked = sorted(
        (_scored(one, tol, cost_weight) for one in found if one.r2 > 1 - HOPELESS), key=lambda one: one.score
    )
    return list({(one.function, one.outer): one for one in reversed(ranked)}.values())[::-1][:top]


def _samples(x: np.ndarray, y: np.ndarray, weight: np.ndarray | None) -> _Samples:
    """Those that are finite, sorted, and no more than MOST. ValueError: as `named_samples`."""
    given = np.ones(len(x)) if weight is None else np.asarray(weight)
    if not len(x) == len(y) == len(given):
        raise ValueError(f"x, y, weight: as many values each, got {len(x)}, {len(y)}, {len(given)}")
    fields = np.stack([x, y, given]).astype(np.float64)
    fields = fields[:, np.isfinite(fields).all(0) & (fields[2] > 0)]
    if fields.shape[1] < FEWEST:
        raise ValueError(f"x, y: {fields.shape[1]} finite rows, at least {FEWEST} are needed")
    fields = fields[:, np.argsort(fields[0], kind="stable")]
    if fields.shape[1] > MOST:
        fields = fields[:, np.linspace(0, fields.shape[1] - 1, MOST).round().astype(int)]
    if fields[0, 0] == fields[0, -1]:
        raise ValueError(f"x: all rows have the same value, {fields[0, 0]:g}")
    xs, ys, w = torch.from_numpy(fields)
    return _Samples(xs, ys, w / w.sum())


def _tasks(y: Tensor) -> list[_Task]:
    """What can be done to these values, twice but for y itself."""
    sign = 1.0 if float(y.sum()) >= 0 else -1.0
    wrong = y[sign * y <= NEAR_ZERO * y.abs().max()]
    plain = [_Task(IDENTITY, flat=False, sign=1.0)]
    if float(wrong.square().sum()) > STRAY * float(y.square().sum()) or 3 * len(wrong) > len(y):
        return plain
    return plain + [_Task(outer, flat, sign) for outer in POSITIVE for flat in (False, True)]


def _named(fits: Fits, f: int, e: int, task: _Task, samples: _Samples) -> SampledName:
    """One fit, judged by what it leaves of y itself."""
    a, b, c, d = (float(field[f, e]) for field in (fits.a, fits.b, fits.c, fits.d))
    text = fits.function(f, e)
    inner = c * function(text).value(a * samples.x + b) + d
    left = samples.w * (samples.y - task.sign * task.outer.back(inner)).square()
    spread = samples.w * (samples.y - (samples.w * samples.y).sum()).square()
    share = float(left.sum() / spread.sum()) if float(spread.sum()) > 0 else float(left.sum() > 0)
    r2 = 1 - share if math.isfinite(share) else -math.inf
    return SampledName(text, task.outer.name, a, b, c, d, r2, math.inf, task.sign < 0)


def _scored(one: SampledName, tol: float, cost_weight: float) -> SampledName:
    price = cost(one.function) + OUTER[one.outer].cost
    return replace(one, score=math.log(max(1 - one.r2, tol * tol)) + cost_weight * price)
