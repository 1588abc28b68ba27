from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
import torch
from tests.kan.laws import toy_samples, uniform

from kanscope.kan.evidence import HARDEST, SOFTEST, STRIDE, evident_weight
from kanscope.kan.network import Network
from kanscope.kan.objective import Aim, Objective
from kanscope.kan.penalties.flatness import Flatness
from kanscope.kan.penalties.weighted import Term, Weighted
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.surgery import fix_symbolic
from kanscope.kan.train import Training

NOISE = 0.3


def wave(rows: int, noise: float) -> tuple[torch.Tensor, torch.Tensor]:
    x = uniform(rows, 1, seed=3)
    blur = torch.randn(rows, 1, generator=torch.Generator().manual_seed(4), dtype=torch.float64)
    return x, torch.sin(3 * x) + noise * blur


def fitted(x: torch.Tensor, y: torch.Tensor, weight: float) -> tuple[Objective, torch.Tensor]:
    """One spline under that weight: a linear problem, solved exactly."""
    network = Network.create([1, 1], inputs=x, grid=12, base="zero")
    aim = Aim(further=Weighted((Term(Flatness(), weight),)))
    objective = Objective(network, x, y, aim=aim)
    start = network.parameters.clone()
    here, columns = objective(start), torch.arange(15)
    move = torch.linalg.solve(objective.curvature(start), here.gradient[columns])
    return objective, start.index_add(0, columns, -move)


def most_probable(x: torch.Tensor, y: torch.Tensor, rounds: int = 40) -> float:
    weight = 1e-3
    for _ in range(rounds):
        objective, solution = fitted(x, y, weight)
        weight = evident_weight(objective, objective(solution), weight)
    return weight


def log_evidence(x: torch.Tensor, y: torch.Tensor, weight: float) -> float:
    """log p(y | μ) of y = Bc + noise, c ~ exp(-½α‖Dc‖²), with the noise at its most probable size."""
    objective, solution = fitted(x, y, weight)
    n, here = len(x), objective(solution)
    curvature = objective.curvature(solution)
    m = 12 + 3 - 1
    total = here.error + here.rest
    return -0.5 * ((n - 15 + m) * math.log(total) + float(torch.logdet(curvature)) - m * math.log(weight))


def test_the_weight_is_where_the_evidence_is_greatest() -> None:
    x, y = wave(120, NOISE)
    best = most_probable(x, y)
    assert log_evidence(x, y, best) >= max(
        log_evidence(x, y, best * factor) for factor in (0.5, 0.8, 1.25, 2)
    )


def test_it_recovers_the_curve_better_than_no_flatness() -> None:
    x, y = wave(60, NOISE)
    errors = []
    for weight in (1e-12, most_probable(x, y)):
        objective, solution = fitted(x, y, weight)
        objective(solution)
        errors.append(float((objective.network(x) - torch.sin(3 * x)).square().mean()))
    assert errors[1] < 0.7 * errors[0]


def test_without_noise_a_law_is_not_bent() -> None:
    x, y = wave(200, 0.0)
    assert most_probable(x, y) < 1e-6


@pytest.mark.parametrize("weight", [1e-3, SOFTEST, HARDEST])
def test_the_weight_moves_in_strides_and_stays_in_bounds(weight: float) -> None:
    x, y = wave(120, NOISE)
    objective, solution = fitted(x, y, weight)
    found = evident_weight(objective, objective(solution), weight)
    assert weight / STRIDE * 0.999 <= found <= weight * STRIDE * 1.001
    assert SOFTEST <= found <= HARDEST


def test_where_there_is_no_spline_the_weight_stays() -> None:
    x, y = wave(30, NOISE)
    network = fix_symbolic(Network.create([1, 1], inputs=x), (0, 0, 0), "sin", 1.0, 0.0, 1.0, 0.0)
    objective = Objective(network, x, y)
    assert evident_weight(objective, objective(network.parameters.clone()), 0.01) == 0.01


def test_more_parameters_than_rows_give_a_finite_weight() -> None:
    few = toy_samples(100)
    few = replace(few, x=few.x[:12], y=few.y[:12])
    network = Network.create([2, 3, 1], inputs=few.x)
    objective = Objective(network, few.x, few.y)
    found = evident_weight(objective, objective(network.parameters.clone()), 1e-3)
    assert math.isfinite(found)
    assert found > 0


def noisy_table() -> Samples:
    """Ten inputs of which one matters, heavy tails, little data: nothing that splines like."""
    dice = torch.Generator().manual_seed(8)
    x = torch.randn(260, 10, generator=dice, dtype=torch.float64) ** 3
    y = torch.tanh(x[:, :1]) + torch.randn(260, 1, generator=dice, dtype=torch.float64)
    x, y = (x - x.mean(0)) / x.std(0), (y - y.mean()) / y.std()
    return Samples(x[:200], y[:200], x[200:], y[200:])


def test_training_by_evidence_never_ends_above_the_mean_on_a_noisy_table() -> None:
    table, ends = noisy_table(), {}
    network = Network.create([10, 5, 1], inputs=torch.cat([table.x, table.check_x]), seed=1)
    for evidence in (False, True):
        plan = Plan(steps=60, optimiser="lm", sparsity=0.01, evidence=evidence)
        *_, last = Training(network, table, plan)
        ends[evidence] = last.check_rmse / float(table.check_y.square().mean().sqrt())
    assert ends[True] < 1 < ends[False]


def test_a_training_by_evidence_resumes_as_if_it_had_never_stopped() -> None:
    plan = Plan(steps=24, optimiser="lm", sparsity=0.01, evidence=True, patience=20)
    network = Network.create([2, 3, 1], inputs=toy_samples(300).x)
    whole, begun = (Training(network, toy_samples(300), plan) for _ in range(2))
    for _ in range(12):
        next(begun)
    resumed = Training.resume(toy_samples(300), *begun.state())
    steps = list(whole)
    assert list(resumed) == steps[12:]
    assert torch.equal(resumed.network.parameters, whole.network.parameters)


@pytest.mark.parametrize("otherwise", [{"loss": "huber"}, {"batch": 10}])
def test_evidence_is_for_squares_and_whole_batches(otherwise: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="evidence"):
        Plan(evidence=True, **otherwise)
