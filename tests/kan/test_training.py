from __future__ import annotations

import json
import math

import pytest
import torch
from tests.kan.laws import mixed_network, toy_samples, uniform

from kanscope.kan.divergence import Diverged
from kanscope.kan.network import Network
from kanscope.kan.progress import Step
from kanscope.kan.prune import prune
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import OptimiserName, Plan
from kanscope.kan.scores import attribution
from kanscope.kan.surgery import cut_edges, fix_symbolic
from kanscope.kan.train import Training

SAMPLES = toy_samples(500)
OPTIMISERS: list[OptimiserName] = ["lm", "lbfgs", "adam", "adamw"]


def fresh(seed: int = 0, samples: Samples = SAMPLES) -> Network:
    return Network.create([2, 5, 1], inputs=samples.x, seed=seed)


def run(training: Training, steps: int) -> list[Step]:
    return [next(training) for _ in range(steps)]


def test_training_with_sparsity_and_pruning_finds_the_smallest_shape() -> None:
    samples, minimal = toy_samples(1000), 0
    for seed in range(3):
        training = Training(fresh(seed, samples), samples, Plan(steps=200, sparsity=0.01))
        steps = list(training)
        pruned = prune(training.network, attribution(training.network, samples.x), inputs=samples.x)
        minimal += sum(int(layer.alive.sum()) for layer in pruned.layers) == 3
        assert steps[-1].check_rmse < 0.05
    assert minimal == 3


def test_free_training_learns_the_law() -> None:
    assert list(Training(fresh(), SAMPLES, Plan(steps=100)))[-1].check_rmse < 0.01


@pytest.mark.parametrize("sparsity", [0.0, 0.02])
@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_resumed_training_continues_with_the_same_bits(optimiser: OptimiserName, sparsity: float) -> None:
    plan = Plan(steps=40, optimiser=optimiser, sparsity=sparsity)
    whole = Training(fresh(), SAMPLES, plan)
    run(whole, 13)
    meta, tensors = whole.state()
    resumed = Training.resume(SAMPLES, json.loads(json.dumps(meta)), tensors)
    assert run(resumed, 20) == run(whole, 20)
    assert torch.equal(resumed.network.parameters, whole.network.parameters)


def test_a_resumed_training_of_a_mixed_network_continues_with_the_same_bits() -> None:
    x, y = uniform(100, 2), uniform(100, 2, seed=5)
    whole = Training(mixed_network(x), Samples(x, y, x, y), Plan(steps=30, sparsity=0.01))
    run(whole, 7)
    resumed = Training.resume(whole.samples, *whole.state())
    assert run(resumed, 12) == run(whole, 12)


def test_two_interleaved_trainings_are_each_as_if_alone() -> None:
    plans = [Plan(steps=30, sparsity=0.02), Plan(steps=30, optimiser="adam")]
    alone = [run(Training(fresh(seed), SAMPLES, plan), 20) for seed, plan in enumerate(plans)]
    both = [Training(fresh(seed), SAMPLES, plan) for seed, plan in enumerate(plans)]
    together = [[next(training) for training in both] for _ in range(20)]
    assert [list(steps) for steps in zip(*together, strict=True)] == alone


def test_the_callers_network_is_left_alone() -> None:
    network = fresh()
    before = network.parameters.clone()
    run(Training(network, SAMPLES, Plan(steps=5)), 5)
    assert torch.equal(network.parameters, before)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_cut_edges_keep_their_curves_while_others_learn(optimiser: OptimiserName) -> None:
    cut = cut_edges(fresh(), [(0, 0, 0), (1, 2, 0)])
    training = Training(cut, SAMPLES, Plan(steps=10, optimiser=optimiser, adapt_every=0))
    list(training)
    assert torch.equal(training.network.parameters[~cut.trainable()], cut.parameters[~cut.trainable()])
    assert not torch.equal(training.network.parameters, cut.parameters)


def named_law() -> Network:
    """The toy law's own functions with constants as a fit of R² > .999 gives them."""
    network = Network.create([2, 1, 1], inputs=SAMPLES.x)
    spread = 1 / math.sqrt(3)
    network = fix_symbolic(network, (0, 0, 0), "sin", math.pi * spread * 1.02, 0.03, 1.0, 0.02)
    network = fix_symbolic(network, (0, 1, 0), "x^2", spread * 0.99, 0.01, 1.0, 0.0)
    return fix_symbolic(network, (1, 0, 0), "exp", 1.01, 0.0, 0.8, -1.3)


def test_a_fully_named_network_converges_to_the_exact_law_and_stops() -> None:
    steps = list(Training(named_law(), SAMPLES, Plan(steps=200, sparsity=0.01)))
    assert steps[-1].train_rmse < 1e-10
    assert steps[-1].converged
    assert len(steps) < 100
    assert {step.sparsity for step in steps} == {0.0}


def test_a_learning_rate_and_sparsity_can_be_changed_between_steps() -> None:
    training = Training(fresh(), SAMPLES, Plan(steps=20, optimiser="adam"))
    run(training, 10)
    training.adjust(learning_rate=1e-9, sparsity=0.05)
    before = training.network.parameters.clone()
    changed = run(training, 1)[0]
    assert changed.sparsity > 0
    assert changed.penalty > 0
    assert float((training.network.parameters - before).abs().max()) < 1e-7


def test_a_training_that_diverges_keeps_the_last_finite_network() -> None:
    training = Training(fresh(), SAMPLES, Plan(steps=50, optimiser="adam", learning_rate=1e200))
    with pytest.raises(Diverged) as caught:
        list(training)
    assert caught.value.step == training.step + 1
    assert bool(torch.isfinite(training.network(SAMPLES.x)).all())


def test_a_network_that_is_not_finite_from_the_start_names_the_edge() -> None:
    network = fix_symbolic(fresh(), (0, 1, 2), "log", 1.0, 0.0, 1.0, 0.0)
    with pytest.raises(Diverged) as caught:
        Training(network, SAMPLES, Plan())
    assert caught.value.edge == (0, 1, 2)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("steps", {"steps": 0}),
        ("optimiser", {"optimiser": "sgd"}),
        ("sparsity", {"sparsity": -1.0}),
        ("sparsity", {"sparsity": float("nan")}),
        ("learning_rate", {"learning_rate": 0.0}),
        ("adapt_every", {"adapt_every": -1}),
    ],
)
def test_an_impossible_plan_is_refused_by_the_argument_at_fault(name: str, change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=f"^{name} must"):
        Plan(**change)  # type: ignore[arg-type]
