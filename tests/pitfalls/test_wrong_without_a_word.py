"""Pitfalls 1-13: results that are wrong, and nobody is told."""

from __future__ import annotations

import copy
import math
from pathlib import Path

import numpy as np
import pytest
import sympy
import torch
from tests.kan.laws import mixed_network, uniform
from torch import Tensor

from kanscope import KAN
from kanscope.kan.gradient import Gradient
from kanscope.kan.network import Network
from kanscope.kan.penalties.catalogue import sparsity_penalty
from kanscope.kan.penalties.metrics import METRICS
from kanscope.kan.surgery import cut_edges, fix_symbolic, unfix_symbolic
from kanscope.kan.surgery.reorder import swap_nodes
from kanscope.symbolic.compile import compile_formula
from kanscope.symbolic.curves import Curves
from kanscope.symbolic.suggest import suggest

X = uniform(80, 2, seed=3)
Data = dict[str, Tensor]


def test_1_a_network_saved_after_training_still_heeds_the_names_it_is_given(
    model: KAN, data: Data, tmp_path: Path
) -> None:
    model.fit(data, steps=1)
    loaded = KAN.loadckpt(model.saveckpt(tmp_path / "kept"))
    before = loaded(X)
    loaded.fix_symbolic(0, 0, 0, "sin", fit_params_bool=False)
    assert not torch.allclose(loaded(X), before)


def test_1_an_interrupted_training_leaves_a_whole_network(model: KAN, data: Data) -> None:
    def interrupt() -> float:
        raise KeyboardInterrupt

    model.fix_symbolic(0, 0, 0, "sin")
    with pytest.raises(KeyboardInterrupt):
        model.fit(data, steps=5, metrics=[interrupt])
    assert model.network.layers[0].function[0][0] == "sin"
    before = model(X)
    model.fix_symbolic(0, 1, 1, "x^2", fit_params_bool=False)
    assert not torch.allclose(model(X), before)
    assert torch.isfinite(model(X)).all()


def test_2_what_is_saved_after_a_change_is_the_changed_network(
    model: KAN, data: Data, tmp_path: Path
) -> None:
    model.fit(data, steps=1)
    old = model.saveckpt(tmp_path / "old")
    new = model.refine(9).saveckpt(tmp_path / "new")
    assert (KAN.loadckpt(old).grid, KAN.loadckpt(new).grid, model.grid) == (4, 9, 4)
    assert torch.equal(KAN.loadckpt(old)(X), model(X))


def test_3_neither_test_rows_nor_a_passing_look_change_what_edges_are_named_on(
    model: KAN, data: Data
) -> None:
    model.fit(data, steps=1)
    assert model.cache_data is not None
    assert torch.equal(model.cache_data, data["train_input"])
    before, scores = model.candidates(0, 0, 0), model.edge_scores
    model(5 * X)
    assert model.candidates(0, 0, 0) == before
    assert all(torch.equal(*pair) for pair in zip(model.edge_scores, scores, strict=True))


def test_4_an_unnamed_spline_is_a_function_in_the_formula_and_not_0(model: KAN) -> None:
    [formula], symbols = model.symbolic_formula()
    assert len(formula.atoms(sympy.core.function.AppliedUndef)) == model.n_edge
    assert formula.free_symbols == set(symbols)


def test_4_a_cut_edge_and_a_name_taken_back_are_not_in_the_formula() -> None:
    model = KAN([2, 1], dtype=torch.float64)
    model.fix_symbolic(0, 0, 0, "exp", fit_params_bool=False)
    model.fix_symbolic(0, 1, 0, "sin", fit_params_bool=False)
    model.remove_edge(0, 0, 0)
    [formula], [_, x_2] = model.symbolic_formula()
    assert formula.free_symbols == {x_2}
    assert formula.has(sympy.sin)
    model.unfix_symbolic(0, 1, 0)
    [formula], _ = model.symbolic_formula()
    assert not formula.has(sympy.sin)


def test_4_the_formula_of_two_products_of_three_is_what_the_network_computes() -> None:
    model = KAN([3, [0, 2], 1], mult_arity=3, dtype=torch.float64)
    for i in range(3):
        for j in range(6):
            model.fix_symbolic(0, i, j, "sin" if i == j % 3 else "x", fit_params_bool=False)
    for i in range(2):
        model.fix_symbolic(1, i, 0, "x^2" if i else "x", fit_params_bool=False)
    [formula], symbols = model.symbolic_formula()
    x = uniform(40, 3, seed=1)
    values = sympy.lambdify(symbols, formula, "numpy")(*x.numpy().T)
    assert np.allclose(values, model(x).detach().numpy()[:, 0], atol=1e-9)


def test_5_a_function_without_value_leaves_no_nan_once_its_name_or_edge_is_gone() -> None:
    network = Network.create([2, 2], inputs=X)
    named = fix_symbolic(network, (0, 0, 0), "log", 1.0, 0.0, 1.0, 0.0)
    assert not torch.isfinite(named(X)).all()
    assert torch.isfinite(unfix_symbolic(named, (0, 0, 0), X)(X)).all()
    assert torch.isfinite(cut_edges(named, [(0, 0, 0)])(X)).all()
    assert torch.isfinite(named(X)[:, 1]).all()  # nor elsewhere while it stands


def test_5_a_name_that_some_samples_have_no_value_for_is_refused(model: KAN) -> None:
    before = model(X)
    with pytest.raises(ValueError, match="log is not defined for every value that reaches edge"):
        model.fix_symbolic(0, 0, 0, "log", fit_params_bool=False)
    assert torch.equal(model(X), before)


def test_6_asking_for_names_changes_nothing(model: KAN) -> None:
    model.fix_symbolic(0, 0, 0, "sin")
    model.remove_edge(0, 1, 1)
    before = copy.deepcopy(model.state_dict())
    model.suggest_symbolic(0, 0, 0)
    model.suggest_symbolic(0, 0, 1)
    with pytest.raises(ValueError, match="is cut"):
        model.suggest_symbolic(0, 1, 1)
    after = model.state_dict()
    assert after["_extra_state"]["spec"] == before["_extra_state"]["spec"]
    assert torch.equal(after["flat"], before["flat"])
    assert not model.network.layers[0].alive[1, 1]


def test_7_pruned_inputs_survive_being_saved(data: Data, tmp_path: Path) -> None:
    model = KAN([3, 2, 1], seed=4, base_fun=torch.nn.SiLU(), dtype=torch.float64)
    x = uniform(50, 3, seed=2)
    thinner = model.prune_input(active_inputs=[0, 2])
    loaded = KAN.loadckpt(thinner.saveckpt(tmp_path / "kept"))
    moved = x.clone()
    moved[:, 1] = 7
    assert torch.equal(loaded(x), thinner(x))
    assert torch.equal(loaded(moved), thinner(x))  # the column that is gone is the second, not the last
    loaded.get_act(x)
    assert torch.equal(loaded(loaded.samples), thinner(x))


def test_8_nodes_change_places_with_their_names_and_products() -> None:
    network = mixed_network(X)
    swapped = swap_nodes(network, 1, 0, 1)
    assert torch.allclose(swapped(X), network(X), atol=1e-12)
    assert swapped.layers[0].function[0][0] == "sin"
    swapped.parameters[0] += 1  # and share nothing
    assert torch.equal(mixed_network(X).parameters, network.parameters)


def test_8_a_tidier_order_keeps_every_layer_of_a_deep_network() -> None:
    model = KAN([2, 3, [2, 1], 3, 1], seed=1, dtype=torch.float64)
    before = model(X)
    for position in (1, 2, 3):
        model.adopt(swap_nodes(model.network, position, 0, 1))
    assert torch.allclose(model(X), before, atol=1e-12)


def test_9_cutting_an_edge_cuts_its_name_too(model: KAN) -> None:
    for i in range(2):
        model.fix_symbolic(0, i, 0, "sin", fit_params_bool=False)
    model.remove_edge(0, 0, 0)
    model.remove_edge(0, 1, 0)
    moved = model.network.layers[0](X)[:, 0]
    assert torch.equal(moved, torch.zeros_like(moved))


def test_9_pruning_cuts_weak_named_edges_as_well() -> None:
    model = KAN([2, 1], seed=1, dtype=torch.float64)
    model.adopt(fix_symbolic(model.network, (0, 0, 0), "sin", 1.0, 0.0, 1e-6, 0.0))
    model.prune_edge(0.01)
    assert model.network.layers[0].alive.tolist() == [[False], [True]]


@pytest.mark.parametrize("metric", sorted(METRICS))
def test_10_every_penalty_pushes_down_the_slope_it_has(metric: str) -> None:
    network = fix_symbolic(Network.create([2, 3, 1], inputs=X, seed=3), (0, 0, 0), "sin", 1.1, 0.2, 0.8, 0.1)
    passes, penalty = Gradient(network, X), sparsity_penalty(metric)
    passes.forward()
    slope = penalty.measure(passes).by_parameters
    assert slope is not None
    step, start = 1e-6 * slope / slope.norm(), network.parameters.clone()
    values = []
    for sign in (1, -1):
        network.parameters.copy_(start + sign * step)
        passes.forward()
        values.append(penalty.measure(passes).value)
    assert (values[0] - values[1]) / 2e-6 == pytest.approx(float(slope.norm()), rel=1e-4)
    assert slope.norm() > 1e-3


def test_11_a_pruned_or_refined_network_keeps_its_settings_and_shares_nothing(data: Data) -> None:
    model = KAN([2, 3, 1], grid=[4, 6], k=[2, 3], base_fun=["identity", "silu"], seed=5, dtype=torch.float64)
    model.fix_symbolic(0, 0, 0, "sin")
    before = model(X).detach()
    for other in (model.prune(), model.refine([8, 12])):
        assert (other.k, other.network.shape.bases) == (model.k, model.network.shape.bases)
        assert other.seed == model.seed
        other.fit(data, steps=1)
        other.remove_edge(0, 1, 0)
        assert torch.equal(model(X), before)
    assert model.prune().grid == [4, 6]


@pytest.mark.parametrize(
    "text", ["sin(5*a) + cos(3*a)", "a*b + a*c + sin(a)*b", "sinh(a)", "(a + 2)^(1/3)", "exp(a)/(b + 3)^1.5"]
)
def test_12_a_compiled_formula_is_the_formula(text: str) -> None:
    compiled = compile_formula(text)
    x = uniform(60, len(compiled.inputs), seed=6)
    symbols = sympy.symbols(" ".join(compiled.inputs), seq=True)
    wanted = sympy.lambdify(symbols, sympy.sympify(text), "numpy")(*x.numpy().T)
    assert np.allclose(compiled.network(x).numpy()[:, 0], wanted, atol=1e-9)


def test_12_what_no_edge_can_carry_is_refused_and_not_something_else() -> None:
    a = sympy.Symbol("a")
    with pytest.raises(ValueError, match=r"gamma|cannot|no edge"):
        compile_formula(sympy.gamma(a))


def curve(f: object, lo: float = -1, hi: float = 1) -> Curves:
    x = torch.linspace(lo, hi, 400, dtype=torch.float64)
    assert callable(f)
    return Curves(x[:1], x[-1:], f(x)[None])


@pytest.mark.parametrize("height", [1e3, 1, 1e-3, 1e-6])
def test_13_how_well_a_name_fits_does_not_depend_on_the_height_of_the_curve(height: float) -> None:
    best = suggest(curve(lambda x: height * torch.sin(3 * x + 0.4)))[0]
    assert best.function in {"sin", "cos"}
    assert best.r2 > 0.99999999


@pytest.mark.parametrize("rate", [12, 40])
def test_13_a_fast_wave_is_found(rate: int) -> None:
    best = suggest(curve(lambda x: torch.sin(rate * x)))[0]
    assert best.function in {"sin", "cos"}
    assert abs(best.a) == pytest.approx(rate, rel=1e-4)


@pytest.mark.parametrize(
    ("name", "f"), [("tan", torch.tan), ("arctan", lambda x: torch.arctan(4 * x)), ("x^3", lambda x: x**3)]
)
def test_13_the_simplest_name_does_not_win_over_the_right_one(name: str, f: object) -> None:
    assert suggest(curve(f))[0].function == name
    assert math.isclose(suggest(curve(f))[0].r2, 1.0, abs_tol=1e-6)
