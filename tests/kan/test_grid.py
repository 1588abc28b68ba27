from __future__ import annotations

import pytest
import torch
from tests.kan.laws import mixed_network, uniform

from kanscope.kan.grid import adapt, follow_samples, refine, settle
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.surgery import lock_edges
from kanscope.kan.train import Training

X = uniform(300, 2)


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize("k", [2, 3])
def test_refining_to_a_multiple_changes_nothing(times: int, k: int) -> None:
    network = mixed_network(X, k)
    finer, change = refine(network, 4 * times, X)
    assert max(change.outputs, change.edges) < 1e-10
    assert finer.grid == [4 * times] * 2
    assert torch.allclose(finer(3 * X), network(3 * X), atol=1e-8)


def test_refining_to_another_grid_says_how_much_changed() -> None:
    network = Network.create([2, 3, 1], inputs=X)
    finer, change = refine(network, 7, X)
    assert change.outputs == float((finer(X) - network(X)).abs().max()) > 0
    assert change.edges > 0


def test_cuts_locks_and_names_survive_refinement() -> None:
    network = mixed_network(X)
    finer, _ = refine(network, 8, X)
    for old, new in zip(network.layers, finer.layers, strict=True):
        assert torch.equal(old.alive, new.alive)
        assert torch.equal(old.locked, new.locked)
        assert old.function == new.function
        assert torch.equal(old.affine, new.affine)


def test_ranges_that_fit_are_left_alone() -> None:
    network = Network.create([2, 3, 1], inputs=X)
    assert adapt(network, X) is network


def test_ranges_follow_the_samples_and_the_curves_stay() -> None:
    network = Network.create([2, 3, 1], inputs=X)
    network.layers[0].weights.mul_(2.5)
    fitted = adapt(network, X)
    hidden = network.layers[0](X)
    assert bool(
        (fitted.layers[1].lo <= hidden.amin(0)).all() and (fitted.layers[1].hi >= hidden.amax(0)).all()
    )
    assert torch.equal(fitted.layers[0].lo, network.layers[0].lo)
    assert float((fitted(X) - network(X)).std()) < 0.1 * float(network(X).std())


def test_a_range_under_a_locked_curve_stays() -> None:
    network = lock_edges(Network.create([2, 3, 1], inputs=X), [(1, 1, 0)])
    network.layers[0].weights.mul_(2.5)
    old, new = network.layers[1], adapt(network, X).layers[1]
    assert (new.lo != old.lo).tolist() == [True, False, True]
    assert torch.allclose(new.weights[1], old.weights[1], atol=1e-12)


def test_a_grid_without_intervals_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^grid must be at least 1"):
        refine(Network.create([2, 1], inputs=X), 0, X)


def test_a_locked_curve_keeps_every_bit_when_ranges_adapt() -> None:
    network = lock_edges(Network.create([2, 3, 1], inputs=X), [(0, 0, 0), (1, 1, 0)])
    network.layers[0].weights.mul_(2.5)
    fitted = adapt(network, X)
    assert fitted is not network
    assert torch.equal(fitted.layers[0].weights, network.layers[0].weights)
    assert torch.equal(fitted.layers[1].weights[1], network.layers[1].weights[1])


def test_a_locked_curve_keeps_every_bit_when_knots_follow_the_samples() -> None:
    network = lock_edges(Network.create([2, 3, 1], inputs=X), [(1, 1, 0)])
    once, _ = follow_samples(network, X)
    twice, _ = follow_samples(once, X**3)
    assert torch.equal(once.layers[1].weights[1], network.layers[1].weights[1])
    assert torch.equal(twice.layers[1].weights[1], network.layers[1].weights[1])


@pytest.mark.parametrize("grid", [10**5, 10**8])
def test_a_grid_too_fine_to_hold_is_refused_before_any_memory_is_taken(grid: int) -> None:
    network = Network.create([2, 3, 1], inputs=X)
    with pytest.raises(ValueError, match=r"^grid: .* GiB"):
        refine(network, grid, X)
    with pytest.raises(ValueError, match=r"^grid: .* GiB"):
        refine(network, [5, grid], X)
    with pytest.raises(ValueError, match=r"^grid: .* GiB"):
        settle(network, grid, X)


@pytest.mark.parametrize("offset", [1.7e18, -1.7e18, 3e7])
@pytest.mark.parametrize("spread", [0.0, 256.0])
def test_a_column_far_from_zero_has_a_grid_even_if_it_is_constant(offset: float, spread: float) -> None:
    dtype = torch.float32 if offset == 3e7 else torch.float64
    x = X.to(dtype)
    x[:, 1] = offset
    x[::2, 1] += spread
    network = Network.create([2, 3, 1], inputs=x, dtype=dtype)
    assert all(bool((layer.hi > layer.lo).all()) for layer in network.layers)
    training = Training(network, Samples(x, x[:, :1], x, x[:, :1]), Plan(steps=12, optimiser="adam"))
    list(training)
    for other in (refine(training.network, 10, x)[0], settle(network, 7, x), follow_samples(network, x)[0]):
        assert bool(torch.isfinite(other(x)).all())
