"""Conditions on rows are read by an own grammar and hold for the rows a person would pick."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanscope.language.condition import condition_columns, read_condition
from kanscope.language.error import FormulaError
from kanscope.symbolic.condition import holds

M = np.array([1.0, 2.0, 3.0, 4.0, np.nan])
T = np.array([10.0, 20.0, 30.0, 40.0, 50.0])
PLACE = ["north", "south", None, "north", "it's"]


def rows(text: str) -> list[int]:
    return np.flatnonzero(holds(read_condition(text), {"m": M, "T": T}, {"place": PLACE}, 5)).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m > 2", [2, 3]),
        ("m>=2 and T<40", [1, 2]),
        ("m < 2 or T = 40", [0, 3]),
        ("m < 2 or m > 2 and T < 40", [0, 2]),
        ("(m < 2 or m > 2) and T < 40", [0, 2]),
        ("not (m < 2 or m > 2)", [1, 4]),
        ("1 < m <= 3", [1, 2]),
        ("(m + 1)*2 > (T)/10 + 3", [1, 2, 3]),
        ("((m > 1)) and ((m)) < 4", [1, 2]),
        ("log(m) ≤ 0", [0]),
        ("m != 2", [0, 2, 3]),
        ('place = "north"', [0, 3]),
        ("place != 'north'", [1, 4]),
        ('place = "it\'s"', [4]),
        ("sqrt(m - 3) >= 0", [2, 3]),
        ("2 > 1", [0, 1, 2, 3, 4]),
        ("NOT m > 2 AND T < 15", [0]),
        ("place > 3", []),
    ],
)
def test_rows_are_picked_as_a_person_would(text: str, expected: list[int]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", 0, "no comparison"),
        ("m", 0, "no comparison"),
        ("m >", 3, "there is no formula"),
        ("m > 2 and", 9, "no comparison"),
        ("m > 2 und T < 3", 6, "unexpected"),
        ('place = "north', 8, "never closed"),
        ("m > foo(2)", 4, "no function"),
        ("m > (2", 6, r"expected '\)'"),
        ("__import__('os') > 1", 0, "no function"),
        ("(" * 60 + "m > 1" + ")" * 60, None, "nested"),
        ("m > 1 and " * 300 + "m > 1", None, "characters"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(text: str, place: int | None, words: str) -> None:
    with pytest.raises(FormulaError, match=words) as wrong:
        read_condition(text)
    assert place is None or wrong.value.position == place


def test_the_columns_of_a_condition_are_known() -> None:
    assert condition_columns(read_condition("m*T > 2 and (place = 'x' or not m < 1)")) == ("m", "T", "place")


@given(st.text(alphabet="mT><=!() \"'andortx12.+*", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        rows(text)
    except FormulaError as wrong:
        assert 0 <= wrong.position <= len(text)
    except KeyError:
        pass
