"""One shape from several seeds: trained together, told apart from one another, matched node by node."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from tests.kan.laws import toy_samples, uniform
from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.jacobian import free_columns, jacobian
from kanscope.kan.network import Network
from kanscope.kan.seeds.assignment import assign
from kanscope.kan.seeds.batch import Batch
from kanscope.kan.seeds.fitting import fit
from kanscope.kan.seeds.matching import look, matched
from kanscope.kan.stability import found_again, stability
from kanscope.kan.surgery import cut_edges, fix_symbolic

SAMPLES = toy_samples(400)
WIDTHS = ([2, 3, 1], [2, (1, 2), 2], [2, 2, (2, 1), 1])


def fresh(width: list[int | tuple[int, int]], seeds: int = 3, **options: object) -> list[Network]:
    return [Network.create(width, inputs=SAMPLES.x, seed=s, **options) for s in range(seeds)]  # type: ignore[arg-type]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("base", ["silu", "zero"])
def test_a_batch_computes_what_its_networks_do(width: list[int | tuple[int, int]], base: str) -> None:
    networks = [
        cut_edges(one, [(0, 1, 0)]) for one in fresh(width, base=base, grid=[4, 3, 5][: len(width) - 1])
    ]
    batch = Batch(networks, SAMPLES.x)
    tapes = batch.forward(slice(None))
    rows = len(SAMPLES.x)
    pull = torch.zeros(3, rows, networks[0].shape.nodes(len(width) - 1), dtype=torch.float64)
    pull[..., -1] = 1.0
    steep = batch.jacobian(tapes, batch.pulls(tapes, pull))
    for seed, one in enumerate(networks):
        assert torch.allclose(batch.outputs(tapes)[seed], one(SAMPLES.x), atol=1e-13)
        passes = Gradient(one, SAMPLES.x)
        passes.forward()
        exact = torch.zeros(rows, one.parameters.numel(), dtype=torch.float64)
        exact[:, free_columns(one)] = jacobian(passes)[:, -1]
        by_weights = torch.cat([w.flatten(1) for w in _weights_of(one, exact)], 1)
        assert torch.allclose(steep[seed].double(), by_weights, atol=1e-5)


def _weights_of(network: Network, rows: Tensor) -> list[Tensor]:
    """The columns (N, i·F·o) of each layer's weights."""
    parts = [network.split(row) for row in rows]
    return [torch.stack([part[l][0] for part in parts]) for l in range(network.shape.depth)]


def test_networks_learn_together_as_they_do_alone() -> None:
    networks = fresh([2, 3, 1])
    together = fit(networks, SAMPLES.x, SAMPLES.y, 12)
    for one, beside in zip(networks, together, strict=True):
        [alone] = fit([one], SAMPLES.x, SAMPLES.y, 12)
        error, other = (float((n(SAMPLES.x) - SAMPLES.y).square().mean()) for n in (alone, beside))
        assert error < 1e-3
        assert other == pytest.approx(error, rel=0.2)


def test_a_finished_network_leaves_the_batch_and_the_others_go_on() -> None:
    good = fit(fresh([2, 1, 1], 1), SAMPLES.x, SAMPLES.y, 60)[0]
    stuck, young = fit([good, fresh([2, 1, 1], 2)[1]], SAMPLES.x, SAMPLES.y, 60)
    for one in (stuck, young):
        assert float((one(SAMPLES.x) - SAMPLES.y).square().mean().sqrt()) < 0.02


def test_rows_without_weight_are_not_learnt() -> None:
    spoilt = SAMPLES.y.clone()
    spoilt[:50] += 100
    weights = torch.ones(len(spoilt), dtype=torch.float64)
    weights[:50] = 0
    [one] = fit(fresh([2, 1, 1], 1), SAMPLES.x, spoilt, 40, weights)
    assert float((one(SAMPLES.x) - SAMPLES.y).square().mean().sqrt()) < 0.02


def test_edges_of_the_right_shape_come_back_from_every_seed() -> None:
    network = Network.create([2, 1, 1], inputs=SAMPLES.x)
    found = stability(network, SAMPLES, seeds=5)
    assert len(found.counted) >= 4
    assert found.errors[found.best] < 0.01
    assert all(bool((recurs == 1).all()) for recurs in found.recurs)
    assert all(bool((present == 1).all()) for present in found.present)


def test_an_input_that_does_nothing_is_present_nowhere() -> None:
    x = torch.cat([SAMPLES.x, uniform(len(SAMPLES.x), 1, seed=9)], 1)
    samples = replace(SAMPLES, x=x, check_x=torch.cat([SAMPLES.check_x, uniform(80, 1, seed=8)], 1))
    found = stability(Network.create([3, 1, 1], inputs=x), samples, seeds=4)
    assert found.present[0][:, 0].tolist() == [1, 1, 0]
    assert found.recurs[0][2, 0] == 0


def test_a_seed_that_is_stuck_does_not_count() -> None:
    """From seed 4, without a base, [2, 1, 1] ends in the local minimum that half its runs are known for."""
    found = stability(Network.create([2, 1, 1], inputs=SAMPLES.x, base="zero"), SAMPLES, seeds=range(12))
    stuck = [place for place, error in enumerate(found.errors) if error > 0.1]
    assert stuck
    assert not set(stuck) & set(found.counted)


def test_the_same_seeds_give_the_same_bits_and_cut_edges_stay_cut() -> None:
    network = cut_edges(Network.create([2, 3, 1], inputs=SAMPLES.x), [(0, 0, 1), (1, 2, 0)])
    one, two = (stability(network, SAMPLES, seeds=3, steps=10) for _ in range(2))
    assert one.errors == two.errors
    for mine, theirs in zip(one.networks, two.networks, strict=True):
        assert torch.equal(mine.parameters, theirs.parameters)
        assert not mine.layers[0].edge_values(SAMPLES.x)[:, 0, 1].any()


def test_nodes_are_found_again_whatever_their_order_sign_and_size() -> None:
    network = Network.create([2, (2, 2), 1], inputs=SAMPLES.x, arity=[[2, 3], 2], seed=4)
    other = network.copy()
    order = [1, 0, 3, 2, 6, 4, 5]  # sums exchanged, factors exchanged, factors turned round
    other.layers[0].weights.copy_(network.layers[0].weights[:, :, order] * -2.5)
    looks = [look(one, SAMPLES.x) for one in (network, other)]
    (inputs, subnodes), (hidden, outputs) = matched(network, *looks)
    assert inputs == [0, 1]
    assert subnodes == [order.index(j) for j in range(7)]
    assert hidden == [1, 0, 2, 3]
    assert outputs == [0]


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 7), st.integers(0, 10_000))
def test_assignments_are_the_best_there_are(size: int, seed: int) -> None:
    gain = torch.rand(size, size, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    found = assign(gain)
    assert sorted(found) == list(range(size))
    rows, columns = linear_sum_assignment(gain.numpy(), maximize=True)
    assert float(gain[range(size), found].sum()) == pytest.approx(float(gain[rows, columns].sum()))


def test_equal_gains_are_no_trouble() -> None:
    assert sorted(assign(torch.zeros(4, 4))) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("options", "says"), [({"seeds": 1}, "seeds must be"), ({"steps": 0}, "steps must be")]
)
def test_impossible_numbers_are_refused(options: dict[str, int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        stability(Network.create([2, 1, 1], inputs=SAMPLES.x), SAMPLES, **options)


def test_networks_of_different_shape_are_no_batch() -> None:
    with pytest.raises(ValueError, match="one shape"):
        Batch([fresh([2, 1, 1], 1)[0], fresh([2, 2, 1], 1)[0]], SAMPLES.x)


def test_other_seeds_find_the_curves_of_the_law_again_named_or_not() -> None:
    shape = Network.create([2, 1, 1], inputs=SAMPLES.x, seed=0)
    [own] = fit([shape], SAMPLES.x, SAMPLES.y, 60)
    squares = torch.stack([SAMPLES.x[:, 1] ** 2, torch.ones(len(SAMPLES.x), dtype=torch.float64)], 1)
    c, d = torch.linalg.lstsq(squares, own.layers[0].edge_values(SAMPLES.x)[:, 1, :1]).solution[:, 0].tolist()
    named = fix_symbolic(own, (0, 1, 0), "x^2", 1, 0, c, d)
    for network in (own, named):
        found = found_again(network, SAMPLES, [5, 6, 7])
        assert [one.seed for one in found] == [5, 6, 7]
        good = [one for one in found if one.as_good]
        assert good
        assert all(bool(alike.all()) for one in good for alike in one.alike)


def test_a_curve_that_is_wrong_is_found_by_no_seed() -> None:
    shape = Network.create([2, 1, 1], inputs=SAMPLES.x, seed=0)
    [own] = fit([shape], SAMPLES.x, SAMPLES.y, 60)
    wrong = fix_symbolic(own, (0, 0, 0), "abs", 1, 0, 1, 0)
    assert not any(bool(one.alike[0][0, 0]) for one in found_again(wrong, SAMPLES, [5, 6]))


def test_whoever_watches_may_end_the_training_of_the_seeds() -> None:
    seen: list[int] = []

    def watch() -> None:
        seen.append(1)
        if len(seen) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        found_again(Network.create([2, 1, 1], inputs=SAMPLES.x, seed=0), SAMPLES, [1, 2], each_step=watch)
    assert len(seen) == 3
