from __future__ import annotations

import json
import math

import pytest
import torch
from tests.kan.laws import mixed_network, uniform

from kanscope.kan.jacobian import free_columns
from kanscope.kan.network import Network
from kanscope.kan.objective import Aim, Objective
from kanscope.kan.penalties.catalogue import further_terms
from kanscope.kan.penalties.prior import Prior
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import OptimiserName, Plan
from kanscope.kan.surgery import cut_edges, lock_edges
from kanscope.kan.train import Training

X = uniform(60, 2, seed=1)
POINTS = tuple((float(x), math.sin(3 * x)) for x in torch.linspace(-1, 1, 41))
EDGES = [(0, 0, 0), (0, 0, 1), (1, 2, 0), (1, 0, 1)]


def with_prior(network: Network, prior: Prior) -> Objective:
    return Objective(network, X, uniform(60, 2, seed=2), aim=Aim(further=further_terms(priors=(prior,))))


@pytest.mark.parametrize("edge", EDGES)
def test_the_gradient_of_a_prior_is_exact_for_splines_and_named_edges(edge: tuple[int, int, int]) -> None:
    objective = with_prior(mixed_network(X), Prior(edge, POINTS, 0.7))
    start = objective.start()
    gradient = objective(start).gradient
    direction = uniform(1, len(start), seed=3)[0] * objective.network.trainable()
    up, down = (objective(start + sign * 1e-6 * direction).value for sign in (1, -1))
    assert math.isclose((up - down) / 2e-6, float(gradient @ direction), rel_tol=1e-6)
    assert objective(start).rest > 0


def test_the_curvature_of_a_prior_on_a_spline_is_exact() -> None:
    network = Network.create([2, 2, 2], inputs=X)
    place = (0, 1, 1)
    objective, without = (
        with_prior(network, Prior(place, POINTS, 0.7)),
        with_prior(network, Prior(place, POINTS, 0)),
    )
    start = objective.start()
    added = objective.curvature(start) - without.curvature(start)
    move = uniform(1, len(added), seed=4)[0]
    there = start.index_add(0, free_columns(network), move)
    change = sum(
        sign * (objective(p).gradient - without(p).gradient)[free_columns(network)]
        for sign, p in ((1, there), (-1, start))
    )
    assert torch.allclose(added @ move, torch.as_tensor(change), atol=1e-9)


@pytest.mark.parametrize("optimiser", ["lm", "lbfgs", "adam"])
def test_a_strong_prior_wins_where_data_leave_a_choice(optimiser: OptimiserName) -> None:
    """f(x1) + g(x2) leaves the constant open; a prior on f says where it is."""
    y = torch.sin(3 * X[:, :1]) + X[:, 1:] ** 2
    samples = Samples(X, y, X, y)
    network = Network.create([2, 1], inputs=X, grid=8)
    plan = Plan(
        steps=800 if optimiser == "adam" else 60, optimiser=optimiser, priors=(Prior((0, 0, 0), POINTS, 1.0),)
    )
    training = Training(network, samples, plan)
    step = list(training)[-1]
    at = torch.tensor([[x, 0.0] for x, _ in POINTS], dtype=torch.float64)
    curve = training.network.layers[0].edge_values(at)[:, 0, 0]
    expected = torch.tensor([y for _, y in POINTS], dtype=torch.float64)
    assert float((curve - expected).abs().max()) < 0.03
    assert step.train_rmse < 0.03


def test_a_cut_edge_feels_no_prior_and_a_locked_one_does_not_move() -> None:
    network = Network.create([2, 2, 2], inputs=X)
    cut = with_prior(cut_edges(network, [(0, 0, 0)]), Prior((0, 0, 0), POINTS))
    assert cut(cut.start()).rest == 0
    held = with_prior(lock_edges(network, [(0, 0, 0)]), Prior((0, 0, 0), POINTS))
    weights, _ = held.network.split(held(held.start()).gradient)[0]
    assert not bool(weights[0, :, 0].any())
    assert held.curvature(held.start()).shape == (len(torch.nonzero(held.network.trainable())),) * 2


def test_a_plan_with_a_prior_is_saved_and_read_as_it_was() -> None:
    y = X[:, :1]
    plan = Plan(steps=20, optimiser="lm", priors=(Prior((0, 0, 0), POINTS[:3], 0.5),))
    whole = Training(Network.create([2, 1], inputs=X), Samples(X, y, X, y), plan)
    next(whole)
    meta, tensors = whole.state()
    resumed = Training.resume(whole.samples, json.loads(json.dumps(meta)), tensors)
    assert resumed.plan == plan
    assert next(resumed) == next(whole)


def test_an_impossible_prior_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^points must"):
        Prior((0, 0, 0), ())
    with pytest.raises(ValueError, match=r"^points must"):
        Prior((0, 0, 0), ((0.0, math.nan),))
    with pytest.raises(ValueError, match=r"^weight must"):
        Prior((0, 0, 0), POINTS, -1.0)
    plan = Plan(priors=(Prior((0, 5, 0), POINTS),))
    with pytest.raises(ValueError, match=r"^priors: \(0, 5, 0\) is not an edge"):
        Training(Network.create([2, 1], inputs=X), Samples(X, X[:, :1], X, X[:, :1]), plan)
