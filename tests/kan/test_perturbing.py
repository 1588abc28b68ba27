from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.kan.laws import deep_network, uniform

from kanscope.kan.gradient import Gradient
from kanscope.kan.network import Network
from kanscope.kan.surgery import add_nodes, cut_nodes, fix_symbolic, lock_edges, perturb
from kanscope.kan.surgery.idle import has_way_in, has_way_out

X = uniform(120, 2)
seeds = some.integers(0, 10_000)


def law() -> Network:
    """A network that is the formula exp(sin 3x0 + x1²)."""
    network = Network.create([2, 1, 1], inputs=X)
    network = fix_symbolic(network, (0, 0, 0), "sin", 3, 0, 1, 0)
    network = fix_symbolic(network, (0, 1, 0), "x^2", 1, 0, 1, 0)
    return fix_symbolic(network, (1, 0, 0), "exp", 1, 0, 1, 0)


@settings(max_examples=25, deadline=None)
@given(seeds, some.sampled_from([1, 2]))
def test_waking_idle_edges_leaves_the_function_as_it_is(seed: int, at: int) -> None:
    network = cut_nodes(deep_network(X, seed), [(at, 0)])
    network = add_nodes(network, at, X, sums=1, products=[2], idle=True)
    awake = perturb(network, X, magnitude=2.0, seed=seed)
    assert torch.allclose(awake(3 * X), network(3 * X), rtol=1e-10, atol=1e-10)


def test_every_idle_node_is_connected_again_and_can_learn() -> None:
    network = add_nodes(law(), 1, X, sums=1, products=[2], idle=True)
    awake = perturb(network, X)
    assert all(bool((has_way_in(awake, at) & has_way_out(awake, at)).all()) for at in range(3))
    passes = Gradient(awake, X)
    by_weights, _ = awake.split(passes.backward(passes.forward()))[1]
    assert (by_weights[1:].abs().amax((1, 2)) > 1e-4).all()
    assert awake.layers[0].function[0] == ("sin", None, None, None)


def test_the_grid_of_a_woken_node_covers_what_flows_through_it() -> None:
    awake = perturb(add_nodes(law(), 1, X, sums=2, idle=True), X)
    flow, layer = awake.layers[0](X), awake.layers[1]
    assert ((flow.amin(0) >= layer.lo) & (flow.amax(0) <= layer.hi))[1:].all()


def test_a_node_that_was_cut_away_wakes_without_being_heard() -> None:
    network = Network.create([2, 3, 3, 1], inputs=X)
    awake = perturb(cut_nodes(network, [(1, 1), (2, 0)]), X)
    assert all(bool(layer.alive.all()) for layer in awake.layers)


@pytest.mark.parametrize("magnitude", [0.0, 0.1])
def test_named_edges_become_splines_along_their_curves_plus_as_much_as_asked(magnitude: float) -> None:
    free = perturb(law(), X, "minimal", magnitude)
    assert not any(bool(layer.symbolic.any()) for layer in free.layers)
    change = float((free(X) - law()(X)).std() / law()(X).std())
    assert change < 0.05 if magnitude == 0 else 0.02 < change < 0.5


def test_everything_wakes_in_all_but_what_is_locked() -> None:
    network = add_nodes(lock_edges(law(), [(0, 0, 0)]), 1, X, sums=1, idle=True)
    free = perturb(network, X, "all", 0.1)
    assert all(bool(layer.alive.all()) for layer in free.layers)
    assert free.layers[0].function == (("sin", None), (None, None))
    assert free.layers[1].function == ((None,), (None,))


def test_the_same_seed_perturbs_in_the_same_way() -> None:
    one, two, other = (perturb(law(), X, "minimal", 0.1, seed) for seed in (1, 1, 2))
    assert torch.equal(one.parameters, two.parameters)
    assert not torch.equal(one.parameters, other.parameters)


def test_unknown_modes_and_impossible_magnitudes_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"^mode must be one of non-intrusive, minimal, all, got 'best'"):
        perturb(law(), X, "best")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^magnitude"):
        perturb(law(), X, magnitude=float("nan"))
