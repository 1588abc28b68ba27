from __future__ import annotations

import math

import pytest

from kanscope.kan.functions.catalogue import function
from kanscope.symbolic.poles import MOST, poles


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("1/x", [0]),
        ("log", [0]),
        ("arctanh", [-1, 1]),
        ("1/sqrt(1-x^2)", [-1, 1]),
        ("tan", [-math.pi / 2, math.pi / 2]),
        ("power(-1.5)", [0]),
        ("arrhenius", [0]),
    ],
)
def test_poles_of_the_library_lie_where_the_function_has_no_bound(name: str, found: list[float]) -> None:
    assert poles(function(name), -2, 2) == pytest.approx(found)


@pytest.mark.parametrize("name", ["x^2", "sqrt", "arcsin", "sin", "own := x*log(x)", "own := x^3 - 0.1"])
def test_an_end_or_a_zero_is_no_pole(name: str) -> None:
    assert poles(function(name), -2, 2) == []


def test_a_pole_of_ones_own_function_is_found_where_it_changes_sign() -> None:
    assert poles(function("own := 1/(x - 0.3) + x"), -2, 2) == pytest.approx([0.3])


def test_only_those_within_the_range_are_told_and_not_more_than_a_hundred() -> None:
    assert poles(function("1/x"), 0.1, 2) == []
    assert len(poles(function("tan"), 0, 1e9)) == MOST
    assert poles(function("tan"), 0, math.inf) == []
