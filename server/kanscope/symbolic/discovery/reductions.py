"""What the slopes of a surrogate say about the law's build: parts that come off, columns that act as one.

With f the surrogate and fᵢ = ∂f/∂xᵢ:
xᵢ·fᵢ = k·f: xᵢᵏ is a factor · fᵢ/u'(xᵢ) = r·fⱼ/u'(xⱼ): xᵢ and xⱼ act through r·u(xᵢ) + u(xⱼ) alone ·
xᵢ·fᵢ + r·xⱼ·fⱼ = k·f: y = xᵢᵏ·F(xⱼ·xᵢ^-r, others).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

from kanscope.symbolic.discovery.proposal import Constants
from kanscope.symbolic.discovery.rationals import near
from kanscope.symbolic.discovery.surrogate import Surrogate
from kanscope.symbolic.discovery.view import View, raised

Column = NDArray[np.float64]


@dataclass(frozen=True)
class Reduction:
    """A simpler view, and how far off (relative) the condition for it was."""

    view: View
    off: float


def reductions(view: View, known: Surrogate) -> list[Reduction]:
    """All that the slopes allow, the surest first."""
    if len(view.terms) < 2:
        return []
    most = 0.05 + 3 * known.error
    found = [*_idle(view, known), *_factors(view, known), *_pairs(view, known), *_scalings(view, known)]
    return sorted((one for one in found if one.off < most), key=lambda one: one.off)


def _weights(view: View, known: Surrogate) -> Column:
    return view.weight * known.trusted


def _share(part: Column, of: Column, weight: Column) -> float:
    """√(Σ w part² / Σ w of²)."""
    return float(np.sqrt((weight * part**2).sum() / ((weight * of**2).sum() + 1e-300)))


def _idle(view: View, known: Surrogate) -> Iterator[Reduction]:
    """Columns that hardly move the target: they go."""
    weight, spread = _weights(view, known), view.x.std(0)
    moves = np.array(
        [_share(known.slopes[:, k] * spread[k], view.y - view.y.mean(), weight) for k in range(len(spread))]
    )
    gone = {k for k in range(len(spread)) if moves[k] < max(0.02, 2 * known.error)}
    if gone and len(gone) < len(spread):
        yield Reduction(view.without(gone, view.y, view.weight, lambda e, c: e, "idle columns left out"), 0.0)


def _factors(view: View, known: Surrogate) -> Iterator[Reduction]:
    """All xᵏ that are factors, together."""
    weight = _weights(view, known)
    powers: dict[int, sympy.Rational] = {}
    worst = 0.0
    for k in range(len(view.terms)):
        pulled = view.x[:, k] * known.slopes[:, k]
        best = float((weight * pulled * known.value).sum() / ((weight * known.value**2).sum() + 1e-300))
        power = near(best, (1, 2), 0.15)
        if power is None or power == 0:
            continue
        off = _share(pulled - float(power) * known.value, known.value, weight) / abs(float(power))
        if off < 0.08 + 4 * known.error:
            powers[k], worst = power, max(worst, off)
    if powers and len(powers) < len(view.terms):
        yield Reduction(without_factors(view, powers), 0.3 * worst)
    if len(powers) > 1:
        for k, power in powers.items():
            yield Reduction(without_factors(view, {k: power}), worst)


def without_factors(view: View, powers: dict[int, sympy.Rational]) -> View:
    """The view of y/Π xᵏ; rows where the product is almost 0 count by what it is."""
    factor = np.ones_like(view.y)
    for k, power in powers.items():
        column = view.x[:, k]
        factor = factor * (column ** float(power) if power.is_Integer else np.abs(column) ** float(power))
    written = sympy.Mul(*[raised(view, k, power) for k, power in powers.items()])
    far = np.abs(factor) > 1e-6 * np.abs(factor).max()
    y = view.y / np.where(far, factor, 1.0)
    weight = view.weight * factor**2 * far
    y = np.where(far, y, np.average(y, weights=weight))

    def wrap(expression: Expr, constants: Constants) -> Expr:
        return written * expression

    return view.without(set(powers), y, weight / weight.max(), wrap, f"factor {written}")


Slope = Callable[[Column], Column]
Pair = tuple[str, Slope, Callable[[Column], Column], Callable[[Expr], Expr]]
"""What is done to both columns: its name, its slope, itself, and its form."""

PAIRS: tuple[Pair, ...] = (
    ("sum", np.ones_like, lambda x: x, lambda e: e),
    ("squares", lambda x: 2 * x, lambda x: x * x, lambda e: e**2),
    ("product", lambda x: 1 / x, lambda x: x, lambda e: e),
    ("reciprocals", lambda x: -1 / x**2, lambda x: 1 / x, lambda e: 1 / e),
)


def _pairs(view: View, known: Surrogate) -> Iterator[Reduction]:
    """Two columns that act through one."""
    weight = _weights(view, known)
    for i, j in itertools.combinations(range(len(view.terms)), 2):
        for kind in PAIRS:
            slope = kind[1]
            with np.errstate(all="ignore"):
                a, b = known.slopes[:, i] / slope(view.x[:, i]), known.slopes[:, j] / slope(view.x[:, j])
            if not (np.isfinite(a).all() and np.isfinite(b).all()):
                continue
            found = _ratio(a, b, weight)
            if found is None:
                continue
            yield from _joined(view, (i, j), kind, found)


def _ratio(a: Column, b: Column, weight: Column) -> tuple[float, float] | None:
    """r of a ≈ r·b by total least squares, and how far off it is."""
    aa, bb, ab = (float((weight * p * q).sum()) for p, q in ((a, a), (b, b), (a, b)))
    if aa <= 0 or bb <= 0:
        return None
    scale = np.sqrt(aa / bb)
    alike = ab / np.sqrt(aa * bb)
    return float(np.copysign(scale, ab)), float(np.sqrt(max(1 - alike**2, 0.0)))


def _joined(view: View, pair: tuple[int, int], kind: Pair, found: tuple[float, float]) -> Iterator[Reduction]:
    """xᵢ^r·xⱼ for a product, u(xᵢ)·r + u(xⱼ) for a sum, r a simple fraction if it is near one."""
    i, j = pair
    name, _, value, form = kind
    ratio, off = found
    simple = near(ratio if abs(ratio) >= 1 else 1 / ratio, (1, 2), 0.1 if name == "product" else 0.06)
    if simple is None or simple == 0:
        return
    r = simple if abs(ratio) >= 1 else 1 / simple
    if name == "product":
        left, right = (i, j) if r.is_Integer else (j, i)
        power = r if r.is_Integer else 1 / r
        if not power.is_Integer and not view.positive(left):
            return
        column = view.x[:, left] ** float(power) * view.x[:, right]
        term = view.terms[left] ** power * view.terms[right]
    else:
        column = float(r) * value(view.x[:, i]) + value(view.x[:, j])
        term = r * form(view.terms[i]) + form(view.terms[j])
    if np.isfinite(column).all() and np.ptp(column) > 0:
        yield Reduction(view.merged(i, j, term, column, f"{name} {term}"), off)


def _scalings(view: View, known: Surrogate) -> Iterator[Reduction]:
    """y = xᵢᵏ·F(xⱼ·xᵢ^-r, others), Euler's condition xᵢfᵢ = k·f - r·xⱼfⱼ."""
    weight = np.sqrt(_weights(view, known))
    pulls = view.x * known.slopes
    for i, j in itertools.permutations(range(len(view.terms)), 2):
        A = np.column_stack([known.value, -pulls[:, j]]) * weight[:, None]
        (k, r), *_ = np.linalg.lstsq(A, pulls[:, i] * weight, rcond=None)
        off = _share(pulls[:, i] - k * known.value + r * pulls[:, j], pulls[:, i], weight**2)
        power, ratio = near(float(k), (1, 2), 0.2), near(float(r), (1, 2), 0.2)
        if power is None or ratio is None or power == 0 or ratio == 0 or off > 0.3:
            continue
        if (not ratio.is_Integer or ratio > 0) and not _away_from_zero(view.x[:, i]):
            continue
        yield from _scaled(view, (i, j), power, ratio, off)


def _away_from_zero(column: Column) -> bool:
    return bool(column.min() > 1e-3 * column.max())


def _scaled(
    view: View, pair: tuple[int, int], power: sympy.Rational, ratio: sympy.Rational, off: float
) -> Iterator[Reduction]:
    i, j = pair
    column = view.x[:, j] * view.x[:, i] ** float(-ratio)
    term = view.terms[j] * view.terms[i] ** (-ratio)
    if not np.isfinite(column).all() or np.ptp(column) == 0:
        return
    scaled = without_factors(view, {i: power})
    place = j if j < i else j - 1
    x = scaled.x.copy()
    x[:, place] = column
    terms = (*scaled.terms[:place], term, *scaled.terms[place + 1 :])
    yield Reduction(replace(scaled, x=x, terms=terms, path=(*scaled.path, f"of {term}")), off)
