from __future__ import annotations

import pytest
import torch
from tests.kan.laws import mixed_network, uniform

from kanscope.kan import jacobian as module
from kanscope.kan.gradient import Gradient
from kanscope.kan.grid import follow_samples
from kanscope.kan.jacobian import free_columns, gauss_newton, jacobian
from kanscope.kan.network import Network
from kanscope.kan.surgery import lock_edges


def forward(network: Network, x: torch.Tensor) -> Gradient:
    passes = Gradient(network, x)
    passes.forward()
    return passes


def finite_differences(network: Network, x: torch.Tensor, width: float = 1e-6) -> torch.Tensor:
    at, columns = network.parameters.clone(), []
    for place in free_columns(network).tolist():
        ends = []
        for sign in (1, -1):
            network.parameters.copy_(at)
            network.parameters[place] += sign * width
            ends.append(network(x))
        columns.append((ends[0] - ends[1]) / (2 * width))
    network.parameters.copy_(at)
    return torch.stack(columns, -1)


@pytest.mark.parametrize(("k", "base"), [(3, "silu"), (2, "identity"), (3, "zero")])
def test_the_jacobian_is_that_of_finite_differences(k: int, base: str) -> None:
    x = uniform(40, 2) * 1.3
    network = mixed_network(uniform(40, 2), k, base)
    exact = jacobian(forward(network, x))
    assert torch.allclose(exact, finite_differences(network, x), atol=1e-7)


def test_products_of_any_arity_uneven_knots_and_layers_of_their_own_order_have_exact_jacobians() -> None:
    x = uniform(60, 3)
    made = Network.create(
        [3, (1, 2), (0, 1), 2],
        inputs=x,
        grid=[4, 3, 2],
        k=[3, 2, 1],
        arity=[[3, 2], 2, 2],
        base=["silu", "zero", "identity"],
    )
    network = follow_samples(made, x**3, uniform=0.4)[0]
    exact = jacobian(forward(network, x))
    assert torch.allclose(exact, finite_differences(network, x), atol=1e-6)
    weights = uniform(60, 2, seed=9).abs()
    assert torch.allclose(gauss_newton(forward(network, x), weights), weighted(exact, weights), atol=1e-12)


def test_free_parameters_are_those_of_living_unlocked_edges_in_the_form_they_carry() -> None:
    network = mixed_network(uniform(40, 2))
    marked = torch.zeros_like(network.trainable())
    marked[free_columns(network)] = True
    assert torch.equal(marked, network.trainable())
    assert len(free_columns(network)) == int(network.trainable().sum())


def weighted(exact: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return torch.einsum("nqa,nq,nqb->ab", exact, weights, exact)


@pytest.mark.parametrize(("k", "base"), [(3, "silu"), (2, "identity"), (1, "zero")])
@pytest.mark.parametrize("pays", [0.0, float("inf")], ids=["sparse", "dense"])
@pytest.mark.parametrize("uneven", [False, True])
def test_gauss_newton_is_the_weighted_square_of_the_jacobian(
    uneven: bool, pays: float, k: int, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SPARSE_PAYS", pays)
    monkeypatch.setattr(module, "BLOCK", 500)
    x, weights = uniform(60, 2) * 1.2, uniform(60, 2, seed=9).abs()
    network = mixed_network(uniform(60, 2), k, base)
    passes = forward(follow_samples(network, x**3)[0] if uneven else network, x)
    expected = weighted(jacobian(passes), weights)
    assert torch.allclose(gauss_newton(passes, weights), expected, rtol=1e-10, atol=1e-14)


def test_a_fine_grid_takes_the_sparse_way_to_the_same_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    x = uniform(300, 2)
    passes = forward(Network.create([2, 1, 1], inputs=x, grid=100), x)
    weights = torch.full((300, 1), 2 / 300, dtype=torch.float64)
    taken = []
    monkeypatch.setattr(module, "_add_dense", lambda *args: taken.append("dense"))
    sparse = gauss_newton(passes, weights)
    assert not taken
    assert torch.allclose(sparse, weighted(jacobian(passes), weights), rtol=1e-10, atol=1e-14)


def test_a_network_without_free_parameters_has_an_empty_jacobian() -> None:
    x = uniform(10, 1)
    network = Network.create([1, 1], inputs=x)
    locked = lock_edges(network, [(0, 0, 0)])
    assert jacobian(forward(locked, x)).shape == (10, 1, 0)
    assert gauss_newton(forward(locked, x), torch.ones(10, 1)).shape == (0, 0)
