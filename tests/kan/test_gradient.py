from __future__ import annotations

import pytest
import torch
from tests.kan.laws import mixed_network, uniform

from kanscope.kan.network import Network
from kanscope.kan.objective import Objective
from kanscope.kan.trace import trace


def finite_differences(objective: Objective, at: torch.Tensor, width: float = 1e-6) -> torch.Tensor:
    slopes = torch.zeros_like(at)
    for n in range(len(at)):
        step = torch.zeros_like(at)
        step[n] = width
        slopes[n] = (objective(at + step).value - objective(at - step).value) / (2 * width)
    return slopes


@pytest.mark.parametrize("sparsity", [0.0, 0.1])
@pytest.mark.parametrize(("k", "base"), [(3, "silu"), (2, "identity"), (3, "zero")])
def test_gradients_are_those_of_finite_differences(k: int, base: str, sparsity: float) -> None:
    x = uniform(40, 2)
    network = mixed_network(x, k, base)
    objective = Objective(network, x, uniform(40, 2, seed=5), sparsity)
    at, free = network.parameters.clone(), network.trainable()
    expected = finite_differences(objective, at)
    exact = objective(at).gradient
    assert torch.allclose(exact[free], expected[free], atol=1e-7)
    assert not exact[~free].any()


def test_cut_and_locked_edges_and_idle_forms_receive_no_gradient() -> None:
    x = uniform(40, 2)
    network = mixed_network(x)
    gradient = Objective(network, x, uniform(40, 2, seed=5), 0.1)(network.parameters.clone()).gradient
    (first, first_affine), (second, _) = network.split(gradient)
    assert not first[1, :, 0].any()
    assert not second[0, :, 0].any()
    assert not first[0, :, 1].any()
    assert not first_affine[0, 0].any()
    assert first[0, :, 0].any()
    assert first_affine[0, 1].all()


def test_the_spread_of_an_edge_is_the_deviation_of_its_values() -> None:
    x = uniform(60, 2)
    network = mixed_network(x)
    seen = trace(network, x)
    for layer, nodes, spread in zip(network.layers, seen.nodes, seen.spread, strict=False):
        direct = layer.edge_values(nodes).std(0, unbiased=False)
        assert torch.allclose(spread, direct, atol=1e-7)


def test_subnodes_are_the_sums_of_their_edges_and_products_multiply_them() -> None:
    x = uniform(60, 2)
    network = mixed_network(x)
    seen = trace(network, x)
    assert torch.allclose(network.layers[0].edge_values(x).sum(1), seen.subnodes[0])
    assert torch.allclose(seen.nodes[1][:, 2], seen.subnodes[0][:, 2] * seen.subnodes[0][:, 3])
    assert torch.equal(seen.nodes[1][:, :2], seen.subnodes[0][:, :2])
    assert torch.allclose(seen.nodes[2], network(x))


def test_single_precision_agrees_with_double() -> None:
    x = uniform(60, 2)
    double = Network.create([2, 3, 1], inputs=x)
    single = Network.create([2, 3, 1], inputs=x, dtype=torch.float32)
    assert torch.allclose(single(x.float()).double(), double(x), atol=1e-5)
    assert single.parameters.dtype == torch.float32


@pytest.mark.parametrize("k", [2, 3])
@pytest.mark.parametrize("width", [[2, 3, 1], [2, 40, 2], [2, (1, 2), 1]])
def test_a_pass_does_not_remember_the_one_before(width: list[int | tuple[int, int]], k: int) -> None:
    x, y = uniform(50, 2), uniform(50, width[-1] if isinstance(width[-1], int) else 1, seed=5)
    network = Network.create(width, inputs=x, grid=4, k=k)
    objective, fresh = Objective(network, x, y, 0.1), Objective(network.copy(), x, y, 0.1)
    here, away = network.parameters.clone(), network.parameters * 3
    before = objective(here)
    outputs = objective.passes.forward()
    kept = outputs.clone()
    beyond = objective(away)
    assert torch.equal(outputs, kept)
    assert torch.equal(fresh(away).gradient, beyond.gradient)
    assert torch.equal(objective(here).gradient, before.gradient)


def test_gradients_are_those_of_autograd() -> None:
    x, y = uniform(50, 2), uniform(50, 2, seed=5)
    network = mixed_network(x)
    exact = Objective(network, x, y)(network.parameters.clone()).gradient
    leaf = network.parameters.clone().requires_grad_()
    twin = Network(network.shape, [layer.wiring for layer in network.layers], leaf)
    loss = (twin(x) - y).square().mean()
    (expected,) = torch.autograd.grad(loss, leaf)
    assert torch.allclose(exact, torch.where(network.trainable(), expected, 0), atol=1e-13)


@pytest.mark.parametrize("rows", [50, 30])
def test_another_batch_is_seen_as_if_it_were_the_first(rows: int) -> None:
    x, y = uniform(80, 2), uniform(80, 2, seed=5)
    network = mixed_network(x)
    at = network.parameters.clone()
    objective = Objective(network, x, y, 0.1)
    objective.take(torch.arange(50))
    objective(at)
    batch = torch.arange(80 - rows, 80)
    objective.take(batch)
    assert torch.equal(objective(at).gradient, Objective(network, x[batch], y[batch], 0.1)(at).gradient)
