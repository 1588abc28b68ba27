"""y = C·Π xᵢ^kᵢ, signs included: log|y| on log|x|, each row with the weight its |y| gives it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import sympy
from sympy import Rational

from kanscope.symbolic.discovery.proposal import Constants, Proposal
from kanscope.symbolic.discovery.rationals import near
from kanscope.symbolic.discovery.view import Column, Matrix, View, raised

ROUNDS = 6  # of reweighting: rows whose target is mostly noise say little about exponents


def propose(view: View) -> Iterator[Proposal]:
    """The law with exponents rounded, and with free ones for columns that are positive."""
    exponents = fitted_exponents(view.x, view.y)
    if exponents is None:
        return
    positive = np.asarray((view.x > 0).all(0))
    for off in (0.12, 0.3):
        rounded = [near(float(k), (1, 2, 3, 4), off) for k in exponents]
        if all(k is not None for k in rounded):
            yield _law(view, [k for k in rounded if k is not None])
    if all(positive[abs(exponents) > 0.05]):
        yield _free(view, exponents)


def fitted_exponents(x: Matrix, y: Column) -> Column | None:
    """k of log|y| = log C + Σ k log|x|, robustly; None where |y| or |x| leaves too few rows."""
    use = (np.abs(y) > 0.02 * np.median(np.abs(y))) & (np.abs(x) > 1e-3 * np.median(np.abs(x), 0)).all(1)
    if use.sum() < 3 * (x.shape[1] + 1):
        return None
    A = np.column_stack([np.log(np.abs(x[use])), np.ones(int(use.sum()))])
    target, size = np.log(np.abs(y[use])), np.abs(y[use])
    weight = size / size.max()
    for _ in range(ROUNDS):
        k = np.linalg.lstsq(A * weight[:, None], target * weight, rcond=None)[0]
        model = np.exp(np.clip(A @ k, -50, 50))
        off = np.abs(target - A @ k)
        weight = model / model.max() / (1 + (off / (3 * np.median(off) + 1e-12)) ** 2)
    found: Column = k[:-1]
    return found


def _law(view: View, exponents: list[Rational]) -> Proposal:
    constant = Constants()
    factors = [raised(view, k, power) for k, power in enumerate(exponents) if power != 0]
    product = sympy.Mul(*factors)
    values = _value(view, exponents)
    scale = float(np.median(view.y[values != 0] / values[values != 0])) if (values != 0).any() else 1.0
    return view.propose(constant(scale) * product, constant, "power law")


def _value(view: View, exponents: list[Rational]) -> Column:
    value = np.ones(len(view.y))
    with np.errstate(all="ignore"):
        for k, power in enumerate(exponents):
            column = view.x[:, k]
            value *= column ** float(power) if power.is_Integer else np.abs(column) ** float(power)
    return np.where(np.isfinite(value), value, 0.0)


def _free(view: View, exponents: Column) -> Proposal:
    constant = Constants()
    scale = constant(float(np.median(view.y / np.exp(np.log(np.abs(view.x) + 1e-300) @ exponents))))
    factors = [view.terms[k] ** constant(float(p)) for k, p in enumerate(exponents) if abs(p) > 0.05]
    return view.propose(scale * sympy.Mul(*factors), constant, "power law")
