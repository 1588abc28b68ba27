from __future__ import annotations

import pytest
import torch
from scipy.interpolate import BSpline
from tests.kan.laws import mixed_network, uniform

from kanscope.kan.bspline import spline_basis
from kanscope.kan.gradient import Gradient
from kanscope.kan.grid import adapt, follow_samples, refine
from kanscope.kan.knots import finer, knot_basis, sample_knots, uniform_knots
from kanscope.kan.network import Network, cover
from kanscope.kan.state import network_from_state, network_state
from kanscope.kan.surgery import lock_edges

X = uniform(300, 2) ** 3
LO, HI = cover(X, 0.1)


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_splines_on_uneven_knots_are_scipys(k: int) -> None:
    knots = sample_knots(X, (LO, HI), 6, k, 0.02)
    values, slopes = knot_basis(X, knots, k)
    assert slopes is not None
    for i in range(2):
        for m in range(6 + k):
            theirs = BSpline(knots[i].numpy(), torch.eye(6 + k, dtype=X.dtype)[m].numpy(), k)
            assert torch.allclose(values[:, i, m], torch.from_numpy(theirs(X[:, i].numpy())), atol=1e-12)
            assert torch.allclose(slopes[:, i, m], torch.from_numpy(theirs(X[:, i].numpy(), 1)), atol=1e-9)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_on_even_knots_both_ways_of_computing_splines_agree_even_outside(k: int) -> None:
    x = 2 * X
    for uneven, even in zip(
        knot_basis(x, uniform_knots(LO, HI, 5, k), k), spline_basis(x, LO, HI, 5, k), strict=True
    ):
        assert uneven is not None and even is not None
        assert torch.allclose(uneven, even, atol=1e-10)


def test_the_right_end_belongs_to_the_grid() -> None:
    knots = uniform_knots(torch.zeros(1), torch.ones(1), 4, 3)
    values, _ = knot_basis(torch.ones(1, 1), knots, 3)
    assert float(values.sum()) == pytest.approx(1)


def test_knots_follow_the_samples_and_hold_equal_shares() -> None:
    knots = sample_knots(X, (LO, HI), 5, 3, 1e-6)[:, 3:-3]
    for i in range(2):
        held = torch.histogram(X[:, i], knots[i].contiguous()).hist
        assert float(held.max() - held.min()) <= 2


def test_a_network_may_move_to_the_samples_knots_and_says_what_changed() -> None:
    network = mixed_network(X)
    spread, change = follow_samples(network, X)
    assert all(layer.wiring.knots is not None for layer in spread.layers)
    assert 0 < change.outputs < 0.2 * float(network(X).std())
    _, nothing = follow_samples(network, X, uniform=1.0)
    assert max(nothing.outputs, nothing.edges) < 1e-10


def test_a_grid_under_a_locked_curve_keeps_its_knots() -> None:
    network = lock_edges(Network.create([2, 3, 1], inputs=X), [(1, 1, 0)])
    spread, _ = follow_samples(network, X)
    before = uniform_knots(network.layers[1].lo, network.layers[1].hi, 5, 3)
    knots = spread.layers[1].wiring.knots
    assert knots is not None
    assert torch.allclose(knots[1], before[1]) and not torch.allclose(knots[0], before[0])


def test_gradients_on_uneven_knots_are_those_of_autograd() -> None:
    network, _ = follow_samples(mixed_network(X), X)
    passes = Gradient(network, X)
    outputs = passes.forward()
    pull = uniform(len(X), outputs.shape[1], seed=5)
    ours = passes.backward(pull)
    parameters = network.parameters.clone().requires_grad_()
    plain = Network(network.shape, [layer.wiring for layer in network.layers], parameters)
    (plain(X) * pull).sum().backward()
    assert parameters.grad is not None
    assert torch.allclose(ours, parameters.grad * network.trainable(), atol=1e-10)


@pytest.mark.parametrize("times", [2, 3])
def test_refining_uneven_knots_to_a_multiple_changes_nothing(times: int) -> None:
    network, _ = follow_samples(mixed_network(X), X)
    fine, change = refine(network, 4 * times, X)
    assert max(change.outputs, change.edges) < 1e-9
    old, new = network.layers[1].wiring.knots, fine.layers[1].wiring.knots
    assert old is not None and new is not None
    assert torch.allclose(new[:, 3:-3][:, ::times], old[:, 3:-3])


def test_finer_knots_are_ascending_whatever_the_number() -> None:
    knots = finer(sample_knots(X, (LO, HI), 5, 3, 0.02), 12, 3)
    assert bool((knots.diff() > 0).all())


def test_uneven_knots_move_with_their_range() -> None:
    network, _ = follow_samples(Network.create([2, 3, 1], inputs=X), X)
    network.layers[0].weights.mul_(2.5)
    fitted = adapt(network, X)
    knots = fitted.layers[1].wiring.knots
    assert knots is not None
    assert torch.allclose(knots[:, 3], fitted.layers[1].lo)
    assert torch.allclose(knots[:, -4], fitted.layers[1].hi)


def test_uneven_knots_are_kept_with_the_network() -> None:
    network, _ = follow_samples(mixed_network(X), X)
    again = network_from_state(*network_state(network))
    assert torch.equal(again(3 * X), network(3 * X))


@pytest.mark.parametrize("share", [0.0, -1.0, 1.5])
def test_an_impossible_share_of_even_spacing_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match=r"^uniform must be"):
        follow_samples(Network.create([2, 1], inputs=X), X, share)
