from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanscope.kan.simplest.ladder import dense_edges, least_edges, rungs

POSITIONS = st.tuples(st.integers(0, 3), st.integers(0, 2)).filter(any)
WIDTHS = st.builds(
    lambda inputs, hidden, outputs: [inputs, *hidden, outputs],
    st.integers(1, 4),
    st.lists(POSITIONS, max_size=2),
    st.integers(1, 2),
)


def test_the_ladder_inside_2_5_1_leads_from_sums_of_curves_to_five_nodes() -> None:
    assert [[sums for sums, _ in rung] for rung in rungs([2, 5, 1])] == [
        [2, 1],
        [2, 1, 1],
        [2, 2, 1],
        [2, 3, 1],
        [2, 4, 1],
        [2, 5, 1],
    ]


def test_nothing_stands_behind_a_single_node_that_one_curve_could_not_do() -> None:
    assert [(4, 0), (1, 0), (2, 0), (1, 0)] not in rungs([4, 3, 2, 1])
    assert [(4, 0), (2, 0), (1, 0), (1, 0)] in rungs([4, 3, 2, 1])


def test_products_are_on_the_ladder_where_the_widest_shape_has_some() -> None:
    assert [(2, 0), (0, 1), (1, 0)] in rungs([2, (1, 1), 1])
    assert all(products == 0 for rung in rungs([2, 3, 1]) for _, products in rung)


@given(WIDTHS)
def test_rungs_have_more_and_more_edges_and_the_widest_shape_bounds_them(
    width: list[int | tuple[int, int]],
) -> None:
    edges = [dense_edges(rung) for rung in rungs(width)]
    assert edges == sorted(edges)
    assert all(rung[0][0] == width[0] and rung[-1] == (width[-1], 0) for rung in rungs(width))


@given(WIDTHS)
def test_no_shape_can_be_thinned_below_one_edge_a_node_and_a_factor(
    width: list[int | tuple[int, int]],
) -> None:
    assert least_edges(width, 1) <= least_edges(width, int(str(width[0]))) <= dense_edges(width)


def test_an_impossible_width_is_named() -> None:
    with pytest.raises(ValueError, match="width"):
        rungs([2])
