"""Fitted decimals become exact numbers where the rows cannot tell the difference, and only there."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from kanscope.symbolic.snapping.certainty import standard_errors, without_redundant
from kanscope.symbolic.snapping.joint_refit import joint_refit
from kanscope.symbolic.snapping.options import options
from kanscope.symbolic.snapping.physical.catalogue import FIELDS
from kanscope.symbolic.snapping.snap import price, snap


@dataclass
class Wave:
    """c₀·sin(c₁·x + c₂) + c₃ on fixed rows."""

    truth: tuple[float, ...]
    noise: float = 0.0
    rows: int = 400
    names: tuple[str, ...] = ("amplitude", "frequency", "phase", "offset")
    x: np.ndarray = field(init=False)
    y: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        dice = np.random.default_rng(0)
        self.x = dice.uniform(-2, 2, self.rows)
        self.y = self._value(np.array(self.truth)) + self.noise * dice.normal(size=self.rows)

    @property
    def values(self) -> np.ndarray:
        return np.array(self.truth) * 1.003 + 0.002

    def _value(self, c: np.ndarray) -> np.ndarray:
        return c[0] * np.sin(c[1] * self.x + c[2]) + c[3]

    def residuals(self, c: np.ndarray) -> np.ndarray:
        return self._value(c) - self.y

    def jacobian(self, c: np.ndarray) -> np.ndarray:
        wave, slope = np.sin(c[1] * self.x + c[2]), c[0] * np.cos(c[1] * self.x + c[2])
        return np.stack([wave, slope * self.x, slope, np.ones_like(self.x)], 1)


@dataclass
class Scaled(Wave):
    """c₀·c₁·x + c₂: c₀ and c₁ say one thing."""

    names: tuple[str, ...] = ("one", "other", "offset")

    def _value(self, c: np.ndarray) -> np.ndarray:
        return c[0] * c[1] * self.x + c[2]

    def jacobian(self, c: np.ndarray) -> np.ndarray:
        return np.stack([c[1] * self.x, c[0] * self.x, np.ones_like(self.x)], 1)


def test_exact_rows_give_exact_numbers() -> None:
    found = snap(wave := Wave((2.0, math.pi, 0.0, 0.5)), wave.values)
    assert [found.exact[k] for k in range(4)] == [2, sympy.pi, 0, sympy.Rational(1, 2)]
    assert found.loss < 1e-28


def test_noisy_rows_give_the_same_numbers() -> None:
    found = snap(wave := Wave((2.0, math.pi, 0.0, 0.5), noise=0.02), wave.values)
    assert [found.exact[k] for k in range(4)] == [2, sympy.pi, 0, sympy.Rational(1, 2)]


def test_a_number_that_is_not_simple_stays_a_decimal() -> None:
    found = snap(wave := Wave((2.0, 1.2345678, 0.0, 0.5)), wave.values)
    assert 1 not in found.exact
    assert found.values[1] == pytest.approx(1.2345678, abs=1e-9)


def test_what_is_held_stays_even_where_the_rows_object() -> None:
    found = snap(wave := Wave((2.0, 3.0, 0.0, 0.5)), wave.values, held={0: sympy.Integer(3)})
    assert found.exact[0] == 3 and found.values[0] == 3.0


def test_of_two_constants_that_say_one_thing_one_is_set() -> None:
    model = Scaled((2.0, 3.0, 0.5))
    values, fixed = without_redundant(model, np.array([2.5, 2.4, 0.5]))
    assert len(fixed) == 1 and set(fixed.values()) <= {1.0, -1.0}
    assert values[0] * values[1] == pytest.approx(6.0)


def test_standard_errors_are_those_of_least_squares() -> None:
    model = Wave((2.0, 3.0, 0.1, 0.5), noise=0.1)
    values, loss = joint_refit(model, model.values)
    jacobian = model.jacobian(values)
    expected = np.sqrt(np.diag(np.linalg.inv(jacobian.T @ jacobian)) * loss * 400 / 396)
    assert standard_errors(model, values, loss) == pytest.approx(expected, rel=1e-6)


def test_a_wrong_number_has_its_price() -> None:
    model = Wave((2.0, 3.0, 0.0, 0.5), noise=0.05)
    values, _ = joint_refit(model, model.values)
    right, wrong = (price(model, values, 3, options(goal, 1e-6)[0]) for goal in (0.5, 0.75))
    assert right.after < 1.05 * right.before
    assert wrong.after > 5 * wrong.before


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["1/2", "pi", "2*pi", "sqrt(2)", "1/(4*pi)", "3/4", "7", "E", "4*pi/3", "1/sqrt(2*pi)"])
)
def test_a_simple_number_is_among_its_own_options(text: str) -> None:
    number = sympy.sympify(text)
    assert number in [option.exact for option in options(float(number), 1e-9)]


@settings(max_examples=100, deadline=None)
@given(st.floats(-1e3, 1e3), st.floats(1e-8, 10.0))
def test_options_lie_near_and_say_no_more_than_is_known(value: float, error: float) -> None:
    for option in options(value, error):
        assert abs(option.value - value) <= 2.5 * error + 1e-9 * abs(value)


@pytest.mark.parametrize(("value", "error"), [(3.14095, 6e-5), (1.496, 0.002)])
def test_no_number_is_offered_that_nobody_would_write(value: float, error: float) -> None:
    odd = {sympy.sympify("31/pi**2"), sympy.sympify("15*sqrt(2)/(8*sqrt(pi))")}
    assert not odd & {option.exact for option in options(value, error)}


def test_a_constant_of_nature_is_offered_where_its_field_knows_it() -> None:
    near = options(365.2, 0.2, FIELDS["astronomy"])
    assert "Julian year" in [option.constant.name for option in near if option.constant]
    assert not any(option.constant for option in options(365.2, 0.2))
