"""Sums and products of curves of single columns are taken apart, and every curve gets its name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from sympy import Symbol

from kanscope.symbolic.discovery.constants import Constants
from kanscope.symbolic.discovery.ideas.separable import separable
from kanscope.symbolic.discovery.ideas.splines import additive, multiplicative
from kanscope.symbolic.discovery.pool import Pool
from kanscope.symbolic.discovery.refit import Rows
from kanscope.symbolic.discovery.view import Axis, View

Law = Callable[[np.ndarray, np.ndarray], np.ndarray]


def view_of(law: Law, noise: float = 0.0) -> tuple[View, Pool]:
    """600 rows of a law of two columns, and a pool over them."""
    dice = np.random.default_rng(0)
    x = dice.uniform(0.2, 2.0, (600, 2))
    y = law(x[:, 0], x[:, 1])
    y = y + noise * y.std() * dice.normal(size=len(y))
    symbols = (Symbol("p", real=True), Symbol("q", real=True))
    weight = np.full(len(y), 1 / y.std())
    axes = tuple(Axis(symbol, x[:, k]) for k, symbol in enumerate(symbols))
    return View(axes, y, weight), Pool(symbols, Rows(x, y, weight), np.zeros(len(y), bool))


@pytest.mark.parametrize(
    "law",
    [
        pytest.param(lambda p, q: np.exp(np.sin(3 * p) + q**2), id="a sum inside an exponential"),
        pytest.param(lambda p, q: 1 / (1 / p + np.sqrt(q)), id="a sum under a fraction"),
        pytest.param(lambda p, q: np.sin(5 * p) * np.exp(-q), id="a product with changing sign"),
        pytest.param(lambda p, q: p**2 + 3 * np.log(q + 1), id="a plain sum"),
    ],
)
def test_a_law_of_separate_curves_is_found_exactly(law: Law) -> None:
    view, pool = view_of(law)
    for draft in separable(view, Constants()):
        pool.propose(view, draft.expression, draft.numbers, "separable")
    assert pool.best().error < 1e-15


def test_a_law_that_does_not_come_apart_is_left_to_others() -> None:
    view, _ = view_of(lambda p, q: np.sin(6 * p * q))
    assert not list(separable(view, Constants()))


def test_splines_take_sums_and_products_apart() -> None:
    view, _ = view_of(lambda p, q: np.exp(p) * (1 + q))
    left, factors = multiplicative(view.matrix, view.target, view.weight)
    assert left < 1e-3 and np.corrcoef(factors[0], np.exp(view.matrix[:, 0]))[0, 1] > 0.9999
    left, parts = additive(view.matrix, np.log(view.target), view.weight)
    assert left < 1e-3 and np.corrcoef(parts[1], np.log(1 + view.matrix[:, 1]))[0, 1] > 0.9999
