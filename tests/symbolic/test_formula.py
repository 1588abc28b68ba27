"""Formulas: equal to the network they come from, and written as a scientist would."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.symbolic.laws import toy_law
from tests.symbolic.plain import outputs

from kanscope.symbolic.composition import Composition, EdgeForm, Width
from kanscope.symbolic.export.text import readable
from kanscope.symbolic.formula import OutputFormula, formulas
from kanscope.symbolic.names import NAMES
from kanscope.symbolic.numeric import values

ROWS = np.random.default_rng(0).uniform(-1, 1, (400, 2))


def one_edge(edge: EdgeForm) -> Composition:
    return Composition([1, 1], {(0, 0, 0): edge}, ["x"], [0.0], [1.0], [0.0], [1.0])


def written(edge: EdgeForm) -> str:
    return readable(formulas(one_edge(edge))[0].expression)


def computed(formula: OutputFormula, names: list[str], rows: np.ndarray) -> np.ndarray:
    symbols = {column: symbol for symbol, column in formula.symbols.items()}
    columns = {symbols[name]: rows[:, k] for k, name in enumerate(names) if name in symbols}
    return np.broadcast_to(values(formula.expression, columns), len(rows))


def test_the_toy_law_reads_as_it_is_taught() -> None:
    formula = formulas(toy_law(), ROWS)[0]
    assert formula.complete
    assert formula.target == "y"
    assert formula.symbols == {"x1": "x1", "x2": "x2"}
    assert readable(formula.expression) in (
        "exp(x2**2 + sin(3.1416*x1))",
        "1.0*exp(1.0*x2**2 + 1.0*sin(3.1416*x1))",
    )
    truth = np.exp(np.sin(np.pi * ROWS[:, 0]) + ROWS[:, 1] ** 2)
    assert np.abs(computed(formula, ["x1", "x2"], ROWS) - truth).max() < 1e-6


def test_without_rows_nothing_is_left_out() -> None:
    formula = formulas(toy_law())[0]
    assert np.allclose(computed(formula, ["x1", "x2"], ROWS), outputs(toy_law(), ROWS)[:, 0], rtol=1e-12)


def test_a_formula_takes_a_moment() -> None:
    formulas(toy_law(), ROWS)
    start = time.perf_counter()
    formulas(toy_law(), ROWS)
    assert time.perf_counter() - start < 0.2


@pytest.mark.parametrize(
    ("edge", "text"),
    [
        (EdgeForm("exp", 2, 1, 3, 0), f"{3 * math.e:.5g}*exp(2.0*x)"),
        (EdgeForm("x^2", 2, 0, 3, 1), "12.0*x**2 + 1.0"),
        (EdgeForm("x^2", 2, 4, 1, 0), "4.0*(x + 2.0)**2"),
        (EdgeForm("sqrt", -4, 8, 1, 0), "2.0*sqrt(2.0 - x)"),
        (EdgeForm("1/x", 2, 1, 3, 0), "1.5/(x + 0.5)"),
        (EdgeForm("log", 3, 6, 2, 0), f"2.0*log(x + 2.0) + {2 * math.log(3):.5g}"),
        (EdgeForm("abs", -2, 1, 1, 0), "2.0*Abs(x - 0.5)"),
        (EdgeForm("sin", -3, 0, 1, 0), "-sin(3.0*x)"),
        (EdgeForm("sin", 3, 2 * math.pi + 0.5, 1, 0), "sin(3.0*x + 0.5)"),
        (EdgeForm("sin", 3, math.pi, 1, 0), "-sin(3.0*x)"),
        (EdgeForm("sin", 3, math.pi / 2, 1, 0), "cos(3.0*x)"),
        (EdgeForm("sin", -3, -math.pi / 2, 1, 0), "-cos(3.0*x)"),
        (EdgeForm("cos", 3, 0, 2, 0), "2.0*cos(3.0*x)"),
        (EdgeForm("tanh", -3, 1, 1, 0), "-tanh(3.0*x - 1.0)"),
        (EdgeForm("gaussian", -2, 1, 1, 0), "exp(-4.0*(x - 0.5)**2)"),
        (EdgeForm("x", 2, 1, 3, 4), "6.0*x + 7.0"),
        (EdgeForm("0", 2, 1, 3, 4), "4.0"),
    ],
)
def test_redundant_numbers_are_absorbed(edge: EdgeForm, text: str) -> None:
    assert written(edge) == text


def test_numbers_stay_numbers() -> None:
    assert written(EdgeForm("sin", 3.14, 0, 1, 0)) == "sin(3.14*x)"
    assert formulas(one_edge(EdgeForm("sin", math.pi, 0, 1, 0)))[0].expression.atoms(sympy.Float)


def test_a_huge_exponent_is_left_where_it_is() -> None:
    formula = formulas(one_edge(EdgeForm("exp", 800, -800, 1, 0)))[0]
    assert computed(formula, ["x"], np.ones((1, 1)))[0] == pytest.approx(1.0)


def test_a_cut_edge_contributes_nothing() -> None:
    composition = Composition([2, 1], {(0, 0, 0): None}, ["p", "q"], [0, 0], [1, 1], [2.5], [3.0])
    assert formulas(composition)[0].expression == sympy.Float(2.5)


def test_the_product_of_two_columns_is_a_product() -> None:
    edges = {(0, 0, 0): EdgeForm("x", 2), (0, 1, 1): EdgeForm("x", 3), (1, 0, 0): EdgeForm("x")}
    composition = Composition([2, (0, 1), 1], edges, ["p", "q"], [0, 0], [1, 1], [0], [1])
    assert readable(formulas(composition)[0].expression) == "6.0*p*q"


def test_a_spline_is_an_unknown_function_and_the_formula_incomplete() -> None:
    edges = {(0, 0, 0): EdgeForm(), (0, 1, 0): EdgeForm("x"), (1, 0, 0): EdgeForm()}
    composition = Composition([2, 1, 1], edges, ["lambda", "phi_1_1_1"], [0, 0], [1, 1], [0], [1])
    formula = formulas(composition, ROWS)[0]
    assert not formula.complete
    assert formula.unnamed == {"phi_1_1_1_": (0, 0, 0), "phi_2_1_1": (1, 0, 0)}
    assert not set(formula.unnamed) & set(formula.symbols)


def test_a_network_nobody_could_read_is_not_written_out() -> None:
    edges = {(layer, i, j): EdgeForm() for layer in range(3) for i in range(20) for j in range(20)}
    names = [f"c{k}" for k in range(20)]
    composition = Composition([20, 20, 20, 1], edges, names, [0.0] * 20, [1.0] * 20, [0], [1])
    formula = formulas(composition)[0]
    assert formula.too_long
    assert not formula.complete


def test_dust_is_dropped_only_where_it_cannot_be_seen() -> None:
    composition = Composition(
        [2, 1],
        {(0, 0, 0): EdgeForm("x^2", 1, 1e-9), (0, 1, 0): EdgeForm("x", 1e-3)},
        ["p", "q"],
        [0, 0],
        [1, 1],
        [0],
        [1],
    )
    assert readable(formulas(composition, ROWS)[0].expression) == "p**2 + 0.001*q"


def test_dust_is_dropped_at_every_level_at_once() -> None:
    edges = {
        (0, 0, 0): EdgeForm("sin", 3, 1e-9),
        (0, 1, 0): EdgeForm("x^2", 1, 1e-9),
        (1, 0, 0): EdgeForm("exp", 1, 0, 1, 1e-10),
    }
    composition = Composition([2, 1, 1], edges, ["p", "q"], [0, 0], [1, 1], [0], [1])
    assert readable(formulas(composition, ROWS)[0].expression) == "exp(q**2 + sin(3.0*p))"


@pytest.mark.parametrize(
    ("field", "value"),
    [("input_names", ["x", "y"]), ("input_scale", [0.0]), ("output_shift", []), ("output_names", ["a", "b"])],
)
def test_a_description_that_does_not_fit_is_refused(field: str, value: list[float]) -> None:
    given_ = dict(
        width=[1, 1],
        edges={},
        input_names=["x"],
        input_shift=[0.0],
        input_scale=[1.0],
        output_shift=[0.0],
        output_scale=[1.0],
    )
    with pytest.raises(ValueError, match=field.rsplit("_", maxsplit=1)[-1]):
        Composition(**{**given_, field: value})  # type: ignore[arg-type]


NUMBER = st.floats(0.2, 1.5).map(lambda v: round(v, 3)) | st.floats(-1.5, -0.2).map(lambda v: round(v, 3))
EDGE = st.builds(EdgeForm, st.sampled_from(sorted(NAMES)), NUMBER, NUMBER, NUMBER, NUMBER)


@st.composite
def compositions(draw: st.DrawFn) -> Composition:
    """Small networks, some edges cut, some nodes products."""
    hidden = draw(st.sampled_from([1, 2, (1, 1), (0, 1)]))
    width: Width = [2, hidden, 1]
    shape = Composition(width, {}, ["p", "q"], [0, 0], [1, 1], [0], [1])
    places = [(0, i, j) for i in range(2) for j in range(shape.subnodes(1))]
    places += [(1, i, 0) for i in range(shape.nodes(1))]
    edges = {place: draw(st.none() | EDGE) if place[0] == 0 else draw(EDGE) for place in places}
    numbers = [draw(NUMBER) for _ in range(6)]
    return Composition(width, edges, ["p", "q"], numbers[:2], numbers[2:4], numbers[4:5], numbers[5:])


FAST_WAVE = Composition(
    [2, 2, 1],
    {
        (0, 0, 0): EdgeForm("1/x^5", 1.0, 1.0, 0.5, 1.0),
        **dict.fromkeys([(0, 0, 1), (0, 1, 0), (0, 1, 1)], None),
        (1, 0, 0): EdgeForm("j0", 1.0, 1.0, 1.0, 1.0),
        (1, 1, 0): EdgeForm("0", 1.0, 1.0, 1.0, 1.0),
    },
    ["p", "q"],
    [0.5, 1.0],
    [1.0, 1.0],
    [1.0],
    [1.0],
)


FAR_SOFTPLUS = Composition(
    [2, 1, 1],
    {
        (0, 0, 0): None,
        (0, 1, 0): EdgeForm("1/x^2", -1.5, 1.0, 1.0, 1.0),
        (1, 0, 0): EdgeForm("softplus", 1.0, 1.0, 1.0, 1.0),
    },
    ["p", "q"],
    [1.0, 1.0],
    [1.0, 1.0],
    [1.0],
    [1.0],
)


@settings(max_examples=150, deadline=None)
@given(compositions())
@example(FAST_WAVE)
@example(FAR_SOFTPLUS)
def test_any_formula_equals_its_composition(composition: Composition) -> None:
    rows = np.random.default_rng(1).uniform(-2, 2, (60, 2))
    truth = outputs(composition, rows)[:, 0]
    formula = computed(formulas(composition)[0], ["p", "q"], rows)
    tame = np.isfinite(truth) & (np.abs(truth) < 1e6) & _steady(composition, rows)
    tame &= ~(_beyond_numbers(composition, truth) & ~np.isfinite(formula))
    assert np.allclose(formula[tame], truth[tame], rtol=1e-9, atol=1e-9)


def _beyond_numbers(composition: Composition, truth: np.ndarray) -> np.ndarray:
    """Rows where softplus, in a formula log(1 + exp z), may ask for more than the largest number: z > 709."""
    soft = any(edge is not None and edge.function == "softplus" for edge in composition.edges.values())
    return soft & (np.abs(truth) > 300)


def _steady(composition: Composition, rows: np.ndarray) -> np.ndarray:
    """Rows that are not so near to a pole, a border or a step that the last bit of an input decides, nor on a
    wave so fast that it decides the phase.
    """
    here = outputs(composition, rows)[:, 0]

    def moves_little(step: float, most: float) -> np.ndarray:
        there = outputs(composition, rows * (1 + step))[:, 0]
        with np.errstate(all="ignore"):
            return np.abs(there - here) < most * (1 + np.abs(here))

    moves = ((1e-9, 1e-5), (-1e-9, 1e-5), (1e-13, 1e-10), (-1e-13, 1e-10))
    return np.all([moves_little(step, most) for step, most in moves], axis=0)
