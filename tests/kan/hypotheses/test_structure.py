"""What a function says about how it is put together."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kan.laws import mixed_network, uniform
from torch import Tensor

from kanscope.kan.differentiable import differentiable
from kanscope.kan.gradient import Gradient
from kanscope.kan.hypotheses.hierarchy import hierarchy
from kanscope.kan.hypotheses.interactions import interactions
from kanscope.kan.hypotheses.probe import Field, Probe
from kanscope.kan.hypotheses.separability import find_product, find_sum, is_product, is_sum
from kanscope.kan.hypotheses.symmetry import follows, is_curve_of_sum, is_symmetric
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.train import Training

X = uniform(300, 4, seed=5)
NAMES = ["a", "b", "c", "d"]


def linear(x: Tensor) -> Tensor:
    return x @ torch.tensor([1.0, -2.0, 3.0, 0.5], dtype=x.dtype)


def mixed(x: Tensor) -> Tensor:
    return torch.sin(3 * x[:, 0] * x[:, 1]) + x[:, 2] ** 2 + torch.exp(x[:, 3])


def shifted_product(x: Tensor) -> Tensor:
    return (x[:, 0] + x[:, 1] ** 2) * torch.exp(x[:, 2]) * x[:, 3] + 5


def kinked(x: Tensor) -> Tensor:
    return (x[:, 0] + x[:, 1]).abs() + x[:, 2] + x[:, 3]


def test_every_linear_function_is_a_sum_of_its_inputs() -> None:
    found = find_sum(Probe(linear, X))
    assert found.holds
    assert found.groups == ((0,), (1,), (2,), (3,))
    assert found.exchange < 1e-14
    assert found.curvature == 0
    assert found.rows == 300


def test_a_constant_is_a_sum_and_depends_on_nothing() -> None:
    assert find_sum(Probe(lambda x: x[:, 0] * 0 + 2, X)).holds
    with pytest.raises(ValueError, match="none of its inputs"):
        hierarchy(lambda x: torch.ones(len(x), dtype=x.dtype), X)


def test_the_finest_sum_is_found() -> None:
    found = find_sum(Probe(mixed, X))
    assert found.groups == ((0, 1), (2,), (3,))
    assert found.exchange < 1e-14
    assert found.curvature is not None
    assert found.curvature < 1e-14


def test_a_product_is_found_with_its_offset() -> None:
    found = find_product(Probe(shifted_product, X))
    assert found.holds
    assert found.groups == ((0, 1), (2,), (3,))
    assert found.offset == pytest.approx(-5, abs=1e-9)
    assert not find_sum(Probe(shifted_product, X)).holds


def test_an_offset_that_is_given_is_kept() -> None:
    probe = Probe(shifted_product, X)
    groups = [[0, 1], [2], [3]]
    assert is_product(probe, groups, offset=-5.0).holds
    refused = is_product(probe, groups, offset=0.0)
    assert not refused.holds
    assert refused.offset == 0
    assert refused.curvature is not None
    assert refused.curvature > 0.02


def test_groups_that_cut_through_a_term_do_not_hold() -> None:
    found = is_sum(Probe(mixed, X), [[0, 2], [1, 3]])
    assert not found.holds
    assert found.exchange > 0.3


def test_a_kink_counts_though_no_second_derivative_sees_it() -> None:
    probe = Probe(kinked, X)
    both = interactions(probe)
    assert both.curvature.abs().max() == 0
    assert both.share[0, 1] > 0.1
    assert find_sum(probe).groups == ((0, 1), (2,), (3,))


def test_interaction_shares_are_those_of_theory() -> None:
    """f = a·b + c on [-1, 1]: variances 1/9 and 1/3."""
    share = interactions(Probe(lambda x: x[:, 0] * x[:, 1] + x[:, 2], uniform(4000, 3))).share
    assert float(share[0, 1]) == pytest.approx(0.5, abs=0.03)
    assert float(share[0, 0]) == pytest.approx(0.5, abs=0.03)
    assert float(share[2, 2]) == pytest.approx(0.75**0.5, abs=0.03)
    assert float(share[0, 2] + share[1, 2]) < 1e-14
    assert torch.equal(share, share.T)


def test_a_group_seen_through_one_number_is_a_symmetry() -> None:
    def f(x: Tensor) -> Tensor:
        return torch.sin(x[:, 0] ** 2 + x[:, 1] * x[:, 2]) * x[:, 3] + x[:, 3] ** 3

    probe = Probe(f, X)
    assert is_symmetric(probe, [0, 1, 2]).exchange < 1e-7
    assert not is_symmetric(probe, [0, 3]).holds
    assert is_symmetric(probe, [1, 2]).holds


def test_a_function_follows_the_scalar_it_is_made_of() -> None:
    def f(x: Tensor) -> Tensor:
        return torch.exp(-(x[:, 0] ** 2) - x[:, 1] ** 2) * x[:, 2]

    probe = Probe(f, X)
    radius = follows(probe, lambda x: (x[:, 0] ** 2 + x[:, 1] ** 2).sqrt())
    assert radius.groups == ((0, 1),)
    assert radius.exchange < 1e-7
    assert not follows(probe, lambda x: x[:, 0] + x[:, 1]).holds
    with pytest.raises(ValueError, match="at least two inputs"):
        follows(probe, lambda x: x[:, 2])


def test_a_curve_of_a_sum_is_told_from_other_functions() -> None:
    def f(x: Tensor) -> Tensor:
        return torch.tanh(x[:, 0] ** 3 + torch.sin(x[:, 1]) + x[:, 2] * x[:, 3])

    probe = Probe(f, X)
    assert is_curve_of_sum(probe, [[0], [1], [2, 3]]).exchange < 1e-7
    assert not is_curve_of_sum(probe, [[0, 2], [1, 3]]).holds
    assert not is_curve_of_sum(Probe(lambda x: x[:, 0] * x[:, 1] + x[:, 0] ** 2, X[:, :2]), [[0], [1]]).holds


@pytest.mark.parametrize(
    ("f", "tree"),
    [
        (linear, "sum(a, b, c, d)"),
        (mixed, "sum(curve of a sum(a, b), c, d)"),
        (shifted_product, "product(sum(a, b), c, d)"),
        (lambda x: torch.exp(x[:, 0]) + 0 * x[:, 1], "a"),
        (lambda x: torch.tanh(x[:, 0] + 2 * x[:, 1]) * x[:, 2] + torch.sin(4 * x[:, 2] * x[:, 3]),
         "joint(curve of a sum(a, b), c, d)"),
        (lambda x: torch.sin(x[:, 0] * x[:, 1] + x[:, 2] + x[:, 0]) + x[:, 3],
         "sum(curve of a sum(curve of a sum(a, b), c), d)"),
    ],
)  # fmt: skip
def test_the_tree_of_a_function(f: Field, tree: str) -> None:
    assert hierarchy(f, X).text(NAMES) == tree


def test_of_many_inputs_single_ones_are_still_told_apart() -> None:
    def f(x: Tensor) -> Tensor:
        return torch.exp(x[:, :9].sum(1) / 3) + x[:, 9] * x[:, 10]

    part = hierarchy(f, uniform(200, 11, seed=4))
    assert [inner.kind for inner in part.parts] == ["product", "product"]
    assert [inner.inputs for inner in part.parts] == [tuple(range(9)), (9, 10)]


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(4)), st.integers(0, 1000))
def test_structure_does_not_depend_on_the_order_of_columns(order: list[int], seed: int) -> None:
    def f(x: Tensor) -> Tensor:
        return mixed(x[:, order])

    found = find_sum(Probe(f, X, seed=seed))
    expected = sorted(sorted(order[i] for i in group) for group in [[0, 1], [2], [3]])
    assert sorted(sorted(group) for group in found.groups) == expected


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_derivatives_of_a_network_are_exact(k: int) -> None:
    x = uniform(60, 2, seed=2) * 1.3
    network = mixed_network(x[:40], k=k)
    plain = differentiable(network)
    assert torch.allclose(plain(x), network(x), atol=1e-12)
    probe = Probe(network, x, output=1)
    step = 1e-6
    for i in range(2):
        shift = torch.zeros(2, dtype=x.dtype)
        shift[i] = step
        slope = (network(x + shift) - network(x - shift))[:, 1] / (2 * step)
        near = (slope - probe.gradient[:, i]).abs()
        assert near.median() < 1e-8
        bend = (probe.gradient_at(x + shift) - probe.gradient_at(x - shift)) / (2 * step)
        assert (bend - probe.hessian[:, i]).abs().median() < 1e-6


def test_inner_gradients_agree_with_the_hand_written_pass() -> None:
    x = uniform(40, 2, seed=3)
    network = mixed_network(x)
    passes = Gradient(network, x)
    passes.forward()
    network.parameters.requires_grad_()
    by_parameters = torch.autograd.grad(_plain_sum(network, x), network.parameters)[0]
    network.parameters.requires_grad_(False)
    by_hand = passes.backward(torch.ones(40, 2, dtype=x.dtype))
    free = network.trainable()
    assert torch.allclose(by_parameters[free], by_hand[free], atol=1e-11)


def _plain_sum(network: Network, x: Tensor) -> Tensor:
    return differentiable(network)(x).sum()


def test_a_fitted_network_shows_the_structure_of_its_law() -> None:
    x = uniform(500, 3, seed=1)
    y = x[:, :1] * x[:, 1:2] + torch.sin(2 * x[:, 2:])
    training = Training(
        Network.create([3, 5, 1], inputs=x, grid=4), Samples(x, y, x[:50], y[:50]), Plan(30, "lm")
    )
    list(training)
    part = hierarchy(training.network, x[:200])
    assert part.text(NAMES) == "sum(product(a, b), c)"
    assert part.finding is not None
    assert part.finding.groups == ((0, 1), (2,))
    assert 0 < part.finding.exchange < 0.01


@pytest.mark.parametrize(
    ("groups", "says"), [([[0, 1]], "two or more"), ([[0], [2, 3]], "once"), ([[0, 1], [1, 2, 3]], "once")]
)
def test_groups_that_are_no_partition_are_refused(groups: list[list[int]], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        is_sum(Probe(mixed, X), groups)


@pytest.mark.parametrize("group", [[0], [0, 1, 2, 3], [0, 7], [1, 1]])
def test_a_group_every_function_is_symmetric_in_is_refused(group: list[int]) -> None:
    with pytest.raises(ValueError, match="group must hold from 2 to 3"):
        is_symmetric(Probe(mixed, X), group)


def test_a_function_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="f must be finite on x, but is not on"):
        Probe(lambda x: x[:, 0].log(), X)
    with pytest.raises(ValueError, match="output must be below 2, got 3"):
        Probe(lambda x: x[:, :2], X, output=3)
