from __future__ import annotations

import math
from typing import get_args

import pytest
import torch
from tests.kan.laws import mixed_network, toy_samples, uniform

from kanscope.kan.gradient import Gradient
from kanscope.kan.jacobian import free_columns
from kanscope.kan.network import Network
from kanscope.kan.objective import Aim, Objective
from kanscope.kan.penalties.catalogue import MetricName, further_terms, sparsity_penalty
from kanscope.kan.penalties.coefficients import CoefficientSize, Smoothness
from kanscope.kan.penalties.flatness import Flatness
from kanscope.kan.penalties.metrics import METRICS
from kanscope.kan.penalties.penalty import Penalty
from kanscope.kan.penalties.shares import Shares
from kanscope.kan.prune import prune
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.scores import attribution
from kanscope.kan.surgery import cut_edges
from kanscope.kan.train import Training

X = uniform(40, 2, seed=1)
Y = uniform(40, 2, seed=2)
PENALTIES: dict[str, Penalty] = {name: sparsity_penalty(name) for name in get_args(MetricName)}
PENALTIES |= {"size": CoefficientSize(), "steps": CoefficientSize(1), "smoothness": Smoothness()}
PENALTIES["flatness"] = Flatness()
PENALTIES["all"] = sparsity_penalty("edge_forward_spline_u", 0.5, 3.0, 0.1, 0.2)


def objective(penalty: Penalty, network: Network | None = None) -> Objective:
    network = network or mixed_network(X)
    return Objective(network, X, Y, 0.3, aim=Aim(penalty=penalty))


def measured(penalty: Penalty, network: Network, x: torch.Tensor = X) -> float:
    passes = Gradient(network, x)
    passes.forward()
    return penalty.measure(passes).value


def test_every_metric_that_can_be_asked_for_exists() -> None:
    assert set(get_args(MetricName)) == {"edge_spread", *METRICS}


@pytest.mark.parametrize("name", PENALTIES)
def test_the_gradient_of_every_penalty_is_that_of_finite_differences(name: str) -> None:
    whole = objective(PENALTIES[name])
    start, step = whole.network.parameters.clone(), 1e-6
    gradient = whole(start).gradient
    for seed in range(6):
        direction = uniform(1, len(start), seed=seed)[0] * whole.network.trainable()
        up, down = (whole(start + sign * step * direction).value for sign in (1, -1))
        assert math.isclose((up - down) / (2 * step), float(gradient @ direction), rel_tol=1e-5, abs_tol=1e-7)


@pytest.mark.parametrize("name", PENALTIES)
def test_the_curvature_of_every_penalty_is_positive_and_its_own(name: str) -> None:
    whole = objective(PENALTIES[name])
    start = whole.network.parameters.clone()
    with_it = whole.curvature(start)
    whole.sparsity = 0.0
    added = with_it - whole.curvature(start)
    assert float(torch.linalg.eigvalsh(added).min()) > -1e-9
    assert float(added.abs().max()) > 0


@pytest.mark.parametrize("penalty", [CoefficientSize(), CoefficientSize(1), Smoothness()])
def test_the_quadratic_of_coefficients_lies_nowhere_below_their_penalty(penalty: Penalty) -> None:
    network = Network.create([2, 3, 1], inputs=X, grid=4)
    passes = Gradient(network, X)
    start, order = network.parameters.clone(), free_columns(network)
    passes.forward()
    here = penalty.measure(passes)
    free = Objective(network, X, Y[:, :1], 1.0, aim=Aim(penalty=penalty))
    bend = free.curvature(start)
    free.sparsity = 0.0
    bend = bend - free.curvature(start)
    assert here.by_parameters is not None
    for seed in range(10):
        move = uniform(1, len(order), seed=seed)[0]
        network.parameters.copy_(start.index_add(0, order, move))
        bound = here.value + float(here.by_parameters[order] @ move) + 0.5 * float(move @ bend @ move)
        assert measured(penalty, network) <= bound + 1e-9


def test_pykans_formula_on_one_layer_worked_out_by_hand() -> None:
    network = Network.create([2, 2], inputs=X)
    v = torch.stack([e.std(0) for e in network.layers[0].edge_values(X).unbind(1)], 1)  # (outputs, inputs)
    entropy = 0.0
    for along in (0, 1):
        p = v / (v.sum(along, keepdim=True) + 1)
        entropy -= float((p * torch.log2(p + 1e-4)).sum(along).mean())
    expected = 0.7 * float(v.sum()) + 3 * entropy
    assert math.isclose(measured(Shares("edge_forward_spline_u", 0.7, 3.0), network), expected, rel_tol=1e-12)


def test_a_named_edge_weighs_nothing_where_only_splines_count() -> None:
    mixed = mixed_network(X)
    for metric, counts in (("edge_forward_spline_n", False), ("edge_forward_sum", True)):
        passes = Gradient(mixed, X)
        passes.forward()
        gradient = Shares(metric).measure(passes).by_parameters
        assert gradient is not None
        assert bool(mixed.split(gradient)[-1][1].any()) == counts


def test_cut_edges_and_constant_ones_leave_every_gradient_finite() -> None:
    network = Network.create([2, 2, 1], inputs=X)
    network.layers[0].weights[0, :, 0] = 0
    network = cut_edges(network, [(0, 1, 1)])
    for name, penalty in PENALTIES.items():
        point = Objective(network, X, Y[:, :1], 1.0, aim=Aim(penalty=penalty))(network.parameters.clone())
        assert point.is_finite(), name


@pytest.mark.parametrize("name", PENALTIES)
def test_one_row_is_enough_for_a_finite_penalty(name: str) -> None:
    network = Network.create([2, 2, 1], inputs=X[:1])
    whole = Objective(network, X[:1], Y[:1, :1], 1.0, aim=Aim(penalty=PENALTIES[name]))
    assert whole(network.parameters.clone()).is_finite()


@pytest.mark.parametrize("metric", get_args(MetricName))
def test_every_metric_sparsifies(metric: MetricName) -> None:
    samples = toy_samples(300)
    training = Training(
        Network.create([2, 3, 1], inputs=samples.x), samples, Plan(steps=60, sparsity=0.02, metric=metric)
    )
    steps = list(training)
    pruned = prune(training.network, attribution(training.network, samples.x), inputs=samples.x)
    assert sum(int(layer.alive.sum()) for layer in pruned.layers) < 9
    assert steps[-1].check_rmse < 0.3


def test_smoothness_flattens_what_the_samples_leave_open() -> None:
    network = Network.create([1, 1], inputs=uniform(12, 1), grid=20)
    samples = toy_samples(60)
    noisy = Samples(samples.x[:, :1], samples.y, samples.check_x[:, :1], samples.check_y)
    bends = []
    for smoothness in (0.0, 1.0):
        training = Training(network, noisy, Plan(steps=30, optimiser="lm", smoothness=smoothness))
        list(training)
        bends.append(measured(Smoothness(), training.network, noisy.x))
    assert bends[1] < bends[0] / 100


@pytest.mark.parametrize("name", ["l1", "entropy", "coefficients", "differences"])
def test_an_impossible_weight_is_refused_by_its_name(name: str) -> None:
    for bad in (-1.0, math.nan, math.inf):
        with pytest.raises(ValueError, match=rf"^{name} must"):
            sparsity_penalty(**{name: bad})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^smoothness must"):
        further_terms(-1.0)
    with pytest.raises(ValueError, match=r"^metric must be one of"):
        sparsity_penalty("edges")
