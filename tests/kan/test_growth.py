from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.kan.laws import deep_network, mixed_network, toy_samples, uniform
from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.network import Network
from kanscope.kan.schedule import Plan
from kanscope.kan.state import network_from_state, network_state
from kanscope.kan.surgery import (
    add_layer,
    add_nodes,
    cut_edges,
    cut_nodes,
    extend,
    fix_symbolic,
    lock_edges,
    perturb,
)
from kanscope.kan.surgery.idle import in_use
from kanscope.kan.trace import node_values
from kanscope.kan.train import Training

X = uniform(120, 2)
seeds = some.integers(0, 10_000)


def close(one: Tensor, other: Tensor) -> bool:
    return torch.allclose(one, other, rtol=1e-10, atol=1e-10)


@settings(max_examples=25, deadline=None)
@given(seeds, some.sampled_from([1, 2]), some.integers(0, 2), some.lists(some.integers(2, 4), max_size=2))
def test_new_nodes_leave_the_function_as_it_is(seed: int, at: int, sums: int, products: list[int]) -> None:
    network = deep_network(X, seed)
    if not sums and not products:
        sums = 1
    grown = add_nodes(network, at, X, sums=sums, products=products, seed=seed)
    assert close(grown(3 * X), network(3 * X))
    assert grown.shape.nodes(at) == network.shape.nodes(at) + sums + len(products)


@settings(max_examples=10, deadline=None)
@given(seeds, some.sampled_from([1, 2]))
def test_ids_never_shift_when_nodes_are_added(seed: int, at: int) -> None:
    network = deep_network(X, seed)
    grown = add_nodes(network, at, X, sums=2, products=[3])
    for old, new in zip(network.layers, grown.layers, strict=True):
        i, o = old.alive.shape
        assert torch.equal(new.weights[:i, :, :o], old.weights)
        assert torch.equal(new.affine[:i, :o], old.affine)
        assert torch.equal(new.alive[:i, :o], old.alive)
        assert torch.equal(new.locked[:i, :o], old.locked)
        assert tuple(row[:o] for row in new.function[:i]) == old.function
    nodes = network.shape.nodes(at)
    assert close(node_values(grown, X, at)[:, :nodes], node_values(network, X, at))


def test_new_nodes_are_no_dead_end() -> None:
    network = Network.create([2, 2, 1], inputs=X, seed=1)
    grown = add_nodes(network, 1, X, sums=1, products=[2])
    passes = Gradient(grown, X)
    pull = passes.forward() - X[:, :1] * X[:, 1:]
    by_weights, _ = grown.split(passes.backward(pull))[1]
    assert (by_weights[2:].abs().amax((1, 2)) > 1e-3).all()


def test_a_grown_network_learns_what_the_small_one_could_not() -> None:
    samples = toy_samples(300)
    samples_xy = samples.x[:, :1] * samples.x[:, 1:] + torch.sin(math.pi * samples.x[:, :1])
    task = type(samples)(samples.x, samples_xy, samples.x, samples_xy)
    *_, small = Training(Network.create([2, 1, 1], inputs=samples.x), task, Plan(60))
    training = Training(Network.create([2, 1, 1], inputs=samples.x), task, Plan(60))
    for _ in training:
        pass
    grown = add_nodes(training.network, 1, samples.x, products=[2])
    *_, large = Training(grown, task, Plan(60))
    assert large.train_rmse < 0.2 * small.train_rmse


def test_a_sum_that_comes_after_products_is_a_product_of_one_factor() -> None:
    network = Network.create([2, (1, 1), 1], inputs=X)
    grown = add_nodes(network, 1, X, sums=1)
    assert grown.width == [2, (1, 2), 1]
    assert grown.shape.arities[0] == (2, 1)
    assert close(node_values(grown, X, 1)[:, 2], grown.layers[0](X)[:, 3])
    assert torch.equal(network_from_state(*network_state(grown))(X), grown(X))


def test_new_nodes_connect_only_what_is_in_use() -> None:
    network = cut_nodes(Network.create([2, 2, 2, 1], inputs=X), [(0, 1), (2, 0)])
    grown = add_nodes(network, 1, X, sums=1)
    assert grown.layers[0].alive[:, 2].tolist() == [True, False]
    assert grown.layers[1].alive[2].tolist() == [False, True]


def test_idle_new_nodes_have_no_living_edge() -> None:
    grown = add_nodes(Network.create([2, 2, 1], inputs=X), 1, X, sums=1, products=[2], idle=True)
    assert not grown.layers[0].alive[:, 2:].any()
    assert not grown.layers[1].alive[2:].any()


def test_the_grid_of_a_new_node_covers_what_flows_through_it() -> None:
    grown = add_nodes(Network.create([2, 2, 1], inputs=X), 1, X, sums=2, products=[3])
    flow, layer = node_values(grown, X, 1), grown.layers[1]
    assert ((flow.amin(0) >= layer.lo) & (flow.amax(0) <= layer.hi)).all()


@pytest.mark.parametrize(
    ("name", "position", "change"),
    [
        ("position", 0, {"sums": 1}),
        ("position", 2, {"sums": 1}),
        ("sums", 1, {}),
        ("sums", 1, {"sums": -1}),
        ("products", 1, {"products": [1]}),
        ("width", 1, {"sums": 10**9}),
    ],
)
def test_impossible_growth_is_refused_by_name(name: str, position: int, change: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=f"^{name}"):
        add_nodes(Network.create([2, 2, 1], inputs=X), position, X, **change)  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(seeds, some.integers(0, 3), some.booleans())
def test_a_new_layer_leaves_the_function_as_it_is(seed: int, at: int, named: bool) -> None:
    network = deep_network(X, seed)
    deeper = add_layer(network, at, X, named=named)
    assert close(deeper(3 * X), network(3 * X))
    assert deeper.shape.depth == network.shape.depth + 1
    used = in_use(network, at)
    assert close(node_values(deeper, X, at + 1)[:, used], node_values(network, X, at)[:, used])


@pytest.mark.parametrize("k", [1, 2, 3, 4, 5])
def test_a_spline_reproduces_the_line_on_any_grid(k: int) -> None:
    network = Network.create([2, 1], inputs=X, k=k, grid=3)
    deeper = add_layer(network, 0, X)
    line = deeper.layers[0].edge_values(5 * X)
    assert close(line, torch.diag_embed(5 * X))


def test_a_new_layer_can_learn_across_its_nodes() -> None:
    deeper = add_layer(Network.create([2, 2, 1], inputs=X, seed=1), 1, X)
    assert deeper.layers[1].alive.all()
    passes = Gradient(deeper, X)
    by_weights, _ = deeper.split(passes.backward(passes.forward()))[1]
    assert (by_weights.abs().amax(1) > 0).all()


def test_a_named_new_layer_is_the_function_x_and_nothing_else() -> None:
    deeper = add_layer(mixed_network(X), 2, X, named=True)
    assert deeper.layers[2].function == (("x", None), (None, "x"))
    assert deeper.layers[2].alive.tolist() == [[True, False], [False, True]]


def test_locks_and_cuts_move_with_their_layer() -> None:
    network = lock_edges(cut_edges(Network.create([2, 2, 1], inputs=X), [(1, 0, 0)]), [(1, 1, 0)])
    deeper = add_layer(network, 1, X)
    assert deeper.layers[2].locked.tolist() == [[False], [True]]
    assert deeper.layers[2].alive.tolist() == [[False], [True]]
    assert deeper.layers[1].alive.tolist() == [[False, False], [False, True]]


def test_a_layer_at_no_position_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^at must lie in 0 … 2, got 3"):
        add_layer(Network.create([2, 2, 1], inputs=X), 3, X)


def test_a_grid_is_not_laid_over_values_that_are_none() -> None:
    network = fix_symbolic(Network.create([2, 2, 2, 1], inputs=X), (0, 0, 0), "log", 1, 0, 1, 0)
    change_at = [
        lambda: add_nodes(network, 2, X, sums=1),
        lambda: add_layer(network, 3, X),
        lambda: extend(network, X),
        lambda: perturb(cut_nodes(network, [(2, 0)]), X),
    ]
    for change in change_at:
        with pytest.raises(ValueError, match=r"^inputs: a named function has no value"):
            change()
