from __future__ import annotations

import math
from typing import get_args

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tests.kan.laws import toy_samples, uniform
from torch import Tensor

from kanscope.kan.losses.catalogue import LOSSES, LossName, loss_named
from kanscope.kan.losses.cross_entropy import CrossEntropy
from kanscope.kan.losses.huber import Huber
from kanscope.kan.network import Network
from kanscope.kan.objective import Aim, Objective
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import OptimiserName, Plan
from kanscope.kan.train import Training

ROWS, OUTPUTS = 7, 3
OUT = uniform(ROWS, OUTPUTS, seed=1) * 3
WEIGHTS = (uniform(ROWS, 1, seed=3) + 1) / (uniform(ROWS, 1, seed=3) + 1).sum()


def targets(name: str) -> Tensor:
    numbers = uniform(ROWS, OUTPUTS, seed=2) * 2
    return torch.softmax(numbers, 1) if name == "cross_entropy" else numbers


def test_every_loss_that_can_be_asked_for_exists() -> None:
    assert set(get_args(LossName)) == set(LOSSES)


@pytest.mark.parametrize("weights", [None, WEIGHTS])
@pytest.mark.parametrize("name", LOSSES)
def test_the_pull_of_a_loss_is_its_gradient(name: str, weights: Tensor | None) -> None:
    loss, y = loss_named(name), targets(name)
    _, pull = loss.measure(OUT, y, weights)
    step = 1e-6
    for n in range(ROWS):
        for q in range(OUTPUTS):
            nudge = torch.zeros_like(OUT)
            nudge[n, q] = step
            up, down = (loss.measure(OUT + sign * nudge, y, weights)[0] for sign in (1, -1))
            assert math.isclose((up - down) / (2 * step), float(pull[n, q]), rel_tol=1e-6, abs_tol=1e-9)


@pytest.mark.parametrize(("name", "reference"), [("mse", "mse_loss"), ("huber", "huber_loss")])
def test_a_loss_on_numbers_is_torchs(name: str, reference: str) -> None:
    expected = getattr(torch.nn.functional, reference)(OUT, targets(name))
    assert math.isclose(loss_named(name).measure(OUT, targets(name), None)[0], float(expected), rel_tol=1e-14)


def test_cross_entropy_of_class_numbers_is_torchs() -> None:
    classes = torch.tensor([0, 1, 2, 2, 1, 0, 1])
    y = CrossEntropy().targets(classes[:, None].to(OUT.dtype), OUTPUTS)
    expected = torch.nn.functional.cross_entropy(OUT, classes)
    assert math.isclose(CrossEntropy().measure(OUT, y, None)[0], float(expected), rel_tol=1e-14)


def test_the_absolute_loss_is_within_its_rounding_of_the_absolute_value() -> None:
    y = targets("mae")
    value, _ = loss_named("mae").measure(OUT, y, None)
    exact = float((OUT - y).abs().mean())
    assert exact - 1e-3 <= value <= exact
    assert loss_named("mae").measure(y, y, None)[0] == 0


@pytest.mark.parametrize("name", LOSSES)
def test_weights_count_as_repeated_rows(name: str) -> None:
    loss, y = loss_named(name), targets(name)
    times = torch.tensor([1, 3, 1, 2, 1, 1, 1])
    weights = (times.double() / times.sum())[:, None]
    repeated = loss.measure(OUT.repeat_interleave(times, 0), y.repeat_interleave(times, 0), None)[0]
    assert math.isclose(loss.measure(OUT, y, weights)[0], repeated, rel_tol=1e-13)


@given(
    st.lists(st.floats(-6, 6), min_size=2, max_size=2),
    st.floats(-6, 6),
    st.sampled_from(["mse", "huber", "mae"]),
)
def test_the_quadratic_of_a_loss_on_numbers_lies_nowhere_below_it(
    ends: list[float], target: float, name: str
) -> None:
    loss, y = loss_named(name), torch.full((1, 1), target, dtype=torch.float64)
    here, there = (torch.full((1, 1), end, dtype=torch.float64) for end in ends)
    value, pull = loss.measure(here, y, None)
    bound = (
        value
        + float(pull * (there - here))
        + 0.5 * float(loss.curvature(here, y, None) * (there - here) ** 2)
    )
    assert loss.measure(there, y, None)[0] <= bound + 1e-9 * (1 + abs(bound))


@given(st.lists(st.floats(-8, 8), min_size=3, max_size=3))
def test_the_curvature_of_cross_entropy_is_at_least_the_second_derivative(logits: list[float]) -> None:
    out = torch.tensor([logits], dtype=torch.float64)
    y = CrossEntropy().targets(torch.zeros(1, 1, dtype=torch.float64), 3)
    p = torch.softmax(out, 1)[0]
    hessian = torch.diag(p) - torch.outer(p, p)
    bound = torch.diag(CrossEntropy().curvature(out, y, None)[0])
    assert float(torch.linalg.eigvalsh(bound - hessian).min()) >= -1e-12


@pytest.mark.parametrize(
    ("y", "outputs", "complaint"),
    [
        (torch.tensor([[0.0], [3.0]]), 3, "y must hold class numbers 0 to 2"),
        (torch.tensor([[0.5]]), 3, "y must hold class numbers 0 to 2"),
        (torch.tensor([[-1.0]]), 3, "y must hold class numbers 0 to 2"),
        (torch.tensor([[0.5, 0.2, 0.2]]), 3, "y must be probabilities"),
        (torch.tensor([[1.5, -0.5, 0.0]]), 3, "y must be probabilities"),
        (torch.tensor([[0.5, 0.5]]), 3, "y must hold class numbers in one column or 3 columns"),
        (torch.tensor([[0.0]]), 1, "cross_entropy needs at least two outputs"),
    ],
)
def test_targets_that_are_no_classes_are_refused(y: Tensor, outputs: int, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        CrossEntropy().targets(y, outputs)


def test_an_unknown_loss_and_an_impossible_delta_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^loss must be one of mse, "):
        Plan(loss="rmse")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^delta must"):
        Huber(0.0)


@pytest.mark.parametrize("name", LOSSES)
def test_the_gradient_of_an_objective_is_exact_for_every_loss(name: str) -> None:
    x = uniform(20, 2, seed=4)
    network = Network.create([2, 2, OUTPUTS], inputs=x, grid=3)
    y = torch.softmax(uniform(20, OUTPUTS, seed=5), 1)
    objective = Objective(
        network, x, y, 0.01, aim=Aim(loss_named(name)), weights=uniform(20, 1, seed=6)[:, 0] + 1
    )
    start = network.parameters.clone()
    direction = uniform(1, len(start), seed=7)[0] * network.trainable()
    slope = float(torch.dot(objective(start).gradient, direction))
    up, down = (objective(start + sign * 1e-6 * direction).value for sign in (1, -1))
    assert math.isclose((up - down) / 2e-6, slope, rel_tol=1e-6)


def spoilt_samples() -> Samples:
    """The toy law with one training row in ten far off."""
    clean = toy_samples(500)
    y = clean.y.clone()
    y[::10] += 20
    return Samples(clean.x, y, clean.check_x, clean.check_y)


@pytest.mark.parametrize("optimiser", ["lm", "lbfgs"])
def test_robust_losses_see_through_outliers_that_blind_least_squares(optimiser: OptimiserName) -> None:
    samples, errors = spoilt_samples(), dict[str, float]()
    for name in ("mse", "huber", "mae"):
        network = Network.create([2, 2, 1], inputs=samples.x)
        plan = Plan(steps=60, optimiser=optimiser, loss=name)  # type: ignore[arg-type]
        errors[name] = list(Training(network, samples, plan))[-1].check_rmse
    assert errors["mse"] > 1
    assert errors["huber"] < 0.5
    assert errors["mae"] < 0.1


@pytest.mark.parametrize("optimiser", ["lm", "lbfgs", "adam"])
def test_classes_are_learnt_from_their_numbers(optimiser: OptimiserName) -> None:
    x = uniform(300, 2, seed=8)
    classes = ((x[:, 0] ** 2 + x[:, 1] ** 2 > 0.5).long() + (x[:, 0] > 0.6).long())[:, None]
    y = classes.to(x.dtype)
    samples = Samples(x[:200], y[:200], x[200:], y[200:])
    plan = Plan(steps=300 if optimiser == "adam" else 25, optimiser=optimiser, loss="cross_entropy")
    training = Training(Network.create([2, 3], inputs=x), samples, plan)
    steps = list(training)
    guesses = training.network(samples.check_x).argmax(1, keepdim=True)
    assert float((guesses == classes[200:]).double().mean()) > 0.9
    assert steps[-1].train_loss < steps[0].train_loss / 2
    assert 0 < steps[-1].check_rmse < 0.3


def test_rows_of_no_weight_do_not_matter() -> None:
    samples = spoilt_samples()
    weights = torch.ones(len(samples.x), dtype=torch.float64)
    weights[::10] = 0
    weighted = Samples(samples.x, samples.y, samples.check_x, samples.check_y, weights)
    network = Network.create([2, 2, 1], inputs=samples.x)
    assert list(Training(network, weighted, Plan(steps=60)))[-1].check_rmse < 0.1


@pytest.mark.parametrize(
    "bad", [torch.zeros(400), -torch.ones(400), torch.ones(3), torch.full((400,), math.nan)]
)
def test_impossible_weights_are_refused(bad: Tensor) -> None:
    clean = toy_samples(500)
    with pytest.raises(ValueError, match=r"^weights must"):
        Samples(clean.x, clean.y, clean.check_x, clean.check_y, bad)
