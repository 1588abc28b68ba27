"""The network a study begins with is one its rows can carry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kanscope.study.shape import first_shape


def test_a_thousand_rows_of_two_columns_carry_five_hidden_nodes() -> None:
    assert first_shape(1000, 2, 1) == (5, 5)


def test_thirty_rows_carry_one() -> None:
    assert first_shape(34, 2, 1) == (1, 3)


@given(st.integers(1, 10**6), st.integers(1, 30), st.integers(1, 5))
def test_there_is_always_a_network_and_never_a_huge_one(rows: int, inputs: int, targets: int) -> None:
    hidden, grid = first_shape(rows, inputs, targets)
    assert 1 <= hidden <= 5 and grid in (3, 5)


@given(st.integers(1, 10**5), st.integers(1, 10))
def test_more_rows_never_mean_fewer_nodes_of_one_grid(rows: int, inputs: int) -> None:
    some, more = first_shape(rows, inputs, 1), first_shape(2 * rows, inputs, 1)
    assert more.hidden >= some.hidden or more.grid > some.grid
