"""Formulas made fit to be read."""

from __future__ import annotations

import math
import threading
import time

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy import Expr

from kanscope.symbolic.export.latex import latex_text
from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.numeric import values
from kanscope.symbolic.tidy.deadline import within
from kanscope.symbolic.tidy.digits import with_digits
from kanscope.symbolic.tidy.exact import recognised
from kanscope.symbolic.tidy.memory import STATUS, at_most
from kanscope.symbolic.tidy.simplest import ROOM, length, simplified

X, Y = sympy.symbols("x y", real=True)
COLUMNS = {"x": np.linspace(0.1, 2, 200), "y": np.linspace(1, 3, 200)[::-1] ** 1.5}


def ponder() -> int:
    while True:
        pass


def test_work_that_takes_too_long_is_given_up() -> None:
    start = time.process_time()
    assert within(0.05, ponder) is None
    assert time.process_time() - start < 0.5
    assert within(5, lambda: 7) == 7


def test_work_that_cannot_be_stopped_is_not_begun() -> None:
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(within(5, lambda: 7)))
    thread.start()
    thread.join()
    assert found == [None]


@pytest.mark.skipif(not STATUS.exists(), reason="this system does not count a process's own memory")
def test_an_attempt_that_swells_is_given_up_and_the_plain_form_stands(
    caplog: pytest.LogCaptureFixture,
) -> None:
    swollen: list[bytearray] = []

    def swell(bare: Expr) -> Expr:
        swollen.append(bytearray(2 * ROOM))
        return bare

    assert simplified(X + Y, COLUMNS, ways=(swell,)) == X + Y
    assert swollen == [] and "wanted more than 512 MiB" in caplog.text
    with at_most(2**20):
        pass
    assert len(bytearray(2 * ROOM)) == 2 * ROOM, "the limit is gone with the attempt"


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (math.pi * (1 + 3e-15), sympy.pi),
        (-math.pi / 2, -sympy.pi / 2),
        (0.5 + 1e-16, sympy.Rational(1, 2)),
        (2 / 3, sympy.Rational(2, 3)),
        (math.sqrt(2), sympy.sqrt(2)),
        (365 - 1e-12, sympy.Integer(365)),
    ],
)
def test_a_decimal_that_is_an_exact_number_is_written_as_it(value: float, exact: Expr) -> None:
    assert recognised(sympy.Float(value) * X) == exact * X


@pytest.mark.parametrize("value", [0.3, 3.14159, 1.5000001, 2.718, 1e-9, 123456.789])
def test_a_decimal_that_is_none_stays(value: float) -> None:
    assert recognised(sympy.Float(value) * X) == sympy.Float(value) * X


@given(st.floats(-1e3, 1e3).filter(lambda value: abs(value) > 1e-3))
def test_a_number_never_changes_by_more_than_rounding(value: float) -> None:
    assert float(recognised(sympy.Float(value))) == pytest.approx(value, rel=2e-11)


@pytest.mark.parametrize(
    ("long", "parts"),
    [(sympy.sin(X) ** 2 + sympy.cos(X) ** 2 + 1.7 * Y, 5), (1.3 * X * Y + 1.3 * X, 6), (X**2 / X + 0.1, 3)],
)
def test_a_shorter_form_is_found(long: Expr, parts: int) -> None:
    short = simplified(long, COLUMNS)
    assert length(short) <= parts
    assert values(short, COLUMNS) == pytest.approx(values(long, COLUMNS), rel=1e-12)


def test_what_takes_too_long_leaves_the_plain_form() -> None:
    plain = 1.3 * X * Y + 1.3 * X
    assert simplified(plain, COLUMNS, 0.05, (lambda bare: ponder() and bare,)) == plain


def test_a_shorter_form_with_other_values_is_not_taken() -> None:
    plain = X + sympy.sin(1.5 * Y)
    assert simplified(plain, COLUMNS, 1.0, (lambda bare: X,)) == plain


def test_a_way_that_sympy_gives_up_leaves_the_plain_form() -> None:
    def gives_up(bare: Expr) -> Expr:
        raise NotImplementedError

    assert simplified(1.5 * X, COLUMNS, 1.0, (gives_up,)) == 1.5 * X


def law(expression: Expr) -> OutputFormula:
    return OutputFormula("t", expression, {"x": "x", "y": "y"}, {}, complete=True)


def test_noise_takes_digits_and_leaves_those_that_mean_something() -> None:
    draw = np.random.default_rng(0)
    told = 1.23456789 * X + 0.98765432 * Y
    truth = values(told, COLUMNS)
    noisy = with_digits(law(told), COLUMNS, truth + 0.05 * draw.normal(size=200))
    assert latex_text(noisy) in (
        "1.23 x + 0.988 y",
        "1.235 x + 0.988 y",
        "1.23 x + 0.99 y",
        "1.235 x + 0.9877 y",
    )
    assert latex_text(law(told)) == "1.2346 x + 0.98765 y"


def test_without_noise_no_digit_is_taken() -> None:
    told = 1.23456789 * X + 0.98765432 * Y
    exact = with_digits(law(told), COLUMNS, values(told, COLUMNS))
    assert latex_text(exact) == latex_text(law(told))


def test_rounding_never_costs_more_than_a_fiftieth_of_the_error() -> None:
    draw = np.random.default_rng(1)
    told = sympy.exp(1.23456789 * X - 0.7654321 * Y) * 3.3333333 + 1000.4321
    truth = values(told, COLUMNS) + 0.01 * draw.normal(size=200)
    digits = with_digits(law(told), COLUMNS, truth).digits
    rounded = told.xreplace(
        {f: sympy.Float(f"{float(f):.{digits[abs(float(f))]}g}") for f in told.atoms(sympy.Float)}
    )
    before, after = (np.mean((values(one, COLUMNS) - truth) ** 2) for one in (told, rounded))
    assert after <= 1.02 * before


def test_of_a_formula_without_values_nothing_is_said() -> None:
    told = sympy.log(1.5 * X - 1.7)
    assert not with_digits(law(told), COLUMNS, np.ones(200)).digits
