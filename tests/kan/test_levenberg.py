from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
import torch
from tests.kan.laws import mixed_network, toy_samples, uniform

from kanscope.kan.network import Network
from kanscope.kan.objective import Objective, Point
from kanscope.kan.optimisers import levenberg
from kanscope.kan.optimisers.levenberg import Levenberg
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import OptimiserName, Plan
from kanscope.kan.smoothness import Roughness
from kanscope.kan.surgery import lock_edges
from kanscope.kan.train import Training

SAMPLES = toy_samples(500)


def fresh(width: list[int], seed: int = 0) -> Network:
    return Network.create(width, inputs=SAMPLES.x, seed=seed)


def same(x: torch.Tensor, y: torch.Tensor) -> Samples:
    return Samples(x, y, x, y)


def test_sixty_steps_learn_the_law_far_better_than_sixty_of_lbfgs() -> None:
    names: list[OptimiserName] = ["lm", "lbfgs"]
    ends = {
        name: list(Training(fresh([2, 5, 1]), SAMPLES, Plan(steps=60, optimiser=name)))[-1].train_rmse
        for name in names
    }
    assert ends["lm"] < 1e-3
    assert ends["lm"] < 0.5 * ends["lbfgs"]


def test_one_layer_of_splines_is_linear_and_solved_in_a_few_steps() -> None:
    x = uniform(200, 2)
    network = Network.create([2, 1], inputs=x, base="zero")
    target = Network.create([2, 1], inputs=x, base="zero", seed=1)(x)
    objective, optimiser = Objective(network, x, target), Levenberg()
    here = objective(network.parameters.clone())
    for _ in range(25):
        here = optimiser.step(here, objective)
    assert here.error < 1e-12


def test_the_objective_with_its_tie_break_never_rises() -> None:
    x, y = uniform(100, 2), uniform(100, 2, seed=5)
    network = mixed_network(x)
    objective, optimiser = Objective(network, x, y, sparsity=0.01), Levenberg()
    tie_break = Roughness(network, levenberg.SMOOTHNESS)
    here, values = objective(network.parameters.clone()), []
    for _ in range(15):
        values.append(here.value + tie_break.value(here.parameters))
        here = optimiser.step(here, objective)
    assert all(after <= before for before, after in pairwise(values))
    assert values[-1] < 0.5 * values[0]


def test_where_nothing_may_move_the_step_stays_where_it_is() -> None:
    x = uniform(20, 1)
    network = lock_edges(Network.create([1, 1], inputs=x), [(0, 0, 0)])
    objective = Objective(network, x, x)
    here = objective(network.parameters.clone())
    assert Levenberg().step(here, objective) is here


def test_a_coefficient_without_data_continues_its_curve_smoothly() -> None:
    x = torch.cat([uniform(100, 1) * 0.3 - 0.7, uniform(100, 1) * 0.3 + 0.7])
    network = Network.create([1, 1], inputs=x, grid=15, base="zero", seed=3)
    training = Training(network, same(x, x**2), Plan(steps=30, optimiser="lm", adapt_every=0))
    list(training)
    gap = torch.linspace(-0.4, 0.4, 50, dtype=torch.float64)[:, None]
    assert float((training.network(gap) - gap**2).abs().max()) < 0.02


def test_in_single_precision_it_comes_as_near_as_single_precision_can() -> None:
    single = Samples(*(part.float() for part in (SAMPLES.x, SAMPLES.y, SAMPLES.check_x, SAMPLES.check_y)))
    network = Network.create([2, 5, 1], inputs=single.x, dtype=torch.float32)
    steps = list(Training(network, single, Plan(steps=40, optimiser="lm")))
    assert steps[-1].train_rmse < 2e-3


class Pit(Objective):
    """An objective that is ten higher everywhere but where it was first asked."""

    bottom: torch.Tensor | None = None

    def __call__(self, parameters: torch.Tensor) -> Point:
        point = super().__call__(parameters)
        self.bottom = parameters.clone() if self.bottom is None else self.bottom
        return point if torch.equal(parameters, self.bottom) else replace(point, error=point.error + 10)


def test_where_no_move_helps_it_stays_and_starts_its_damping_anew() -> None:
    network = fresh([2, 1, 1])
    objective, optimiser = Pit(network, SAMPLES.x, SAMPLES.y), Levenberg()
    here = objective(network.parameters.clone())
    before = optimiser.state()["damping"]
    assert optimiser.step(here, objective) is here
    assert torch.equal(optimiser.state()["damping"], before)


def test_a_network_too_large_is_refused_with_what_it_would_need() -> None:
    large = Network.create([30, 40, 10], inputs=uniform(5, 30))
    samples = same(uniform(5, 30), uniform(5, 10))
    with pytest.raises(ValueError, match=r"^optimiser: lm would need 6.* GiB for 14400 free parameters"):
        Training(large, samples, Plan(optimiser="lm"))


def test_roughness_has_the_gradient_and_curvature_autograd_gives() -> None:
    network = mixed_network(uniform(40, 2))
    rough = Roughness(network, 0.3)
    at = network.parameters.clone()
    columns = torch.cat([one.columns for one in rough.free])
    hessian = torch.zeros(len(columns), len(columns), dtype=torch.float64)
    rough.add_to(hessian)
    unit = torch.zeros_like(at)
    unit[columns] = at[columns]
    assert torch.allclose(rough.gradient(at)[columns], hessian @ at[columns])
    assert rough.value(unit) == pytest.approx(0.5 * float(at[columns] @ hessian @ at[columns]))
