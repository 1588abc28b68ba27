"""The model is a good torch module: gradients of any order, states, devices, copies."""

from __future__ import annotations

import copy
import io

import numpy as np
import pytest
import torch
from torch import Tensor

from kanscope import KAN
from kanscope.kan.network import Network
from kanscope.kan.surgery import grant, lock_edges
from kanscope.kan.wishes.wish import Wish
from kanscope.model.module import NetworkModule


def rows(number: int, columns: int, reach: float = 1.0) -> Tensor:
    dice = torch.Generator().manual_seed(4)
    return (torch.rand(number, columns, generator=dice, dtype=torch.float64) * 2 - 1) * reach


@pytest.mark.parametrize("k", [2, 3, 4])
def test_gradients_are_those_of_finite_differences(k: int) -> None:
    model = KAN([2, [1, 1], 1], grid=3, k=k, seed=3, dtype=torch.float64)
    model.fix_symbolic(0, 0, 1, "sin")
    x = rows(5, 2, reach=1.3).requires_grad_()  # some of them outside the grids
    assert torch.autograd.gradcheck(model, (x,))
    flat = model.flat.detach().clone().requires_grad_()
    assert torch.autograd.gradcheck(
        lambda p: torch.func.functional_call(model, {"flat": p}, (x.detach(),)), flat
    )
    if k > 2:
        assert torch.autograd.gradgradcheck(model, (x,))


def test_second_derivatives_hold_on_the_knots_too() -> None:
    """Where collocation points of a differential equation like to lie."""
    model = KAN([1, 1], grid=4, seed=1, dtype=torch.float64)
    first = model.network.layers[0]
    knots = (first.lo + (first.hi - first.lo) * torch.tensor([[0.25], [0.5], [0.75]])).requires_grad_()

    def slope(x: Tensor) -> Tensor:
        return torch.autograd.grad(model(x).sum(), x, create_graph=True)[0]

    (bend,) = torch.autograd.grad(slope(knots).sum(), knots)
    difference = (slope(knots + 1e-5) - slope(knots - 1e-5)) / 2e-5
    assert torch.allclose(bend, difference, atol=1e-4)


def test_any_torch_optimiser_trains_it(hello: dict[str, Tensor]) -> None:
    model = KAN([2, 1, 1], grid=3, dtype=torch.float64)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.02)
    losses = []
    for _ in range(30):
        optimiser.zero_grad()
        loss = (model(hello["train_input"]) - hello["train_label"]).square().mean()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < 0.7 * losses[0]
    with torch.no_grad():
        assert torch.equal(model.network(hello["test_input"]), model(hello["test_input"]))


def test_there_is_one_parameter_and_the_network_stands_on_it(mixed: KAN) -> None:
    [flat] = mixed.parameters()
    with torch.no_grad():
        flat.zero_()
    assert not bool(mixed.network.layers[0].weights.any())


@pytest.mark.parametrize("how", ["deepcopy", "copy", "state"])
def test_a_copy_is_equal_and_stands_alone(mixed: KAN, how: str) -> None:
    x = rows(9, 2)
    other = _copied(mixed, how)
    before = other(x)
    assert torch.equal(before, mixed(x))
    with torch.no_grad():
        mixed.flat.add_(1)
    assert torch.equal(other(x), before)
    with torch.no_grad():
        other.flat.add_(1)
    assert torch.equal(other(x), mixed(x))


def _copied(model: KAN, how: str) -> KAN:
    if how == "deepcopy":
        return copy.deepcopy(model)
    if how == "copy":
        return model.copy()
    buffer = io.BytesIO()
    torch.save(model.state_dict(), buffer)
    buffer.seek(0)
    other = KAN([2, 1, 2], dtype=torch.float64)
    other.load_state_dict(torch.load(buffer, weights_only=True))
    return other


def test_a_state_brings_its_names_and_cuts_along(mixed: KAN) -> None:
    other = _copied(mixed, "state")
    assert other.width == mixed.width and other.n_edge == mixed.n_edge
    assert other.network.layers[0].function == mixed.network.layers[0].function


def test_it_moves_to_another_precision(mixed: KAN) -> None:
    x = rows(9, 2)
    before = mixed(x).detach()
    single = mixed.to(torch.float32)
    assert single(x.float()).dtype == torch.float32
    assert torch.allclose(single(x.float()).double(), before, atol=1e-4)
    assert single.network.parameters.data_ptr() == single.flat.data_ptr()


def test_the_default_dtype_is_torchs() -> None:
    assert KAN([1, 1]).flat.dtype == torch.float32
    torch.set_default_dtype(torch.float64)
    try:
        assert KAN([1, 1]).flat.dtype == torch.float64
    finally:
        torch.set_default_dtype(torch.float32)


def test_no_seed_but_its_own_is_touched() -> None:
    torch.manual_seed(5)
    state = torch.get_rng_state()
    one, same, other = KAN([2, 3, 1]), KAN([2, 3, 1]), KAN([2, 3, 1], seed=2)
    assert torch.equal(state, torch.get_rng_state())
    assert torch.equal(one.flat, same.flat) and not torch.equal(one.flat, other.flat)


def test_products_may_be_written_as_pykan_does() -> None:
    width = [2, [1, 2], 1]
    model = KAN(width, mult_arity=[[], [2, 3], []])
    assert width == [2, [1, 2], 1]
    assert model.width_in == [2, 3, 1] and model.width_out == [2, 6, 1]
    assert model.n_sum == [1] and model.n_mult == [2] and model.mult_arity == [[], [2, 3], []]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"width": [2]}, "width"),
        ({"width": [2, 1], "grid": 0}, "grid"),
        ({"width": [2, 1], "grid_range": (1, -1)}, "grid_range"),
        ({"width": [2, 1], "base_fun": torch.nn.ReLU()}, "base_fun"),
        ({"width": [2, 1], "mult_arity": [[2]]}, "mult_arity"),
    ],
)
def test_impossible_arguments_are_named(arguments: dict, named: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match=named):
        KAN(**arguments)


def test_inputs_of_another_width_are_refused(mixed: KAN) -> None:
    with pytest.raises(ValueError, match="x must have shape"):
        mixed(torch.zeros(3, 5))


def test_a_torch_optimiser_leaves_locked_edges_alone() -> None:
    model = KAN.of(lock_edges(KAN([2, 1], dtype=torch.float64).network, [(0, 0, 0)]))
    before = model.network.layers[0].weights.detach().clone()
    optimiser = torch.optim.Adam(model.parameters(), lr=0.1)
    model(model.samples).square().mean().backward()
    optimiser.step()
    after = model.network.layers[0].weights
    assert torch.equal(after[0], before[0]) and not torch.equal(after[1], before[1])


@pytest.mark.parametrize("wish", [Wish("rising"), Wish("even", (0.1,)), Wish("zero outside", (-0.5, 0.6))])
def test_a_network_with_a_wish_is_differentiable_too(wish: Wish) -> None:
    network = grant(Network.create([2, 3, 1], inputs=rows(50, 2), grid=8), (0, 0, 1), wish)
    module = NetworkModule(network)
    x = rows(5, 2).requires_grad_()
    outputs = module(x)
    outputs.sum().backward()
    assert torch.equal(outputs.detach(), module.network(x).detach())
    assert module.flat.grad is not None and bool(module.flat.grad.any())
    assert torch.autograd.gradcheck(module, (x,))


def test_a_network_adopted_keeps_its_wish() -> None:
    network = grant(Network.create([2, 3, 1], inputs=rows(50, 2), grid=8), (0, 0, 1), Wish("rising"))
    module = NetworkModule(network)
    network.parameters.neg_()
    module.adopt(network)
    x = torch.linspace(-2, 2, 101, dtype=torch.float64)[:, None].expand(-1, 2)
    rising = module.network.layers[0].edge_values(x)[:, 0, 1].diff()
    assert float(rising.min()) > -1e-12


@pytest.mark.parametrize("width", [[10**9, 5, 1], [2, 10**7, 1], [10**9, 1], [10**7, 1]])
def test_an_absurd_width_is_refused_before_any_memory_is_taken(width: list[int]) -> None:
    with pytest.raises(ValueError, match=r"^width: .* (GiB|nodes)"):
        KAN(width)


def test_numpy_numbers_are_as_good_as_any() -> None:
    three = np.int64(3)
    assert KAN([np.int64(2), [three, np.int64(1)], 1], grid=three, k=three).width == [[2, 0], [3, 1], [1, 0]]
