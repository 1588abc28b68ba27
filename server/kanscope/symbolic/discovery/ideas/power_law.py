"""y = C·Πxᵖ: a weighted regression of log|y| on log|x|, signs apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

from kanscope.symbolic.discovery.constants import Constants, Draft
from kanscope.symbolic.discovery.rational import near_rational
from kanscope.symbolic.discovery.view import View

Numbers = NDArray[np.float64]
ROUNDS = 6
ROOMS = (0.02, 0.1, 0.25)


def power_law(view: View, constants: Constants) -> Iterator[Draft]:
    """Exponents rounded to fractions, then as they are; rows weighted by |y|, then alike."""
    x, t = view.matrix, view.target
    use = (t != 0) & (x != 0).all(1) & (view.weight > 0)
    varies = np.ptp(np.abs(x), axis=0) > 0
    if use.sum() < 3 * x.shape[1] + 3 or not varies.all():
        return
    logs = np.column_stack([np.log(np.abs(x[use])), np.ones(use.sum())])
    for weight in (np.abs(t[use]) * view.weight[use], np.ones(use.sum())):
        powers = _robust(logs, np.log(np.abs(t[use])), weight)[:-1]
        for room in ROOMS:
            rounded = [near_rational(p, room) for p in powers]
            whole = [p for p in rounded if p is not None]
            if len(whole) == len(rounded):
                yield from _drafts(view, constants, whole)
        free = [constants(p) for p in powers]
        if all(axis.positive for axis in view.axes):
            yield _draft(view, constants, free, powers.tolist())


def _robust(a: Numbers, b: Numbers, weight: Numbers) -> Numbers:
    """Least squares, rows far from the rest weighing less every round (Cauchy)."""
    w = weight
    for _ in range(ROUNDS):
        c = np.asarray(np.linalg.lstsq(a * w[:, None], b * w, rcond=None)[0], np.float64)
        r = weight * (b - a @ c)
        scale = 2.0 * np.median(np.abs(r)) + 1e-300
        w = weight / np.sqrt(1 + (r / scale) ** 2)
    return c


def _drafts(view: View, constants: Constants, powers: list[sympy.Rational]) -> Iterator[Draft]:
    signed = [k for k, axis in enumerate(view.axes) if axis.values.min() < 0 < axis.values.max()]
    if all(powers[k].is_Integer for k in signed):
        yield _draft(view, constants, powers, [float(p) for p in powers])


def _draft(view: View, constants: Constants, powers: Sequence[Expr], numbers: Sequence[float]) -> Draft:
    pairs = zip(view.axes, numbers, strict=True)
    with np.errstate(all="ignore"):
        product = np.prod([np.power(axis.values, p) for axis, p in pairs], axis=0)
    w = np.where(np.isfinite(product), view.weight * product, 0.0)
    scale = float((w * view.weight * view.target).sum() / max(float((w * w).sum()), 1e-300))
    terms = [axis.expression**p for axis, p in zip(view.axes, powers, strict=True)]
    return Draft(constants(scale) * sympy.Mul(*terms), constants.numbers)
