"""What an edge's function may be called, and what is said of a name that cannot be read."""

from __future__ import annotations

import math
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanscope.language.constants import applied
from kanscope.language.error import FormulaError
from kanscope.language.function_text import (
    Custom,
    Fixed,
    Shaped,
    custom_text,
    read_function,
    shaped_text,
)
from kanscope.language.grammar import FUNCTIONS


@pytest.mark.parametrize("text", ["sin", "1/x^2", "1/sqrt(x)", "x^0.5", "power", ""])
def test_a_text_without_numbers_or_a_formula_is_a_name(text: str) -> None:
    assert read_function(text) == Fixed(text)


@pytest.mark.parametrize(
    ("text", "name", "numbers"),
    [
        ("power(2.37)", "power", (2.37,)),
        ("damped( -0.2, 3 )", "damped", (-0.2, 3.0)),
        ("f(1e-3)", "f", (1e-3,)),
    ],
)
def test_numbers_in_brackets_choose_one_of_a_family(text: str, name: str, numbers: tuple[float, ...]) -> None:
    assert read_function(text) == Shaped(name, numbers)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=4))
def test_a_shaped_text_keeps_every_bit_of_its_numbers(numbers: list[float]) -> None:
    assert read_function(shaped_text("power", numbers)) == Shaped("power", tuple(numbers))


def test_a_custom_function_is_its_name_and_its_formula() -> None:
    said = read_function("langmuir := x/(1 + x)")
    assert isinstance(said, Custom)
    assert (said.name, said.formula) == ("langmuir", "x/(1 + x)")
    assert read_function(custom_text(" langmuir ", "x/(1\n  + x)")) == said


@pytest.mark.parametrize(
    ("text", "code", "position", "hint"),
    [
        ("f := x/(k + x)", "unknown_name", 8, "only x and numbers"),
        ("f := 2 + 3", "unknown_name", 4, "such as"),
        ("f := x +", "syntax", 8, ""),
        ("f := ", "syntax", 4, "for example"),
        ("f := x.__class__", "syntax", 6, "dot"),
        ("sin := x^2", "syntax", 0, "another name"),
        ("x := x^2", "syntax", 0, "another name"),
        ("my f := x^2", "syntax", 0, "a letter"),
        ("__f := x^2", "syntax", 0, "a letter"),
        ("f := g := x", "syntax", 7, ""),
        (f"f := x{' + x' * 200}", "too_complex", 600, ""),
        ("power(1e999)", "too_large", 6, ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, code: str, position: int, hint: str) -> None:
    with pytest.raises(FormulaError) as refused:
        read_function(text)
    assert (refused.value.code, refused.value.position) == (code, position)
    assert hint in refused.value.hint


def test_reading_a_function_loads_no_mathematics() -> None:
    code = (
        "import sys, kanscope.language.function_text;"
        "sys.exit(bool({'torch', 'sympy', 'numpy'} & set(sys.modules)))"
    )
    environment = {"PYTHONPATH": ":".join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


@pytest.mark.parametrize(
    "formula", ["x + log(0)", "x/(1 - 1)", "x*cosh(cosh(9))", "x + 0*asin(2)", "x*(1e300 + 1e300)"]
)
def test_a_constant_nobody_can_work_with_is_refused(formula: str) -> None:
    with pytest.raises(FormulaError) as refused:
        read_function(f"f := {formula}")
    assert refused.value.code == "too_large"


def test_every_function_of_the_grammar_has_a_value_for_numbers() -> None:
    for operation in {*FUNCTIONS.values()}:
        assert math.isfinite(applied(operation, [0.5]))


def test_powers_within_powers_are_measured_once() -> None:
    """Each level used to be measured again by all that contain it: cubic in the length of the text."""
    tower = "x" + "^(1/(2 + x)" * 24 + ")" * 24
    start = time.perf_counter()
    for _ in range(20):
        read_function(f"f := {tower}")
    assert time.perf_counter() - start < 1.0
