"""Names from scattered samples: with outer functions, with noise, few and many, as sparing expressions."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from kanscope.symbolic.library import form
from kanscope.symbolic.names import NAMES
from kanscope.symbolic.sampled import SampledName, named_samples
from kanscope.symbolic.sparing import sparing

X = sympy.Symbol("x", real=True)
Array = np.ndarray


def scattered(rows: int = 400, low: float = 0.3, high: float = 5.0) -> Array:
    return np.random.default_rng(1).uniform(low, high, rows)


def values(name: SampledName, x: Array) -> Array:
    expression = name.expression(X, sympy.Float)
    return np.asarray(sympy.lambdify(X, expression, "numpy")(x)) * np.ones_like(x)


LAWS: dict[str, tuple[str, str, Callable[[Array], Array]]] = {
    "Planck": ("exp", "inverse", lambda x: 1 / (np.exp(x) - 1)),
    "relativity": ("x^2", "inverse square", lambda x: 1 / np.sqrt(1 - (x / 6) ** 2)),
    "a squared root": ("sqrt", "sqrt", lambda x: (np.sqrt(x) + 0.5) ** 2),
    "a falling exponential of 1/x": ("1/x", "log", lambda x: -np.exp(-1 / x)),
    "a fast wave": ("sin", "identity", lambda x: 1e-6 * np.sin(12 * x) + 1e-6),
}


@pytest.mark.parametrize("law", LAWS)
def test_the_law_comes_first_and_its_expression_gives_its_values(law: str) -> None:
    function, outer, make = LAWS[law]
    x = scattered()
    best = named_samples(x, make(x))[0]
    assert (best.function, best.outer) == (function, outer)
    assert values(best, x) == pytest.approx(make(x), rel=1e-5, abs=1e-6 * np.ptp(make(x)))


def test_noise_about_a_curve_that_nears_zero_does_not_hide_the_law() -> None:
    x = scattered()
    y = 1 / (np.exp(x) - 1)
    y = y + 0.01 * y.std() * np.random.default_rng(2).standard_normal(len(x))
    assert y.min() < 0
    found = named_samples(x, y, tol=1e-2)
    assert any((one.function, one.outer) == ("exp", "inverse") for one in found)


def test_five_rows_and_a_million_are_samples_too() -> None:
    few, many = np.arange(5.0), np.linspace(0, 1, 10**6)
    for x in (few, many):
        best = named_samples(x, x**2)[0]
        assert best.r2 > 1 - 1e-12 and best.function in ("x", "x^2")


def test_rows_without_weight_or_value_do_not_count() -> None:
    x = scattered()
    y, weight = np.exp(x), np.ones_like(x)
    y[3], y[5], weight[5] = math.nan, 1e9, 0.0
    best = named_samples(x, y, weight)[0]
    assert best.function in ("exp", "x") and best.r2 > 1 - 1e-12


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        (np.arange(4.0), np.full(4, math.nan), "finite"),
        (np.ones(9), np.arange(9.0), "same value"),
        (np.ones(9), np.arange(8.0), "as many"),
    ],
)
def test_samples_that_show_nothing_are_refused(x: Array, y: Array, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        named_samples(x, y)


def test_constant_samples_get_no_name_that_explains_less_than_it_says() -> None:
    assert all(one.r2 <= 1 for one in named_samples(np.arange(9.0), np.full(9, 2.5)))


NUMBER = st.floats(0.3, 3.0)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.sampled_from([1, -1]), st.tuples(NUMBER, NUMBER, NUMBER, NUMBER))
def test_a_sparing_expression_is_the_same_function(
    text: str, sign: int, numbers: tuple[float, float, float, float]
) -> None:
    a, b, c, d = numbers
    a, b = sign * 0.1 * a, 0.2 * b
    x = sympy.Rational(1, 3)
    whole = c * form(text)(sympy.Float(a) * x + sympy.Float(b)) + d
    made = sparing(text, (a, b, c, d), x, sympy.Float)
    assert complex(made) == pytest.approx(complex(sympy.N(whole)), rel=1e-9, abs=1e-9)
