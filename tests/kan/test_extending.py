from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.kan.laws import deep_network, mixed_network, uniform

from kanscope.kan.grid import follow_samples, refine
from kanscope.kan.network import Network
from kanscope.kan.surgery import extend, grant
from kanscope.kan.trace import node_values
from kanscope.kan.wishes.wish import Wish

X = uniform(120, 2)


@settings(max_examples=20, deadline=None)
@given(some.integers(0, 10_000))
def test_a_longer_grid_keeps_every_curve_where_it_was(seed: int) -> None:
    network = deep_network(X, seed)
    longer, _ = extend(network, 1.5 * X)
    for l, (old, new) in enumerate(zip(network.layers, longer.layers, strict=True)):
        part = old.lo + torch.linspace(0, 1, 60, dtype=X.dtype)[:, None] * (old.hi - old.lo)
        assert torch.allclose(new.edge_values(part), old.edge_values(part), rtol=1e-10, atol=1e-10)
        flow = node_values(network, 1.5 * X, l)
        room = 1e-9 * (new.hi - new.lo)
        assert ((flow.amin(0) >= new.lo - room) & (flow.amax(0) <= new.hi + room)).all()


@pytest.mark.parametrize("uneven", [False, True])
@pytest.mark.parametrize("k", [1, 2, 3, 4, 5])
def test_beyond_the_old_range_curves_stay_near_their_tangents(k: int, uneven: bool) -> None:
    network = Network.create([2, 2], inputs=X, k=k, base="zero")
    if uneven:
        network, _ = follow_samples(network, X)
    _, changed = extend(network, 2 * X)
    spread = float(network(2 * X).std())
    assert changed.outputs < (0.2 if k <= 3 else 1.0) * spread  # stiffer splines take longer to bend
    assert changed.edges > 0 or k == 1


def test_what_fits_is_left_alone() -> None:
    network = Network.create([2, (2, 1), 2], inputs=X)
    longer, changed = extend(network, X)
    assert longer.grid == network.grid
    assert torch.equal(longer.parameters, network.parameters)
    assert changed.outputs == 0


def test_names_cuts_and_locks_stay_on_a_longer_grid() -> None:
    network = mixed_network(X)
    longer, _ = extend(network, 1.5 * X)
    for old, new in zip(network.layers, longer.layers, strict=True):
        assert torch.equal(old.alive, new.alive)
        assert torch.equal(old.locked, new.locked)
        assert old.function == new.function
        assert torch.equal(old.affine, new.affine)


def test_values_far_out_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^inputs: they leave the grid so far"):
        extend(Network.create([2, 1], inputs=X), 1e6 * X)


def test_a_grid_under_a_wish_is_not_lengthened() -> None:
    network = grant(Network.create([2, 1], inputs=X), (0, 1, 0), Wish("rising"))
    with pytest.raises(ValueError, match=r"^inputs: .* wish of edge \(0, 1, 0\)"):
        extend(network, 2 * X)
    assert extend(network, X)[0].grid == network.grid


@pytest.mark.parametrize("uneven", [False, True])
@pytest.mark.parametrize("k", [1, 2, 3, 4, 5])
def test_twice_and_thrice_the_intervals_keep_every_edge_exactly(k: int, uneven: bool) -> None:
    network = mixed_network(X, k)
    if uneven:
        network, _ = follow_samples(network, X)
    for times in (2, 3):
        finer, changed = refine(network, 4 * times, 3 * X)
        assert finer.grid == [4 * times] * 2
        assert changed.edges < 1e-10
        assert changed.outputs < 1e-10
