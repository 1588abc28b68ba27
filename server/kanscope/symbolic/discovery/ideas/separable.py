"""g(y) = Σ fᵢ(xᵢ) in closed form, y = C·Π fᵢ(xᵢ) by alternating least squares; then every part gets a name."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import sympy
from sympy import Expr

from kanscope.symbolic.discovery.curve_names import CurveName, curve_names
from kanscope.symbolic.discovery.outer import OUTERS, Outer
from kanscope.symbolic.discovery.proposal import Constants, Proposal
from kanscope.symbolic.discovery.spline import basis, least_squares, unit
from kanscope.symbolic.discovery.view import Column, Matrix, View

INTERVALS = 8
GOOD = 0.1  # relative error up to which a form is worth naming
NAMES_EACH, TOGETHER = 4, 24
SWEEPS = 25


def propose(view: View) -> Iterator[Proposal]:
    """Sums under every outer function that suits, and products."""
    if len(view.terms) < 2:
        return
    bases = [basis(unit(column), INTERVALS) for column in view.x.T]
    yield from _products(view, bases)
    for outer in OUTERS:
        yield from _sums(view, bases, outer)


def _sums(view: View, bases: Sequence[Matrix], outer: Outer) -> Iterator[Proposal]:
    positive = bool(view.y.min() > 1e-9 * np.abs(view.y).max())
    if (outer.positive and not positive) or (outer.name == "exponential" and np.ptp(view.y) > 50):
        return
    if outer.name == "inverse" and view.y.min() * view.y.max() <= 0:
        return
    with np.errstate(all="ignore"):
        seen, weight = outer.value(view.y), view.weight / outer.slope(view.y) ** 2
    if not (np.isfinite(seen).all() and np.isfinite(weight).all()):
        return
    weight = weight / weight.max()
    parts = [B @ c for B, c in zip(bases, _additive(bases, seen - seen.mean(), weight), strict=True)]
    off = np.sqrt(
        np.average((seen - seen.mean() - sum(parts)) ** 2, weights=weight) / (np.var(seen) + 1e-300)
    )
    if off > GOOD:
        return
    rest = seen - seen.mean() - sum(parts)
    choices = [_names(z, part + rest, weight, view.noise) for z, part in zip(view.x.T, parts, strict=True)]
    for chosen in itertools.islice(_together(choices), TOGETHER):
        constant = Constants()
        total = sympy.Add(
            *[name.write(term, constant) for name, term in zip(chosen, view.terms, strict=True)]
        )
        yield view.propose(outer.undo(_one_constant(total, constant)), constant, f"sum ({outer.name})")


def _additive(bases: Sequence[Matrix], y: Column, weight: Column) -> list[Column]:
    A = np.hstack(bases)
    coefficients = least_squares(A, y, weight, 1e-9)
    return np.split(coefficients, len(bases))


def _one_constant(total: Expr, constant: Constants) -> Expr:
    """Constants that only add to each other are one."""
    loose = [part for part in sympy.Add.make_args(total) if part in constant.values]
    if len(loose) < 2:
        return total
    return total - sympy.Add(*loose) + constant(sum(constant.values[part] for part in loose))


def _products(view: View, bases: Sequence[Matrix]) -> Iterator[Proposal]:
    factors = _alternating(view, bases)
    product = np.prod(factors, axis=0)
    spread = np.average(view.y**2, weights=view.weight)
    if np.average((product - view.y) ** 2, weights=view.weight) > GOOD**2 * spread:
        return
    choices = []
    for k, z in enumerate(view.x.T):
        others = np.prod(np.delete(factors, k, 0), 0)
        safe = np.where(np.abs(others) > 1e-9, others, 1e-9)
        far = np.abs(others) > 0.05 * np.abs(others).max()
        choices.append(_names(z[far], (view.y / safe)[far], (view.weight * others**2)[far], view.noise))
    for chosen in itertools.islice(_together(choices), TOGETHER):
        constant = Constants()
        factors_named = [name.write(term, constant) for name, term in zip(chosen, view.terms, strict=True)]
        yield view.propose(_one_scale(factors_named, constant), constant, "product")


def _one_scale(factors: Sequence[Expr], constant: Constants) -> Expr:
    """All factors, those that are a lone constant times something sharing one constant in front."""
    scale, parts = 1.0, []
    for factor in factors:
        loose = [part for part in sympy.Mul.make_args(factor) if part in constant.values]
        scale *= float(np.prod([constant.values[part] for part in loose]))
        parts.append(factor / sympy.Mul(*loose))
    return constant(scale) * sympy.Mul(*parts)


def _alternating(view: View, bases: Sequence[Matrix]) -> Matrix:
    """(n, N): each factor in turn by least squares, the others held."""
    factors = np.ones((len(bases), len(view.y)))
    scale = np.sqrt(np.average(view.y**2, weights=view.weight)) or 1.0
    for _sweep in range(SWEEPS):
        for k, B in enumerate(bases):
            others = np.prod(np.delete(factors, k, 0), 0)
            factors[k] = B @ least_squares(B * others[:, None], view.y / scale, view.weight, 1e-8)
            if k < len(bases) - 1:
                factors[k] /= np.abs(factors[k]).max() or 1.0
    factors[-1] *= scale
    return factors


def _names(z: Column, curve: Column, weight: Column, noise: float) -> list[CurveName]:
    return curve_names(z, curve, weight, tol=max(noise, 1e-5), top=NAMES_EACH)


def _together(choices: Sequence[Sequence[CurveName]]) -> list[tuple[CurveName, ...]]:
    """Combinations, the best by rank first."""
    combined = itertools.islice(itertools.product(*choices), 4000)
    return sorted(combined, key=lambda chosen: sum(name.rank for name in chosen))
