"""g(y) = Σ cⱼ·mⱼ: few terms out of many, g one of a few outer functions, m monomials and waves of columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import sympy
from sympy import Expr

from kanscope.symbolic.discovery.outer import OUTERS, Outer
from kanscope.symbolic.discovery.proposal import Constants, Proposal
from kanscope.symbolic.discovery.view import Column, Matrix, View

MOST_TERMS = 14
MOST_FEATURES = 400


@dataclass(frozen=True)
class Features:
    """Terms as SymPy, their values (N, F), and what each costs."""

    terms: list[Expr]
    values: Matrix
    costs: Column


def propose(view: View) -> Iterator[Proposal]:
    """For every outer function, the best few sums of 1, 2, 3 … terms."""
    features = monomials(view)
    for outer in OUTERS:
        seen = _seen(outer, view)
        if seen is not None:
            yield from _sums(view, features, outer, *seen)


def _seen(outer: Outer, view: View) -> tuple[Column, Column] | None:
    """g(y) and the weights 1/g'(y)²; None where g does not suit y."""
    y = view.y
    positive = bool(y.min() > 1e-9 * np.abs(y).max())
    if outer.positive and not positive:
        return None
    if outer.name == "exponential" and np.ptp(y) > 50:
        return None
    with np.errstate(all="ignore"):
        seen, weight = outer.value(y), 1 / outer.slope(y) ** 2
    if not (np.isfinite(seen).all() and np.isfinite(weight).all()) or (
        outer.name == "inverse" and y.min() * y.max() <= 0
    ):
        return None
    weight = weight * view.weight
    return seen, weight / weight.max()


def monomials(view: View, degree: int = 4) -> Features:
    """1, xᵢ, products up to `degree` (fewer the more columns), inverse powers away from zero, and waves."""
    n = view.x.shape[1]
    single = _single(view)
    degree = degree if n <= 3 else 3 if n <= 5 else 2
    terms, values, costs = [sympy.Integer(1)], [np.ones(len(view.y))], [0.0]
    for size in range(1, degree + 1):
        for chosen in itertools.combinations_with_replacement(range(len(single)), size):
            if len(terms) >= MOST_FEATURES:
                break
            if any(single[i][3] and chosen.count(i) > 1 for i in chosen) or _cancels(chosen, single):
                continue
            terms.append(sympy.Mul(*[single[i][0] for i in chosen]))
            values.append(np.prod([single[i][1] for i in chosen], axis=0))
            costs.append(sum(single[i][2] for i in chosen) + size - 1)
    keep = [
        k for k, column in enumerate(values) if k == 0 or (np.isfinite(column).all() and np.ptp(column) > 0)
    ]
    return Features(
        [terms[k] for k in keep], np.stack([values[k] for k in keep], 1), np.array([costs[k] for k in keep])
    )


Single = tuple[Expr, Column, float, bool, int]


def _single(view: View) -> list[Single]:
    """Term, values, cost, whether it may stand only once in a product, and the column it is made of."""
    found: list[Single] = []
    for k, symbol in enumerate(view.terms):
        column = view.x[:, k]
        found.append((symbol, column, 1.0, False, k))
        if np.abs(column).min() > 0.02 * np.abs(column).max() and column.min() * column.max() > 0:
            found.append((1 / symbol, 1 / column, 2.0, False, k))
        if np.ptp(column) > 2.5 and view.x.shape[1] <= 4:
            found += [
                (sympy.sin(symbol), np.sin(column), 2.0, True, k),
                (sympy.cos(symbol), np.cos(column), 2.0, True, k),
            ]
    if view.x.shape[1] <= 4:
        found += _differences(view)
    return found


def _differences(view: View) -> list[Single]:
    """cos(xᵢ - xⱼ) of columns that could both be angles."""
    wide = [k for k in range(view.x.shape[1]) if np.ptp(view.x[:, k]) > 2.5]
    made: list[Single] = []
    for i, j in itertools.combinations(wide, 2):
        difference = view.x[:, i] - view.x[:, j]
        made.append((sympy.cos(view.terms[i] - view.terms[j]), np.cos(difference), 3.0, True, -1))
    return made


def _cancels(chosen: tuple[int, ...], single: list[Single]) -> bool:
    """x·(1/x)."""
    return any(
        single[i][4] == single[j][4] and single[i][0] * single[j][0] == 1
        for i, j in itertools.combinations(set(chosen), 2)
    )


def _sums(view: View, features: Features, outer: Outer, seen: Column, weight: Column) -> Iterator[Proposal]:
    for chosen in sparse(features.values, seen, weight, features.costs):
        terms = [features.terms[k] for k in chosen]
        A = features.values[:, chosen] * np.sqrt(weight)[:, None]
        values = np.linalg.lstsq(A, seen * np.sqrt(weight), rcond=None)[0]
        constant = Constants()
        total = sympy.Add(*[constant(float(c)) * term for c, term in zip(values, terms, strict=True)])
        yield view.propose(outer.undo(total), constant, "polynomial")


def sparse(A: Matrix, y: Column, weight: Column, costs: Column) -> list[list[int]]:
    """Sets of columns that explain y, from small to large: pairs exhaustively, then forward with swaps.

    Sizes whose error does not fall by a tenth below the one before are left out.
    """
    root = np.sqrt(weight / weight.sum())
    scaled = A * root[:, None]
    norm = np.linalg.norm(scaled, axis=0)
    scaled = scaled / np.where(norm > 0, norm, 1)
    gram, right, whole = scaled.T @ scaled, scaled.T @ (y * root), float((y * root) @ (y * root))
    best: list[list[int]] = []
    error = float("inf")
    for chosen in _paths(gram, right, whole):
        left = _left(gram, right, whole, chosen)
        if left < 0.9 * error:
            best.append(chosen)
            error = left
        if left < 1e-13 * whole:
            break
    return best


def _left(gram: Matrix, right: Column, whole: float, chosen: list[int]) -> float:
    part = gram[np.ix_(chosen, chosen)] + 1e-12 * np.eye(len(chosen))
    return max(whole - float(right[chosen] @ np.linalg.solve(part, right[chosen])), 0.0)


def _paths(gram: Matrix, right: Column, whole: float) -> Iterator[list[int]]:
    first = int(np.argmax(right**2))
    yield [first]
    chosen = _best_pair(gram, right)
    yield chosen
    while len(chosen) < min(MOST_TERMS, len(right)):
        chosen = _swapped(gram, right, whole, _extended(gram, right, chosen))
        yield chosen


def _best_pair(gram: Matrix, right: Column) -> list[int]:
    """The two columns that explain most, of all pairs."""
    determinant = 1 - gram**2
    gain = right[:, None] ** 2 + right[None] ** 2 - 2 * gram * right[:, None] * right[None]
    gain = np.where(determinant > 1e-8, gain / np.maximum(determinant, 1e-8), -np.inf)
    i, j = np.unravel_index(int(np.argmax(gain)), gain.shape)
    return [int(i), int(j)]


def _extended(gram: Matrix, right: Column, chosen: list[int]) -> list[int]:
    """One more column: the one that lowers the error most."""
    part = gram[np.ix_(chosen, chosen)] + 1e-12 * np.eye(len(chosen))
    inner = np.linalg.solve(part, gram[chosen])
    room = 1 - (gram[chosen] * inner).sum(0)
    gain = np.where(room > 1e-9, (right - right[chosen] @ inner) ** 2 / np.maximum(room, 1e-9), -np.inf)
    gain[chosen] = -np.inf
    return [*chosen, int(np.argmax(gain))]


def _swapped(gram: Matrix, right: Column, whole: float, chosen: list[int]) -> list[int]:
    """Each column in turn left out and replaced by the best one, until nothing gets better."""
    error = _left(gram, right, whole, chosen)
    for _ in range(4):
        before = error
        for k in list(chosen):
            tried = _extended(gram, right, [c for c in chosen if c != k]) if len(chosen) > 1 else chosen
            left = _left(gram, right, whole, tried)
            if left < error * (1 - 1e-6):
                chosen, error = tried, left
        if error >= before * (1 - 1e-6):
            break
    return chosen
