"""A problem as it is left once parts of the law are known: other columns, another target, the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

from kanscope.symbolic.discovery.problem import Problem
from kanscope.symbolic.discovery.proposal import Constants, Proposal

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]
Wrap = Callable[[Expr, Constants], Expr]
"""From an expression for the view's target to one for the problem's own."""


def _same(expression: Expr, constants: Constants) -> Expr:
    return expression


@dataclass(frozen=True)
class View:
    """y ≈ F(x) with `terms` (what each column of x is, in the problem's symbols).

    `weight` (N,): how much a squared error of y counts for the problem's own. `noise`: y's noise relative to
    its spread, as far as known. `path`: what was done to get here.
    """

    terms: tuple[Expr, ...]
    x: Matrix
    y: Column
    weight: Column
    noise: float = 1e-6
    wrap: Wrap = _same
    path: tuple[str, ...] = ()

    def propose(self, expression: Expr, constants: Constants, idea: str) -> Proposal:
        """The whole law with `expression` in the place of this view's target."""
        whole = self.wrap(expression, constants)
        kept = {c: v for c, v in constants.values.items() if whole.has(c)}
        return Proposal(whole, kept, " · ".join((*self.path, idea)))

    def without(self, gone: set[int], y: Column, weight: Column, wrap: Wrap, said: str) -> View:
        """The view less some columns, with another target."""
        left = [k for k in range(len(self.terms)) if k not in gone]
        return View(
            tuple(self.terms[k] for k in left),
            self.x[:, left],
            y,
            weight,
            self.noise,
            chained(self.wrap, wrap),
            (*self.path, said),
        )

    def merged(self, i: int, j: int, term: Expr, column: Column, said: str) -> View:
        """The view with columns i and j replaced by one made of both."""
        left = [k for k in range(len(self.terms)) if k not in (i, j)]
        x = np.column_stack([self.x[:, left], column])
        return View(
            (*(self.terms[k] for k in left), term),
            x,
            self.y,
            self.weight,
            self.noise,
            self.wrap,
            (*self.path, said),
        )

    def positive(self, k: int) -> bool:
        """Whether a column is above 0 on all rows."""
        return bool((self.x[:, k] > 0).all())


def chained(outer: Wrap, inner: Wrap) -> Wrap:
    """First `inner`, then `outer`."""
    return lambda expression, constants: outer(inner(expression, constants), constants)


def whole(problem: Problem, noise: float = 1e-6) -> View:
    """The problem itself."""
    weight = np.ones_like(problem.y) if problem.weights is None else problem.weights
    return View(tuple(problem.symbols), problem.x, problem.y, weight, noise)


def raised(view: View, k: int, power: sympy.Rational) -> Expr:
    """xᵏ as SymPy, |x|ᵏ where the column has both signs and the power is broken."""
    base = view.terms[k]
    return base**power if power.is_Integer or view.positive(k) else sympy.Abs(base) ** power
