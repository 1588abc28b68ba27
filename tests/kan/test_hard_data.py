"""Tables nobody would choose: training either copes or says in a sentence why not."""

from __future__ import annotations

import math

import pytest
import torch
from tests.kan.laws import uniform
from torch import Tensor

from kanscope.kan.footprint import MOST
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import OptimiserName, Plan
from kanscope.kan.train import Training

OPTIMISERS: list[OptimiserName] = ["lm", "lbfgs", "adam"]


def both(x: Tensor, y: Tensor) -> Samples:
    return Samples(x, y, x, y)


def trained(samples: Samples, optimiser: OptimiserName, width: list[int], **more: object) -> Training:
    plan = Plan(steps=400 if optimiser == "adam" else 40, optimiser=optimiser, **more)  # type: ignore[arg-type]
    training = Training(Network.create(width, inputs=samples.x), samples, plan)
    steps = list(training)
    assert all(math.isfinite(step.check_rmse) for step in steps)
    assert bool(torch.isfinite(training.network.parameters).all())
    return training


@pytest.mark.parametrize("sparsity", [0.0, 0.02])
@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_one_row_is_learnt(optimiser: OptimiserName, sparsity: float) -> None:
    samples = both(torch.tensor([[0.3, -2.0]]).double(), torch.tensor([[1.5]]).double())
    training = trained(samples, optimiser, [2, 3, 1], sparsity=sparsity)
    assert abs(float(training.network(samples.x)) - 1.5) < 1.0


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_constant_columns_do_no_harm(optimiser: OptimiserName) -> None:
    x = uniform(80, 3)
    x[:, 1] = 7.0
    samples = both(x, x[:, :1] ** 2)
    training = trained(samples, optimiser, [3, 2, 1], sparsity=1e-3)
    assert float((training.network(x) - samples.y).abs().mean()) < 0.2


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_constant_target_is_met(optimiser: OptimiserName) -> None:
    samples = both(uniform(50, 2), torch.full((50, 1), 3.0, dtype=torch.float64))
    training = trained(samples, optimiser, [2, 2, 1], sparsity=1e-3)
    assert float((training.network(samples.x) - 3).abs().max()) < 0.6


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_fewer_rows_than_parameters_are_learnt_and_smoothness_tames_what_lies_between(
    optimiser: OptimiserName,
) -> None:
    x = uniform(12, 1)
    samples = Samples(x, x**2, uniform(100, 1, seed=3) * 0.9, (uniform(100, 1, seed=3) * 0.9) ** 2)
    network = Network.create([1, 1], inputs=x, grid=30)
    assert int(network.trainable().sum()) > 2 * len(x)
    errors = []
    for smoothness in (0.0, 1e-3):
        plan = Plan(steps=800 if optimiser == "adam" else 40, optimiser=optimiser, smoothness=smoothness)
        last = list(Training(network, samples, plan))[-1]
        assert last.train_rmse < 0.02
        errors.append(last.check_rmse)
    assert errors[1] < {"lm": 0.05, "lbfgs": 0.15, "adam": 0.3}[optimiser]
    assert errors[1] <= errors[0]


def test_duplicated_rows_and_columns_leave_least_squares_solvable() -> None:
    x = uniform(30, 1).repeat(2, 3)
    trained(both(x, x[:, :1]), "lm", [3, 2, 1])


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("name", ["x", "y", "check_x", "check_y"])
def test_numbers_that_are_none_are_refused_by_name(name: str, bad: float) -> None:
    parts = {"x": uniform(5, 2), "y": uniform(5, 1), "check_x": uniform(5, 2), "check_y": uniform(5, 1)}
    parts[name][2, 0] = bad
    with pytest.raises(ValueError, match=f"^{name} must be finite"):
        Samples(**parts)


@pytest.mark.parametrize("name", ["x", "check_x"])
def test_an_empty_set_of_rows_is_refused_by_name(name: str) -> None:
    parts = {"x": uniform(5, 2), "y": uniform(5, 1), "check_x": uniform(5, 2), "check_y": uniform(5, 1)}
    parts[name] = parts[name][:0]
    with pytest.raises(ValueError, match=f"^{name} must have shape"):
        Samples(**parts)


def test_targets_whose_squares_no_float_can_hold_end_in_a_word_about_divergence() -> None:
    samples = both(uniform(30, 2), uniform(30, 1) * 1e160)
    with pytest.raises(ArithmeticError, match="diverged"):
        list(Training(Network.create([2, 1], inputs=samples.x), samples, Plan(steps=10)))


def test_a_training_that_would_not_fit_into_memory_is_refused_before_it_is_taken() -> None:
    x = torch.zeros(1, 40, dtype=torch.float64)
    network = Network.create([40, 40, 1], inputs=x, grid=200)
    rows = MOST // (40 * 200 * 8)
    many = x.expand(rows, -1)
    y = torch.zeros(1, 1, dtype=torch.float64).expand(rows, -1)
    samples = Samples(many, y, x, y[:1])
    with pytest.raises(ValueError, match=r"^batch: a training of \[40, 40, 1\] .* would take .* GiB"):
        Training(network, samples, Plan())
    assert next(Training(network, samples, Plan(optimiser="adam", batch=10, adapt_every=0))).step == 1
