"""A compiled network is its formula, and reads as it again."""

from __future__ import annotations

import numpy as np
import pytest
import sympy
import torch
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kanscope.kan.hypotheses.probe import Probe
from kanscope.kan.hypotheses.symmetry import follows
from kanscope.language.error import FormulaError
from kanscope.language.grammar import FUNCTIONS as GRAMMAR
from kanscope.symbolic.compile import Compiled, compile_formula
from kanscope.symbolic.formula import formulas
from kanscope.symbolic.numeric import values
from kanscope.symbolic.parse import parse

ROWS = np.random.default_rng(0).uniform(-1.5, 2.0, (200, 3))
FUNCTIONS = sorted({*GRAMMAR.values()})


def columns(names: tuple[str, ...]) -> dict[str, NDArray[np.float64]]:
    return {name: ROWS[:, k] for k, name in enumerate(names)}


def of_network(compiled: Compiled, output: int = 0) -> NDArray[np.float64]:
    x = torch.from_numpy(ROWS[:, : len(compiled.inputs)])
    return compiled.network(x)[:, output].numpy()


def as_text(compiled: Compiled) -> NDArray[np.float64]:
    return values(formulas(compiled.composition())[0].expression, columns(compiled.inputs))


def differs(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Largest relative difference where `other` is defined."""
    defined = np.isfinite(other)
    return float(np.max(np.abs(one - other)[defined] / (1 + np.abs(other[defined])), initial=0.0))


@pytest.mark.parametrize(
    "text",
    [
        "exp(sin(pi*x) + y^2)",
        "sin(5*x) + cos(3*x)",
        "sin(x) + sin(x)^2 + cos(x)*x",
        "x*y*z - 3/(x + 2)",
        "x^7/y^6",
        "x^2.5 + y^0.3 - x^(1/3)",
        "x^-3.5",
        "(x + 2)^y",
        "2^x",
        "gaussian(3*x - y)/(1 + exp(-4*z))",
        "abs(x - y)*sgn(z)",
        "(x + 3*y)*(x - y)*(x + 3*y + 1)",
        "sqrt(x^2 + y^2 + z^2)",
        "arctanh(x/3)*arcsin(y/2) + arccos(z/2)",
        "x + 0*y",
        "-x",
    ],
)
def test_a_compiled_network_is_its_formula_and_reads_as_it(text: str) -> None:
    compiled = compile_formula(text)
    truth = values(parse(text).sympy(), columns(compiled.inputs))
    assert np.isfinite(truth).any()
    assert differs(of_network(compiled), truth) < 1e-12
    assert differs(as_text(compiled), truth) < 1e-12


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("exp(sin(pi*x) + y^2)", [2, 1, 1]),
        ("x*y", [2, (0, 1), 1]),
        ("x*y*z", [3, (0, 1), 1]),
        ("gaussian(x + y)", [2, 1, 1]),
        ("sigmoid(3*x + 1)", [1, 1]),
        ("x + y^2 + sin(z)", [3, 1]),
        ("sin(5*x) + cos(3*x)", [1, 2, 1]),
    ],
)
def test_no_more_nodes_than_needed(text: str, width: list[int | tuple[int, int]]) -> None:
    assert compile_formula(text).network.width == width


leaves = st.one_of(st.sampled_from("xyz"), st.integers(1, 4).map(str), st.just("0.7"))


def larger(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(part, st.sampled_from("+-*/"), part).map("({0[0]}) {0[1]} ({0[2]})".format),
        st.tuples(st.sampled_from(FUNCTIONS), part).map("{0[0]}({0[1]})".format),
        st.tuples(
            part, st.sampled_from(["2", "3", "6", "-1", "-2", "0.5", "1.5", "-0.5", "2.5", "0.37"])
        ).map("({0[0]})^{0[1]}".format),
    )


@settings(max_examples=150, deadline=None)
@given(st.recursive(leaves, larger, max_leaves=6))
def test_any_formula_comes_back_equal(text: str) -> None:
    try:
        compiled = compile_formula(text, ["x", "y", "z"])
    except ValueError as refused:
        if not (isinstance(refused, FormulaError) or "is no finite real number" in str(refused)):
            raise
        reject()
    expression = parse(text).sympy()
    truth, moved = (
        values(expression, dict(zip("xyz", rows.T, strict=True))) for rows in (ROWS, ROWS * (1 + 1e-12))
    )
    with np.errstate(all="ignore"):
        steady = np.abs(moved - truth) < 1e-10 * (1 + np.abs(truth))
    truth = np.where(steady & (np.abs(truth) < 1e12), truth, np.nan)
    assert differs(of_network(compiled), truth) < 1e-9
    assert differs(as_text(compiled), truth) < 1e-9


def test_several_formulas_share_one_network() -> None:
    x, y = sympy.symbols("x y")
    compiled = compile_formula([x * y, sympy.sin(x * y), sympy.Integer(4)], ["x", "y"])
    assert compiled.network.shape.nodes(compiled.network.shape.depth) == 3
    assert differs(of_network(compiled, 0), ROWS[:, 0] * ROWS[:, 1]) == 0
    assert differs(of_network(compiled, 1), np.sin(ROWS[:, 0] * ROWS[:, 1])) < 1e-15
    assert (of_network(compiled, 2) == 4).all()


@pytest.mark.parametrize("function", [sympy.sec, sympy.csch, sympy.asinh, sympy.coth])
def test_functions_without_an_edge_of_their_own_are_rewritten(function: type[sympy.Expr]) -> None:
    x = sympy.Symbol("x", real=True)
    truth = np.array([float(function(value)) for value in ROWS[:, 0]])
    assert differs(of_network(compile_formula(function(x))), truth) < 1e-12


def test_the_largest_and_smallest_of_several() -> None:
    x, y, z = sympy.symbols("x y z", real=True)
    compiled = compile_formula([sympy.Max(x, y, z), sympy.Min(x, y, z)], ["x", "y", "z"])
    assert differs(of_network(compiled, 0), ROWS.max(1)) < 1e-12
    assert differs(of_network(compiled, 1), ROWS.min(1)) < 1e-12


def test_inputs_keep_the_order_asked_for_and_may_be_idle() -> None:
    compiled = compile_formula("z - x", ["x", "y", "z"])
    assert not compiled.network.layers[0].alive[1].any()
    assert differs(of_network(compiled), ROWS[:, 2] - ROWS[:, 0]) == 0


def test_hidden_grids_lie_where_the_samples_flow() -> None:
    samples = torch.from_numpy(ROWS[:, :2])
    network = compile_formula("exp(10*x + y)", samples=samples).network
    inner = 10 * samples[:, 0] + samples[:, 1]
    assert float(network.layers[1].lo) < float(inner.min())
    assert float(network.layers[1].hi) > float(inner.max())


@pytest.mark.parametrize(
    ("formula", "inputs", "says"),
    [
        (sympy.gamma(sympy.Symbol("x")), None, "formula: gamma is no function of edges"),
        (sympy.sqrt(-sympy.Symbol("x", positive=True)), None, "is no finite real number"),
        (sympy.zoo, ["x"], "is no finite real number"),
        ("x + y", ["x"], "inputs: y occurs in the formula"),
        ("3", None, "inputs: at least one"),
        ("x", ["x", "x"], "no name twice"),
        ([], ["x"], "formula: there is none"),
        ("__import__(x)", None, "no function"),
        (3, ["x"], "formula must be text or a SymPy expression, got int"),
    ],
)
def test_what_cannot_be_compiled_says_why(formula: object, inputs: list[str] | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        compile_formula(formula, inputs)  # type: ignore[arg-type]


def test_a_compiled_scalar_can_be_asked_whether_a_function_follows_it() -> None:
    def bell(x: torch.Tensor) -> torch.Tensor:
        return torch.exp(-(x[:, 0] ** 2) - x[:, 2] ** 2) * x[:, 1]

    probe = Probe(bell, torch.from_numpy(ROWS))
    assert follows(probe, compile_formula("sqrt(x^2 + z^2)", ["x", "y", "z"]).network).exchange < 1e-7
    assert not follows(probe, compile_formula("x^2 + z^2 + y", ["x", "y", "z"]).network).holds


@pytest.mark.parametrize("text", ["x*y*z", "x*y*z*exp(x)*sin(y)", "x^7*y^3*z", "3*x*y*(x*y*z + 1)*(x + z)"])
def test_products_of_two_factors_are_enough(text: str) -> None:
    compiled = compile_formula(text, arity=2)
    truth = values(parse(text).sympy(), columns(compiled.inputs))
    assert {arity for layer in compiled.network.shape.arities for arity in layer} == {2}
    assert differs(of_network(compiled), truth) < 1e-12


def test_a_product_of_products_is_no_deeper_than_it_must_be() -> None:
    compiled = compile_formula("x*y*z*exp(x)*sin(y)*cos(z)*x^2*y^2", arity=2)
    assert len(compiled.network.width) - 1 == 4  # three of products, one to the output
