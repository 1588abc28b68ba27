from __future__ import annotations

import pytest
import sympy
import torch
from torch import Tensor

from kanscope import KAN, create_dataset


@pytest.fixture(scope="module")
def waves() -> KAN:
    """[1, 1] that has learnt sin(12x): beyond the frequencies pykan's search reaches."""
    data = create_dataset(lambda x: torch.sin(12 * x), n_var=1, train_num=400, test_num=50)
    model = KAN([1, 1], grid=40, dtype=torch.float64)
    model.fit(data, opt="LM", steps=10)
    return model


def test_suggesting_changes_nothing(waves: KAN) -> None:
    before, state = waves.flat.clone(), waves.network.layers[0].function
    name, function, r2, cost = waves.suggest_symbolic(0, 0, 0)
    assert name == "sin" and r2 > 0.9999 and cost == 2
    assert float(function(torch.tensor(0.5))) == pytest.approx(0.479426, abs=1e-5)
    assert torch.equal(waves.flat, before) and waves.network.layers[0].function == state


def test_pykans_ranking_is_there_for_who_asks(waves: KAN) -> None:
    assert waves.suggest_symbolic(0, 0, 0, weight_simple=1.0)[0] == "x"
    assert waves.suggest_symbolic(0, 0, 0, lib=["x", "exp", "sin"], weight_simple=0.0)[0] == "sin"


def test_a_name_is_fitted_to_the_curve_and_says_how_well(waves: KAN) -> None:
    model = waves.copy()
    assert model.fix_symbolic(0, 0, 0, "sin") > 0.9999
    [formula], [x] = model.symbolic_formula()
    assert float(formula.subs(x, 0.3)) == pytest.approx(float(sympy.sin(3.6)), abs=1e-2)
    model.unfix_symbolic(0, 0, 0)
    assert model.network.layers[0].function == ((None,),)
    assert torch.allclose(model(model.samples), waves(model.samples), atol=2e-2)


def test_a_name_without_a_fit_is_the_plain_function(waves: KAN) -> None:
    model = waves.copy()
    model.fix_symbolic(0, 0, 0, "x^2", fit_params_bool=False)
    x = torch.tensor([[0.5], [-0.2]], dtype=torch.float64)
    assert torch.allclose(model(x), x**2)


def test_the_formula_is_the_network(mixed: KAN) -> None:
    mixed.auto_symbolic()
    expressions, variables = mixed.symbolic_formula(var=["u", "v"])
    assert [str(one) for one in variables] == ["u", "v"]
    x = mixed.samples[:20]
    said = [sympy.lambdify(variables, one, "numpy")(*x.T.numpy()) for one in expressions]
    assert torch.allclose(
        torch.stack([torch.as_tensor(one) for one in said], 1), mixed(x).detach(), atol=1e-4
    )


def test_named_products_of_any_arity_are_multiplied_out(hello: dict[str, Tensor]) -> None:
    model = KAN([2, [0, 2], 1], mult_arity=3, dtype=torch.float64)
    for i in range(2):
        for j in range(6):
            model.fix_symbolic(0, i, j, "x", fit_params_bool=False)
    for i in range(2):
        model.fix_symbolic(1, i, 0, "x", fit_params_bool=False)
    [formula], (a, b) = model.symbolic_formula()
    assert sympy.simplify(formula - 2 * (a + b) ** 3) == 0


def test_a_spline_without_a_name_shows_as_an_unknown_function(waves: KAN) -> None:
    [formula], [x] = waves.symbolic_formula(var=["t"])
    assert str(formula) == "phi_1_1_1(t)" and x == sympy.Symbol("t")


def test_normalisers_are_undone_in_the_formula() -> None:
    model = KAN([1, 1], dtype=torch.float64)
    model.fix_symbolic(0, 0, 0, "x", fit_params_bool=False)
    [formula], [x] = model.symbolic_formula(normalizer=([3.0], [2.0]), output_normalizer=([1.0], [4.0]))
    assert sympy.simplify(formula - (4 * (x - 3) / 2 + 1)) == 0


def test_naming_everything_and_taking_the_names_back(mixed: KAN) -> None:
    named = mixed.auto_symbolic(lib=["x", "x^2", "x^3"])
    assert set(named.values()) <= {r2 for r2 in named.values() if 0 <= r2 <= 1}
    assert len(named) == mixed.n_edge - 1  # one had its name before
    mixed.unfix_symbolic_all()
    assert all(name is None for layer in mixed.network.layers for row in layer.function for name in row)


def test_only_good_names_are_given_above_a_threshold(waves: KAN) -> None:
    model = waves.copy()
    assert model.auto_symbolic(lib=["x", "exp"], r2_threshold=0.9) == {}
    assert model.network.layers[0].function == ((None,),)


def test_unknown_and_undefined_names_are_refused_and_nothing_changes(mixed: KAN) -> None:
    before = mixed.network.layers[0].function
    with pytest.raises(ValueError, match="lib: expected some of"):
        mixed.fix_symbolic(0, 0, 0, "bessel")
    with pytest.raises(ValueError, match="not defined"):
        mixed.fix_symbolic(0, 0, 0, "log", fit_params_bool=False)
    with pytest.raises(ValueError, match="is cut"):
        mixed.fix_symbolic(0, 1, 0, "sin")
    assert mixed.network.layers[0].function == before


@pytest.mark.parametrize("names", [["a", "a"], ["phi_1_1_1", "b"], ["a", 3]])
def test_inputs_need_names_of_their_own(names: list[str]) -> None:
    with pytest.raises(ValueError, match="var"):
        KAN([2, 1]).symbolic_formula(var=names)
