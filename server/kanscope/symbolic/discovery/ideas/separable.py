"""g(t) = Σ fᵢ(xᵢ) or t = Π fᵢ(xᵢ): every part a curve of one column, and every curve gets a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr, Symbol

from kanscope.symbolic.discovery.constants import Constants, Draft
from kanscope.symbolic.discovery.ideas.curve import plain_curve
from kanscope.symbolic.discovery.ideas.outer import Outer, outers
from kanscope.symbolic.discovery.ideas.splines import additive, multiplicative
from kanscope.symbolic.discovery.view import Axis, View

Numbers = NDArray[np.float64]
GOOD = 0.15
"""Relative error up to which a form is worth names."""
FORMS, NAMES, TOGETHER = 2, 4, 24
FEWEST, MOST = 2, 6
"""Columns: one is a curve, and with many more every choice of names is a guess."""


def separable(view: View, constants: Constants) -> Iterator[Draft]:
    """The product, and the sums under the two outer functions that leave least; the likeliest names first."""
    if not FEWEST <= len(view.axes) <= MOST:
        return
    rows = np.flatnonzero(view.weight > 0)
    x, t, w = view.matrix[rows], view.target[rows], view.weight[rows]
    left, factors = multiplicative(x, t, w)
    if left < GOOD:
        yield from _products(view.axes, rows, (t, w, factors), constants)
    sums = [
        (rows[sound], found)
        for outer, sound in outers(t, w)
        if (found := _sum(x[sound], t[sound], w[sound], outer)) is not None
    ]
    for where, one in sorted(sums, key=lambda one: one[1][0])[:FORMS]:
        yield from _sums(view.axes, where, one, constants)


Sum = tuple[float, Outer, Numbers, Numbers, list[Numbers]]
"""(what is left, g, g(t), its weights, the parts)."""


def _sum(x: Numbers, t: Numbers, w: Numbers, outer: Outer) -> Sum | None:
    with np.errstate(all="ignore"):
        g, weight = outer.of(t), w * np.abs(outer.slope(t))
    if not (np.isfinite(g).all() and np.isfinite(weight).all()) or not weight.any() or not np.ptp(g):
        return None
    left, parts = additive(x, g, weight)
    return (left, outer, g, weight, parts) if left < GOOD else None


def _sums(axes: Sequence[Axis], rows: NDArray[np.int64], one: Sum, constants: Constants) -> Iterator[Draft]:
    _, outer, g, weight, parts = one
    rest = g - sum(parts)
    named = [
        _names(axis, rows, part + rest, weight, constants) for axis, part in zip(axes, parts, strict=True)
    ]
    for chosen in islice(product(*named), TOGETHER):
        numbers = {symbol: value for draft in chosen for symbol, value in draft.numbers.items()}
        total = sympy.Add(*(draft.expression for draft in chosen))
        yield Draft(outer.back(_one_addend(total, numbers)), numbers)


def _products(
    axes: Sequence[Axis],
    rows: NDArray[np.int64],
    found: tuple[Numbers, Numbers, list[Numbers]],
    constants: Constants,
) -> Iterator[Draft]:
    t, w, factors = found
    named = []
    for k, axis in enumerate(axes):
        others = np.prod([f for i, f in enumerate(factors) if i != k], axis=0)
        far = np.abs(others) > 0.05 * np.abs(others).max()
        named.append(_names(axis, rows[far], (t / others)[far], (w * np.abs(others))[far], constants))
    for chosen in islice(product(*named), TOGETHER):
        numbers = {symbol: value for draft in chosen for symbol, value in draft.numbers.items()}
        yield Draft(_one_scale([draft.expression for draft in chosen], numbers), numbers)


def _names(
    axis: Axis, rows: NDArray[np.int64], target: Numbers, weight: Numbers, constants: Constants
) -> list[Draft]:
    """The first few names of one curve."""
    alone = View((Axis(axis.expression, axis.values[rows]),), target, weight)
    return list(islice(plain_curve(alone, constants), NAMES))


def _one_addend(total: Expr, numbers: dict[Symbol, float]) -> Expr:
    """Constants that are only added to each other are one."""
    loose = [part for part in sympy.Add.make_args(total) if part in numbers]
    if len(loose) < 2:
        return total
    numbers[loose[0]] = sum(numbers[part] for part in loose)
    return total - sympy.Add(*loose[1:])


def _one_scale(factors: Sequence[Expr], numbers: dict[Symbol, float]) -> Expr:
    """Constants that are only multiplied with each other are one."""
    whole = sympy.Mul(*factors)
    loose = [part for part in sympy.Mul.make_args(whole) if part in numbers]
    if len(loose) < 2:
        return whole
    numbers[loose[0]] = float(np.prod([numbers[part] for part in loose]))
    return whole / sympy.Mul(*loose[1:])
