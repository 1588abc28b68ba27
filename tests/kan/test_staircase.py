from __future__ import annotations

import math

import pytest
import torch
from tests.kan.laws import mixed_network, toy_samples, uniform

from kanscope.kan.ends import continue_ends
from kanscope.kan.grid import settle
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.staircase import best_start, climb
from kanscope.kan.surgery import lock_edges
from kanscope.kan.trace import trace

SAMPLES = toy_samples(3000)


def starts(count: int = 4, base: str = "zero") -> list[Network]:
    return [Network.create([2, 1, 1], inputs=SAMPLES.x, base=base, seed=seed) for seed in range(count)]


def test_climbing_from_grid_to_grid_ends_at_the_splines_own_error() -> None:
    landings = list(climb(starts(), SAMPLES, grids=(20, 70)))
    assert [landing.grid for landing in landings] == [5, 20, 70]
    assert landings[-1].check_rmse < 3e-7


def test_the_climb_ends_where_unseen_rows_no_longer_profit() -> None:
    noise = uniform(len(SAMPLES.x), 1, seed=9) * 0.1
    noisy = Samples(SAMPLES.x, SAMPLES.y + noise, SAMPLES.check_x, SAMPLES.check_y)
    landings = list(climb(starts(), noisy, grids=(20, 70, 150)))
    assert landings[-1].grid < 150
    assert landings[-1].check_rmse < 0.03


def test_starts_are_tried_until_one_is_good() -> None:
    waiting = iter(starts(4))
    assert best_start(waiting, SAMPLES).check_rmse < 0.03
    assert next(waiting, None) is not None


def test_a_climb_needs_a_start() -> None:
    with pytest.raises(ValueError, match=r"^starts must hold"):
        list(climb([], SAMPLES))


def test_settling_keeps_the_outputs_and_leaves_no_sample_outside() -> None:
    x = uniform(300, 2)
    network = mixed_network(x * 0.7)
    settled = settle(network, 40, x, 0.02)
    assert torch.allclose(settled(x), network(x), atol=1e-3)
    for layer, nodes in zip(settled.layers, trace(settled, x).nodes, strict=False):
        free = ~(layer.locked & layer.spline_edges).any(1)
        assert bool((nodes >= layer.lo)[:, free].all() & (nodes <= layer.hi)[:, free].all())
    assert settled.grid == [40, 40]


def test_an_end_without_samples_goes_on_as_the_cubic_before_it() -> None:
    x = uniform(400, 1)
    cubic = 1 + x - 2 * x**2 + 3 * x**3
    network = Network.create([1, 1], inputs=torch.cat([x, x + 0.5]), grid=25, base="zero")
    fitted = next(climb([network], Samples(x, cubic, x, cubic))).network
    broken = fitted.copy()
    broken.layers[0].weights[0, -5:] = 7.0
    beyond = torch.linspace(1.1, 1.4, 20, dtype=torch.float64)[:, None]
    law = 1 + beyond - 2 * beyond**2 + 3 * beyond**3
    assert float((continue_ends(broken, x)(beyond) - law).abs().max()) < 1e-2
    assert torch.equal(continue_ends(lock_edges(broken, [(0, 0, 0)]), x)(beyond), broken(beyond))


def test_supported_coefficients_are_left_as_they_are() -> None:
    x = uniform(400, 2)
    network = Network.create([2, 2, 1], inputs=x, grid=6)
    assert torch.equal(continue_ends(network, x).parameters, network.parameters)
    assert math.isfinite(float(network(x).sum()))
