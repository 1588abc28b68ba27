from __future__ import annotations

import json
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kan.laws import uniform
from torch import Tensor

from kanscope.kan.ends import continue_ends
from kanscope.kan.grid import adapt, follow_samples, refine, settle
from kanscope.kan.jacobian import free_columns
from kanscope.kan.network import Network
from kanscope.kan.objective import Objective
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import OptimiserName, Plan
from kanscope.kan.state import network_from_state, network_state
from kanscope.kan.surgery import (
    compact,
    cut_edges,
    fix_symbolic,
    grant,
    lock_edges,
    release,
    reorder,
    unfix_symbolic,
)
from kanscope.kan.train import Training
from kanscope.kan.wishes.form import Form, nearest
from kanscope.kan.wishes.wish import Wish

OPTIMISERS: list[OptimiserName] = ["lm", "lbfgs", "adam", "adamw"]
WISHES = [
    Wish("rising"),
    Wish("falling"),
    Wish("convex"),
    Wish("concave"),
    Wish("odd", (0.2,)),
    Wish("even", (-0.1,)),
    Wish("periodic", (0.9,)),
    Wish("zero outside", (-0.5, 1.4)),
]
EDGE = (0, 0, 1)
X = uniform(200, 2, seed=1)


def named(wish: Wish) -> str:
    return wish.kind


def contrary_samples() -> Samples:
    """A law whose first input rises, falls, bends both ways and repeats nothing."""
    y = torch.sin(4 * X[:, :1]) + X[:, :1] ** 2 * X[:, 1:] + 0.3 * X[:, :1]
    return Samples(X[:150], y[:150], X[150:], y[150:])


def curve(network: Network, x: Tensor) -> Tensor:
    """The wished edge's values at points x (n,), far beyond its grid too."""
    return network.layers[0].edge_values(x[:, None].expand(-1, 2))[:, EDGE[1], EDGE[2]]


def breach(network: Network, wish: Wish) -> float:
    """By how much the curve breaks its wish, anywhere from -4 to 4 (on the grid, for periods)."""
    x = torch.linspace(-4, 4, 4001, dtype=torch.float64)
    values = curve(network, x)
    steps, bends = values.diff(), values.diff(n=2)
    lo, hi = float(network.layers[0].lo[0]), float(network.layers[0].hi[0])
    on_grid = x[(x >= lo) & (x + 0.9 <= hi)]
    breaches: dict[str, Tensor] = {
        "rising": -steps,
        "falling": steps,
        "convex": -bends,
        "concave": bends,
        "odd": (curve(network, 0.2 + x) + curve(network, 0.2 - x)).abs(),
        "even": (curve(network, -0.1 + x) - curve(network, -0.1 - x)).abs(),
        "periodic": (curve(network, on_grid) - curve(network, on_grid + 0.9)).abs(),
        "zero outside": values[(x < -0.5) | (x > 1.4)].abs(),
    }
    broken = breaches[wish.kind]
    return float(broken.max()) / (1 + float(values.abs().max())) if len(broken) else math.inf


def wished(wish: Wish, grid: int = 8, base: str = "silu", seed: int = 0) -> Network:
    return grant(Network.create([2, 3, 1], inputs=X, grid=grid, base=base, seed=seed), EDGE, wish)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("wish", WISHES, ids=named)
def test_a_wish_holds_at_every_point_after_every_optimiser(wish: Wish, optimiser: OptimiserName) -> None:
    training = Training(wished(wish), contrary_samples(), Plan(steps=12, optimiser=optimiser, sparsity=1e-3))
    before = curve(training.network, X[:, 0])
    steps = list(training)
    assert breach(training.network, wish) < 1e-12
    assert not torch.equal(curve(training.network, X[:, 0]), before)
    assert steps[-1].train_rmse < steps[0].train_rmse


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(WISHES),
    st.integers(0, 10**6),
    st.sampled_from([6, 9, 20]),
    st.sampled_from([1, 2, 3, 5]),
    st.booleans(),
)
def test_any_numbers_at_all_make_a_curve_that_keeps_the_wish(
    wish: Wish, seed: int, grid: int, k: int, uneven: bool
) -> None:
    network = Network.create([2, 2, 1], inputs=X, grid=grid + k, k=k)
    network = follow_samples(network, X, 0.3)[0] if uneven else network
    network = grant(network, EDGE, wish)
    objective = Objective(network, X, X[:, :1])
    dice = torch.Generator().manual_seed(seed)
    objective.stand(torch.randn(len(network.parameters), generator=dice, dtype=torch.float64) * 3)
    assert breach(network, wish) < 1e-11


@pytest.mark.parametrize("wish", WISHES, ids=named)
def test_a_wish_outlives_adapting_refining_and_every_other_change_of_the_grid(wish: Wish) -> None:
    network = wished(wish)
    list(training := Training(network, contrary_samples(), Plan(steps=5, optimiser="lm")))
    for changed in (
        adapt(training.network, X * 2.5),
        refine(training.network, 16, X)[0],
        refine(training.network, 13, X)[0],
        settle(training.network, 30, X),
        follow_samples(training.network, X)[0],
        continue_ends(training.network, X[:20] / 4),
        training.network.to(dtype=torch.float64),
    ):
        assert breach(changed, wish) < 1e-12
        assert [kept for *_, kept in changed.layers[0].wiring.wishes] == [wish]


@pytest.mark.parametrize("wish", WISHES, ids=named)
def test_refining_to_a_multiple_does_not_change_a_wished_curve(wish: Wish) -> None:
    network = wished(wish)
    fine, change = refine(network, 16, X)
    if wish.kind != "zero outside":  # on a finer grid more splines fit into the interval, and fewer are split
        assert change.outputs < 1e-10
    assert breach(fine, wish) < 1e-12


@pytest.mark.parametrize("wish", WISHES, ids=named)
def test_a_wish_outlives_cutting_naming_reordering_and_a_saved_state(wish: Wish) -> None:
    network = wished(wish)
    cut = cut_edges(network, [(0, 1, 1), (0, 0, 0)], inputs=X)
    renamed = unfix_symbolic(fix_symbolic(network, EDGE, "sin", 3.0, 0.4, 1.0, 0.3), EDGE, X)
    spec, tensors = network_state(network)
    saved = network_from_state(json.loads(json.dumps(spec)), tensors)
    assert torch.equal(saved.parameters, network.parameters)
    assert saved.layers[0].wiring.wishes == network.layers[0].wiring.wishes
    for changed in (cut, renamed, saved):
        assert breach(changed, wish) < 1e-12
    without = compact(cut_edges(network, [(0, 0, 0), (0, 1, 0), (1, 0, 0)]))
    assert without.layers[0].wiring.wishes == ((0, 0, wish),)
    swapped = reorder(network, 1, [1, 0, 2])
    assert swapped.layers[0].wiring.wishes == ((0, 0, wish),)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("kind", ["rising", "periodic"])
def test_a_resumed_training_with_a_wish_continues_with_the_same_bits(
    kind: str, optimiser: OptimiserName
) -> None:
    wish = next(one for one in WISHES if one.kind == kind)
    whole = Training(wished(wish), contrary_samples(), Plan(steps=20, optimiser=optimiser))
    for _ in range(7):
        next(whole)
    meta, tensors = whole.state()
    resumed = Training.resume(whole.samples, json.loads(json.dumps(meta)), tensors)
    assert list(resumed) == list(whole)


@pytest.mark.parametrize("wish", WISHES, ids=named)
def test_the_gradient_by_the_free_numbers_is_that_of_finite_differences(wish: Wish) -> None:
    network = wished(wish)
    objective = Objective(network, X, X[:, :1], 0.01)
    start = objective.start()
    gradient = objective(start).gradient
    direction = uniform(1, len(start), seed=3)[0] * network.trainable()
    up, down = (objective(start + sign * 1e-6 * direction).value for sign in (1, -1))
    assert math.isclose((up - down) / 2e-6, float(gradient @ direction), rel_tol=1e-5)


@pytest.mark.parametrize("wish", WISHES, ids=named)
def test_the_curvature_by_the_free_numbers_predicts_the_gradients_change_where_residuals_vanish(
    wish: Wish,
) -> None:
    network = wished(wish)
    objective = Objective(network, X, network(X).clone())
    start = objective.start()
    objective.stand(start)
    objective = Objective(network, X, network(X).clone())
    order = free_columns(network)
    move = uniform(1, len(order), seed=4)[0] * 1e-5
    predicted = objective.curvature(start) @ move
    there = objective(start.index_add(0, order, move)).gradient[order]
    assert float((there - predicted).norm()) < 1e-3 * float(predicted.norm())


def test_a_wish_that_is_true_costs_no_accuracy() -> None:
    y = torch.tanh(2 * X[:, :1]) + X[:, 1:] ** 2
    samples = Samples(X[:150], y[:150], X[150:], y[150:])
    network = Network.create([2, 1], inputs=X, grid=8)
    network = grant(grant(network, (0, 0, 0), Wish("rising")), (0, 1, 0), Wish("even", (0.0,)))
    training = Training(network, samples, Plan(steps=40, optimiser="lm"))
    assert list(training)[-1].check_rmse < 2e-3


def test_granting_changes_a_curve_that_keeps_the_wish_already_by_its_base_function_only() -> None:
    network = Network.create([2, 3, 1], inputs=X, grid=8, base="zero")
    rising = wished(Wish("rising"), base="zero")
    again = grant(rising, EDGE, Wish("rising"))
    assert torch.allclose(again(X), rising(X), atol=1e-12)
    freed = release(rising, EDGE)
    assert freed.layers[0].wiring.wishes == ()
    assert torch.equal(freed(X), rising(X))
    assert network.layers[0].wiring.wishes == ()


@given(st.lists(st.floats(-3, 3), min_size=2, max_size=12))
def test_the_nearest_rising_coefficients_are_those_of_pooled_violators(values: list[float]) -> None:
    own = torch.tensor(values, dtype=torch.float64)
    size = len(own)
    form = Form(torch.ones(size, size, dtype=torch.float64).tril(), torch.arange(size) >= 1)
    kept = form.matrix @ nearest(form, own)
    assert torch.allclose(kept, _pooled(own), atol=1e-9)


def _pooled(values: Tensor) -> Tensor:
    """Isotonic regression by pooling adjacent violators, the oracle."""
    pools: list[tuple[float, int]] = []
    for value in values.tolist():
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, n), (b, m) = pools[-2:]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m)]
    return torch.tensor([mean for mean, size in pools for _ in range(size)], dtype=torch.float64)


@pytest.mark.parametrize(
    ("kind", "values", "complaint"),
    [
        ("wavy", (), "^kind must be one of"),
        ("odd", (), "^values must be 1 finite numbers for odd"),
        ("odd", (math.nan,), "^values must be 1 finite"),
        ("periodic", (0.0,), "^values: a period must be above 0"),
        ("zero outside", (1.0, 0.0), "^values: an interval"),
    ],
)
def test_an_impossible_wish_is_refused(kind: str, values: tuple[float, ...], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Wish(kind, values)


def test_a_wish_its_place_does_not_allow_is_refused_with_the_reason() -> None:
    network = Network.create([2, 3, 1], inputs=X, grid=8)
    with pytest.raises(ValueError, match=r"^values: the centre 5 must be inside"):
        grant(network, EDGE, Wish("odd", (5.0,)))
    with pytest.raises(ValueError, match=r"^values: a period of 0.01 needs a grid of"):
        grant(network, EDGE, Wish("periodic", (0.01,)))
    with pytest.raises(ValueError, match=r"^grid must be finer than 8"):
        grant(network, EDGE, Wish("zero outside", (0.0, 0.1)))
    with pytest.raises(ValueError, match="has a name or is locked"):
        grant(lock_edges(network, [EDGE]), EDGE, Wish("rising"))
    with pytest.raises(ValueError, match="a locked curve lies on it"):
        grant(lock_edges(network, [(0, 0, 0)]), EDGE, Wish("odd", (0.2,)))
    with pytest.raises(ValueError, match="needs another grid than the edge to 1"):
        grant(grant(network, EDGE, Wish("odd", (0.2,))), (0, 0, 0), Wish("even", (0.1,)))
    with pytest.raises(ValueError, match=r"^edges: \(0, 5, 0\)"):
        grant(network, (0, 5, 0), Wish("rising"))


def test_several_wishes_live_side_by_side_on_one_input() -> None:
    network = wished(Wish("odd", (0.2,)))
    for edge, wish in (((0, 0, 0), Wish("even", (0.2,))), ((0, 0, 2), Wish("zero outside", (-0.9, 0.9)))):
        network = grant(network, edge, wish)
    training = Training(network, contrary_samples(), Plan(steps=15, optimiser="lm"))
    list(training)
    assert breach(training.network, Wish("odd", (0.2,))) < 1e-12
    x = torch.linspace(-3, 3, 301, dtype=torch.float64)
    values = training.network.layers[0].edge_values(x[:, None].expand(-1, 2))[:, 0]
    assert float(values[(x < -0.9) | (x > 0.9), 2].abs().max()) < 1e-12
    mirrored = training.network.layers[0].edge_values((0.4 - x)[:, None].expand(-1, 2))[:, 0]
    assert torch.allclose(values[:, 0], mirrored[:, 0], atol=1e-12)


def test_a_hidden_curve_keeps_its_wish_while_its_range_moves() -> None:
    network = grant(Network.create([2, 3, 1], inputs=X, grid=8), (1, 0, 0), Wish("concave"))
    network = grant(
        network, (1, 1, 0), Wish("odd", (float(network.layers[1].lo[1] / 2 + network.layers[1].hi[1] / 2),))
    )
    training = Training(network, contrary_samples(), Plan(steps=30, optimiser="lm"))
    list(training)
    layer, centre = training.network.layers[1], network.layers[1].wiring.wishes[1][2].values[0]
    x = torch.linspace(-5, 5, 1001, dtype=torch.float64)
    there = layer.edge_values((centre + x)[:, None].expand(-1, 3))[..., 0]
    back = layer.edge_values((centre - x)[:, None].expand(-1, 3))[..., 0]
    assert float(there[:, 0].diff(n=2).max()) < 1e-12
    assert float((there[:, 1] + back[:, 1]).abs().max()) < 1e-10


@pytest.mark.parametrize("kind", ["rising", "convex", "odd"])
def test_a_run_with_patience_ends_exactly_at_its_best(kind: str) -> None:
    wish = next(one for one in WISHES if one.kind == kind)
    training = Training(
        wished(wish), contrary_samples(), Plan(steps=60, optimiser="adam", learning_rate=0.1, patience=8)
    )
    list(training)
    assert training.best is not None
    assert torch.equal(training.network.parameters, training.best.network.parameters)


def test_an_edit_elsewhere_leaves_a_wished_curve_in_every_bit() -> None:
    training = Training(wished(Wish("rising")), contrary_samples(), Plan(steps=20, optimiser="lm"))
    for _ in range(4):
        next(training)
    before = training.network.layers[0].weights.clone()
    training.edit(cut_edges(training.network, [(0, 1, 0)]))
    assert torch.equal(training.network.layers[0].weights, before)
