"""Names for one curve that is known by scattered, perhaps noisy, rows (z, F)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import sympy
import torch
from numpy.typing import NDArray
from sympy import Expr

from kanscope.symbolic.curves import Curves
from kanscope.symbolic.discovery.outer import OUTERS, Outer
from kanscope.symbolic.discovery.proposal import Constants
from kanscope.symbolic.discovery.spline import basis, smooth, unit
from kanscope.symbolic.fit import Fits, fit
from kanscope.symbolic.library import exponent, form
from kanscope.symbolic.names import OFFERED, name

Column = NDArray[np.float64]
Written = Callable[[Expr, Constants], Expr]
"""The curve as an expression of its variable, its constants made by whoever writes."""

POINTS = 256
DEAREST = 1e-11
KINKS = ("abs", "sgn")
LIBRARY = tuple(text for text in OFFERED if text not in KINKS)


@dataclass(frozen=True)
class CurveName:
    """One candidate; `rank`: log of what is left unexplained, plus costs; lower is better."""

    rank: float
    unexplained: float
    write: Written


def curve_names(
    z: Column,
    curve: Column,
    weight: Column | None = None,
    *,
    tol: float = 1e-5,
    top: int = 15,
    library: Sequence[str] = LIBRARY,
) -> list[CurveName]:
    """The `top` best names of F(z). `weight`: how much each row counts; `tol`: F's relative noise."""
    order = np.argsort(z, kind="stable")
    z, curve = z[order], curve[order]
    weight = np.ones_like(z) if weight is None else weight[order] / weight.max()
    views = list(_views(z, curve, weight))
    if z[-1] <= z[0] or not views:
        return []
    fits = fit(_gridded(z, views), library)
    found = [
        _named(fits, k, e, view.outer, tol) for e, view in enumerate(views) for k in range(len(fits.names))
    ]
    return sorted((one for one in found if one.unexplained < 0.3), key=lambda one: one.rank)[:top]


@dataclass(frozen=True)
class _View:
    """The curve through one outer function, and the weights an error in it has."""

    outer: Outer
    curve: Column
    weight: Column


def _views(z: Column, curve: Column, weight: Column) -> Iterator[_View]:
    """With the weights of an error in F (right with noise), and flat (right without)."""
    positive = bool(curve.min() > 1e-14 * abs(curve).max())
    whole = positive or bool(curve.max() < -1e-14 * abs(curve).max())
    for outer in OUTERS:
        if (outer.positive and not positive) or (outer.name == "inverse" and not whole):
            continue
        if outer.name == "exponential" and not np.ptp(curve) < 50:
            continue
        with np.errstate(all="ignore"):
            seen, error = outer.value(curve), weight / outer.slope(curve) ** 2
        if np.isfinite(seen).all() and np.isfinite(error).all():
            yield _View(outer, seen, np.clip(error / error.max(), 1e-12, 1))
            if outer.name != "itself":
                yield _View(outer, seen, np.ones_like(z))


def _gridded(z: Column, views: Sequence[_View]) -> Curves:
    """Every view smoothed onto one grid, with the weight of the rows that lie near each point."""
    u, grid = unit(z), np.linspace(-1, 1, POINTS)
    intervals = int(np.clip(len(z) // 20, 6, 30))
    cell, on_grid = np.rint((u + 1) / 2 * (POINTS - 1)).astype(int), basis(grid, intervals)
    heights = [on_grid @ smooth(u, view.curve, view.weight, intervals) for view in views]
    mass = [np.bincount(cell, view.weight, POINTS) + 1e-12 for view in views]
    ends = np.full(len(views), z[0]), np.full(len(views), z[-1])
    return Curves(*(torch.from_numpy(np.asarray(one)) for one in (*ends, np.array(heights), np.array(mass))))


def _named(fits: Fits, k: int, e: int, outer: Outer, tol: float) -> CurveName:
    text = fits.names[k]
    unexplained = max(1 - float(fits.r2[k, e]), 0.0)
    cost = name(text).cost + outer.price
    numbers = tuple(float(field[k, e]) for field in (fits.a, fits.b, fits.c, fits.d))
    rank = math.log(max(unexplained, tol * tol, DEAREST)) + 0.7 * cost
    return CurveName(rank, unexplained, partial(_written, outer, text, numbers))


def _written(outer: Outer, text: str, numbers: tuple[float, ...], z: Expr, constant: Constants) -> Expr:
    return outer.undo(affine(text, numbers, z, constant))


def affine(text: str, numbers: tuple[float, ...], z: Expr, constant: Constants) -> Expr:
    """c·f(a·z + b) + d with no more constants than f needs: powers, log and exp let a scale out."""
    a, b, c, d = numbers
    power = exponent(text)
    if power == 1:
        return constant(c * a) * z + constant(d + c * b)
    if power is not None:
        return _power(power, numbers, z, constant)
    if text == "log":
        return constant(c) * sympy.log(_shifted(a, b, z, constant)) + constant(d + c * math.log(abs(a)))
    if text == "exp":
        return constant(c * math.exp(min(b, 300.0))) * sympy.exp(constant(a) * z) + constant(d)
    return constant(c) * form(text)(constant(a) * z + constant(b)) + constant(d)


def _power(power: Expr, numbers: tuple[float, ...], z: Expr, constant: Constants) -> Expr:
    a, b, c, d = numbers
    whole = bool(power.is_Integer)
    sign = math.copysign(1.0, a) ** int(power) if whole else 1.0
    inner = z + constant(b / a) if whole else _shifted(a, b, z, constant)
    return constant(c * sign * abs(a) ** float(power)) * inner**power + constant(d)


def _shifted(a: float, b: float, z: Expr, constant: Constants) -> Expr:
    """(a·z + b)/|a|, which is positive where a·z + b is."""
    return z + constant(b / a) if a > 0 else constant(-b / a) - z
