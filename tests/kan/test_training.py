from __future__ import annotations

import json
import math
from typing import Any

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
from kanscope.kan.stages import SPARSIFY_AND_PRUNE, Stage
from kanscope.kan.surgery import cut_edges, fix_symbolic, lock_edges
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


EVERYTHING = {"batch": 64, "seed": 5, "patience": 15, "smoothness": 1e-4, "loss": "huber"}


@pytest.mark.parametrize("more", [{}, {"sparsity": 0.02}, EVERYTHING | {"sparsity": 0.02}])
@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_resumed_training_continues_with_the_same_bits(
    optimiser: OptimiserName, more: dict[str, Any]
) -> None:
    plan = Plan(steps=40, optimiser=optimiser, stages=SPARSIFY_AND_PRUNE, **more)
    whole = Training(fresh(), SAMPLES, plan)
    run(whole, 13)
    meta, tensors = whole.state()
    resumed = Training.resume(SAMPLES, json.loads(json.dumps(meta)), tensors)
    assert list(resumed) == list(whole)
    assert torch.equal(resumed.network.parameters, whole.network.parameters)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_training_by_batches_may_be_resumed_after_any_step(optimiser: OptimiserName) -> None:
    samples = toy_samples(40)
    network = Network.create([2, 3, 1], inputs=samples.x)
    plan = Plan(steps=30, optimiser=optimiser, batch=7, sparsity=0.01)
    whole = Training(network, samples, plan)
    for step in range(30):
        resumed = Training.resume(samples, *whole.state())
        assert (step, next(resumed)) == (step, next(whole))
        assert torch.equal(resumed.network.parameters, whole.network.parameters)


def test_a_resumed_training_of_a_mixed_network_continues_with_the_same_bits() -> None:
    x, y = uniform(100, 2), uniform(100, 2, seed=5)
    whole = Training(mixed_network(x), Samples(x, y, x, y), Plan(steps=30, sparsity=0.01))
    run(whole, 7)
    resumed = Training.resume(whole.samples, *whole.state())
    assert run(resumed, 12) == run(whole, 12)


def test_two_interleaved_trainings_are_each_as_if_alone() -> None:
    plans = [
        Plan(steps=30, sparsity=0.02),
        Plan(steps=30, optimiser="adam", batch=50, seed=1),
        Plan(steps=30, optimiser="lm", batch=100, seed=1, patience=5),
    ]
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
        ("batch", {"batch": 0}),
        ("patience", {"patience": -1}),
        ("seed", {"seed": -1}),
        ("stages", {"stages": ()}),
        ("stages", {"stages": (Stage(0.5, 1.0),)}),
        ("stages", {"stages": (Stage(1.0, 1.0), Stage(0.5, 0.0))}),
    ],
)
def test_an_impossible_plan_is_refused_by_the_argument_at_fault(name: str, change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=f"^{name} must"):
        Plan(**change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "values"), [("until", (0.0, 1.0)), ("strength", (1.0, -1.0)), ("prune", (1.0, 1.0, 1.5))]
)
def test_an_impossible_stage_is_refused(name: str, values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=f"^{name} must"):
        Stage(*values)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_run_may_sparsify_prune_and_polish_by_itself(optimiser: OptimiserName) -> None:
    steps = 800 if optimiser.startswith("adam") else 150
    plan = Plan(steps=steps, optimiser=optimiser, sparsity=0.02, stages=SPARSIFY_AND_PRUNE)
    training = Training(fresh(), SAMPLES, plan)
    last = list(training)[-1]
    assert sum(int(layer.alive.sum()) for layer in training.network.layers) < 15
    assert last.sparsity == 0
    assert last.check_rmse < 0.1


def test_adam_walks_on_evenly_when_sparsity_changes() -> None:
    training = Training(fresh(), SAMPLES, Plan(steps=500, optimiser="adam", sparsity=0.01))
    errors = [step.train_rmse for step in training]
    for start in (50, 200, 300, 400):
        assert max(errors[start : start + 10]) < 2 * errors[start - 1]


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_batches_teach_the_law_too(optimiser: OptimiserName) -> None:
    plan = Plan(steps=400 if optimiser.startswith("adam") else 60, optimiser=optimiser, batch=100)
    assert list(Training(fresh(), SAMPLES, plan))[-1].check_rmse < 0.1


def test_another_seed_draws_other_batches() -> None:
    runs = [run(Training(fresh(), SAMPLES, Plan(batch=100, seed=seed)), 3) for seed in (0, 0, 1)]
    assert runs[0] == runs[1] != runs[2]


def noisy_samples() -> Samples:
    """Few rows of nothing but noise: whatever is learnt is wrong."""
    return Samples(uniform(30, 2), uniform(30, 1, 2), uniform(30, 2, 3), uniform(30, 1, 4))


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_patience_ends_a_run_with_the_network_that_was_best_on_the_check_rows(
    optimiser: OptimiserName,
) -> None:
    samples = noisy_samples()
    plan = Plan(steps=400, optimiser=optimiser, patience=10)
    training = Training(fresh(samples=samples), samples, plan)
    steps = list(training)
    best = min(steps, key=lambda step: step.check_loss)
    assert training.best is not None
    assert (training.best.step, training.best.check_loss) == (best.step, best.check_loss)
    assert steps[-1].converged
    assert len(steps) == best.step + 10
    residual = training.network(samples.check_x) - samples.check_y
    assert math.isclose(float((residual**2).mean()), best.check_loss, rel_tol=1e-12)


def test_patience_waits_until_sparsity_has_done_its_work() -> None:
    samples = noisy_samples()
    plan = Plan(steps=100, optimiser="adam", sparsity=0.01, patience=5)
    training = Training(fresh(samples=samples), samples, plan)
    assert len(list(training)) >= 80
    assert training.best is not None
    assert training.best.step > 80


def test_an_edit_between_steps_cuts_names_and_locks_and_the_rest_learns_on() -> None:
    training = Training(fresh(), SAMPLES, Plan(steps=200, optimiser="lm", adapt_every=0))
    run(training, 5)
    edited = cut_edges(training.network, [(0, 0, 4)])
    edited = fix_symbolic(lock_edges(edited, [(0, 0, 1)]), (1, 0, 0), "exp", 0.5, 0.0, 1.0, 0.0)
    training.edit(edited)
    steps = run(training, 20)
    network = training.network
    assert not network.layers[0].alive[0, 4]
    assert network.layers[1].function[0][0] == "exp"
    assert torch.equal(network.layers[0].weights[0, :, 1], edited.layers[0].weights[0, :, 1])
    assert not torch.equal(network.layers[1].affine[0, 0], edited.layers[1].affine[0, 0])
    assert steps[-1].check_rmse < 0.05


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_an_edit_that_changes_nothing_changes_no_step_of_a_first_order_optimiser(
    optimiser: OptimiserName,
) -> None:
    plan = Plan(steps=30, optimiser=optimiser)
    plain, edited = (Training(fresh(), SAMPLES, plan) for _ in range(2))
    assert run(plain, 8) == run(edited, 8)
    edited.edit(edited.network)
    next_steps = run(plain, 3), run(edited, 3)
    if optimiser.startswith("adam"):
        assert next_steps[0] == next_steps[1]
    assert math.isclose(next_steps[0][-1].train_rmse, next_steps[1][-1].train_rmse, rel_tol=0.3)


def test_an_edited_training_resumes_with_the_same_bits() -> None:
    whole = Training(fresh(), SAMPLES, Plan(steps=40, optimiser="adamw", batch=70))
    run(whole, 5)
    whole.edit(cut_edges(whole.network, [(0, 1, 2)]))
    run(whole, 2)
    resumed = Training.resume(SAMPLES, *whole.state())
    assert run(resumed, 10) == run(whole, 10)


def test_an_edit_to_another_shape_or_to_infinity_is_refused_and_nothing_changes() -> None:
    training = Training(fresh(), SAMPLES, Plan(steps=40))
    run(training, 5)
    before = training.network.parameters.clone()
    with pytest.raises(ValueError, match=r"^network must keep its shape"):
        training.edit(Network.create([2, 3, 1], inputs=SAMPLES.x))
    with pytest.raises(ValueError, match=r"^network must keep its grid"):
        training.edit(Network.create([2, 5, 1], inputs=SAMPLES.x, grid=7))
    with pytest.raises(Diverged):
        training.edit(fix_symbolic(training.network, (0, 1, 2), "log", 1.0, 0.0, 1.0, 0.0))
    assert torch.equal(training.network.parameters, before)
    assert math.isfinite(run(training, 3)[-1].train_rmse)


@pytest.mark.parametrize("more", [{"batch": 50}, {"batch": 50, "patience": 3}])
def test_a_training_by_batches_that_diverges_keeps_the_last_finite_network(more: dict[str, Any]) -> None:
    plan = Plan(steps=50, optimiser="adam", learning_rate=1e200, **more)
    training = Training(fresh(), SAMPLES, plan)
    with pytest.raises(Diverged):
        list(training)
    assert bool(torch.isfinite(training.network(SAMPLES.x)).all())


def test_levenberg_marquardt_never_leaves_the_finite_numbers() -> None:
    network = fix_symbolic(fresh(), (0, 1, 2), "1/x", 1.0, 4.0, 1.0, 0.0)
    plan = Plan(steps=30, optimiser="lm", learning_rate=1e12)
    for step in Training(network, SAMPLES, plan):
        assert math.isfinite(step.train_rmse)
