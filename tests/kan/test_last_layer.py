from __future__ import annotations

import math

import pytest
import torch
from tests.kan.laws import mixed_network, toy_samples, uniform

from kanscope.kan.bootstrap import bootstrap_last_layer
from kanscope.kan.last_layer import solve_last_layer
from kanscope.kan.network import Network
from kanscope.kan.objective import Objective
from kanscope.kan.surgery import add_nodes, cut_edges, fix_symbolic, grant, lock_edges
from kanscope.kan.wishes.wish import Wish

SAMPLES = toy_samples(400)
X, Y = SAMPLES.x, SAMPLES.y


def rmse(network: Network, x: torch.Tensor = X, y: torch.Tensor = Y) -> float:
    return float((network(x) - y).square().mean().sqrt())


def test_no_move_of_the_last_layer_makes_the_solution_better() -> None:
    network = solve_last_layer(Network.create([2, 3, 1], inputs=X), X, Y, smoothness=0.0)
    gradient = Objective(network, X, Y)(network.parameters.clone()).gradient
    weights, _ = network.split(gradient)[-1]
    assert float(weights.abs().max()) < 1e-9
    assert rmse(network) < rmse(Network.create([2, 3, 1], inputs=X))


def test_a_network_of_one_layer_is_found_at_once() -> None:
    x = uniform(200, 2)
    y = torch.sin(2 * x[:, :1]) + x[:, 1:] ** 3
    assert rmse(solve_last_layer(Network.create([2, 1], inputs=x, grid=20), x, y), x, y) < 1e-5


def test_a_new_node_is_put_to_use_without_a_step() -> None:
    network = solve_last_layer(Network.create([2, 2, 1], inputs=X), X, Y)
    wider = add_nodes(network, 1, X, sums=1)
    assert rmse(solve_last_layer(wider, X, Y)) <= rmse(network) + 1e-9


def test_named_locked_and_cut_edges_stay_and_the_rest_fills_what_they_leave() -> None:
    network = Network.create([2, 4, 1], inputs=X)
    network = fix_symbolic(network, (1, 0, 0), "sin", 1.0, 0.2, 0.5, 0.1)
    network = cut_edges(lock_edges(network, [(1, 1, 0)]), [(1, 2, 0)])
    solved = solve_last_layer(network, X, Y)
    assert torch.equal(solved.layers[1].affine, network.layers[1].affine)
    assert torch.equal(solved.layers[1].weights[:3], network.layers[1].weights[:3])
    assert not torch.equal(solved.layers[1].weights[3], network.layers[1].weights[3])
    assert rmse(solved) < rmse(network)


def test_wishes_are_kept_in_closed_form_too() -> None:
    x = uniform(300, 2)
    y = x[:, :1] ** 3 + x[:, :1] ** 2 + x[:, 1:] ** 2
    network = grant(Network.create([2, 1], inputs=x, grid=8), (0, 0, 0), Wish("odd", (0.0,)))
    network = grant(network, (0, 1, 0), Wish("falling"))
    solved = solve_last_layer(network, x, y)
    at = torch.linspace(-1, 1, 201, dtype=torch.float64)[:, None].expand(-1, 2)
    odd = solved.layers[0].edge_values(at)[:, 0, 0]
    assert float((odd + odd.flip(0)).abs().max()) < 1e-12
    assert torch.equal(solved.layers[0].weights[1], network.layers[0].weights[1])
    assert rmse(solved, x, y) < rmse(network, x, y)


def test_rows_count_by_their_weights() -> None:
    spoilt = Y.clone()
    spoilt[:40] += 100
    weights = torch.ones(len(X), dtype=torch.float64)
    weights[:40] = 0
    network = Network.create([2, 5, 1], inputs=X)
    clean = solve_last_layer(network, X[40:], Y[40:])
    assert torch.allclose(solve_last_layer(network, X, spoilt, weights)(X), clean(X), atol=1e-6)


def test_fewer_rows_than_coefficients_are_met_exactly_and_smoothly() -> None:
    x, y = uniform(6, 2), uniform(6, 1, seed=2)
    network = Network.create([2, 1], inputs=x, grid=20)
    solved = solve_last_layer(network, x, y)
    assert rmse(solved, x, y) < 1e-6
    assert float(solved(uniform(200, 2, seed=3) * 0.5).abs().max()) < 20


def test_several_outputs_are_solved_each_for_itself() -> None:
    x, y = uniform(100, 2), uniform(100, 2, seed=2)
    network = Network.create([2, 3, 2], inputs=x)
    both = solve_last_layer(network, x, y, smoothness=0.0)
    swapped = solve_last_layer(network, x, y.flip(1))
    gradient = Objective(both, x, y)(both.parameters.clone()).gradient
    assert float(both.split(gradient)[-1][0].abs().max()) < 1e-9
    assert not torch.allclose(both(x), swapped(x))


def test_what_cannot_be_solved_is_refused_by_name() -> None:
    products = Network.create([2, (0, 1)], inputs=X)
    with pytest.raises(ValueError, match=r"^network: its last layer has products"):
        solve_last_layer(products, X, Y)
    plain = Network.create([2, 1], inputs=X)
    for name, x, y, weights in (
        ("x", X[:, :1], Y, None),
        ("y", X, Y[:5], None),
        ("y", X, Y * math.nan, None),
        ("weights", X, Y, torch.zeros(len(X))),
    ):
        with pytest.raises(ValueError, match=f"^{name} must"):
            solve_last_layer(plain, x, y, weights)


def test_a_network_without_free_splines_in_its_last_layer_stays_as_it_is() -> None:
    mixed = mixed_network(uniform(60, 2))
    held = lock_edges(mixed, [(1, i, j) for i in range(3) for j in range(2)])
    assert torch.equal(solve_last_layer(held, uniform(60, 2), uniform(60, 2, 3)).parameters, held.parameters)


def test_the_band_holds_the_truth_about_as_often_as_it_says() -> None:
    network, hits, points = (
        Network.create([1, 1], inputs=uniform(120, 1), grid=3),
        0.0,
        uniform(50, 1, 9) * 0.9,
    )
    for seed in range(30):
        dice = torch.Generator().manual_seed(seed)
        noise = torch.randn(120, 1, generator=dice, dtype=torch.float64) * 0.3
        x = uniform(120, 1, seed=100 + seed)
        band = bootstrap_last_layer(network, x, x**2 + noise, points, level=0.9, draws=100)
        truth = points**2
        hits += float(((band.lo <= truth) & (truth <= band.hi)).double().mean()) / 30
    assert 0.8 < hits < 0.95


def test_bands_narrow_with_more_rows_and_widen_with_the_level() -> None:
    points, widths = uniform(20, 2, seed=5), []
    for rows, level in ((50, 0.9), (1000, 0.9), (1000, 0.99)):
        x = uniform(rows, 2)
        dice = torch.Generator().manual_seed(1)
        y = x[:, :1] + x[:, 1:] ** 2 + 0.2 * torch.randn(rows, 1, generator=dice, dtype=torch.float64)
        network = solve_last_layer(Network.create([2, 1], inputs=x), x, y)
        band = bootstrap_last_layer(network, x, y, points, level=level)
        widths.append(float((band.hi - band.lo).mean()))
        assert bool((band.curves_lo <= band.curves_hi).all())
    assert widths[0] > 2 * widths[1]
    assert widths[2] > 1.2 * widths[1]


def test_curves_lie_in_their_bands_whatever_constant_they_share() -> None:
    x = uniform(300, 2)
    y = torch.sin(2 * x[:, :1]) + x[:, 1:] ** 2 + 0.1 * uniform(300, 1, seed=4)
    network = solve_last_layer(Network.create([2, 1], inputs=x), x, y)
    network.layers[0].weights[0, :8] += 5
    network.layers[0].weights[1, :8] -= 5
    band = bootstrap_last_layer(network, x, y, x[:3])
    layer = network.layers[0]
    centred = layer.edge_values(band.x) - layer.edge_values(x).mean(0)
    inside = (band.curves_lo <= centred) & (centred <= band.curves_hi)
    assert float(inside.double().mean()) > 0.9
    assert float((band.curves_hi - band.curves_lo).max()) < 1


def test_an_edge_that_is_not_solved_for_has_no_width_and_seeds_repeat() -> None:
    network = fix_symbolic(Network.create([2, 1], inputs=X), (0, 0, 0), "sin", 1.0, 0.0, 1.0, 0.0)
    one, other, third = (
        bootstrap_last_layer(network, X, Y, X[:4], draws=20, seed=seed) for seed in (3, 3, 4)
    )
    assert torch.equal(one.curves_lo[:, 0], one.curves_hi[:, 0])
    assert torch.equal(one.lo, other.lo)
    assert not torch.equal(one.lo, third.lo)


@pytest.mark.parametrize(("name", "more"), [("level", {"level": 1.0}), ("draws", {"draws": 1})])
def test_impossible_bands_are_refused(name: str, more: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=f"^{name} must"):
        bootstrap_last_layer(Network.create([2, 1], inputs=X), X, Y, X, **more)  # type: ignore[arg-type]
