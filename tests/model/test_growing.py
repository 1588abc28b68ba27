from __future__ import annotations

import pytest
import torch
from torch import Tensor

from kanscope import KAN


def test_a_wider_model_is_the_same_function_and_can_learn(trained: KAN, hello: dict[str, Tensor]) -> None:
    model = trained.copy()
    before = model(hello["test_input"]).detach()
    model.expand_width(1, 1)
    model.expand_width(1, 1, sum_bool=False, mult_arity=3)
    assert model.width_in == [2, 4, 1] and sum(pair[1] for pair in model.width) == 1
    assert torch.allclose(model(hello["test_input"]), before, atol=1e-10)
    assert [parameter.shape for parameter in model.parameters()] == [model.network.parameters.shape]
    assert model.fit(hello, opt="LM", steps=10)["test_loss"][-1] < trained.evaluate(hello)["test_loss"]


def test_a_deeper_model_is_the_same_function(trained: KAN, hello: dict[str, Tensor]) -> None:
    model = trained.copy()
    before = model(hello["test_input"]).detach()
    model.expand_depth()
    assert model.width_in == [2, 2, 1, 1] and model.network.layers[2].function == (("x",),)
    assert torch.allclose(model(hello["test_input"]), before, atol=1e-10)


def test_swapping_changes_the_order_and_nothing_else(mixed: KAN) -> None:
    model = KAN([2, 3, 1], seed=4, dtype=torch.float64)
    model.fix_symbolic(0, 1, 0, "sin")
    before = model(model.samples).detach()
    model.swap(1, 0, 2)
    assert model.network.layers[0].function[1] == (None, None, "sin")
    assert torch.allclose(model(model.samples), before)
    cost = model.connection_cost
    model.auto_swap()
    assert model.connection_cost <= cost
    assert torch.allclose(model(model.samples), before)
    with pytest.raises(ValueError, match="hidden"):
        mixed.swap(0, 0, 1)


def test_modules_keep_only_the_edges_within() -> None:
    model = KAN([2, 2, 1])
    model.module(0, "[0]->[0]")
    assert model.network.layers[0].alive.tolist() == [[True, False], [False, True]]


def test_perturbing_gives_named_edges_splines_again() -> None:
    model = KAN([1, 1], dtype=torch.float64)
    model.fix_symbolic(0, 0, 0, "sin")
    model.perturb(mag=0.1, mode="minimal")
    assert model.network.layers[0].function == ((None,),)


def test_a_sparse_start_has_only_nearest_neighbours() -> None:
    assert KAN([4, 4, 1], sparse_init=True).n_edge == 8
