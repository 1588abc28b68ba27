from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import islice

import pytest
import torch
from tests.kan.laws import toy_samples, uniform
from torch import Tensor

from kanscope.kan.samples import Samples
from kanscope.kan.simplest.compact import used_inputs
from kanscope.kan.simplest.search import simplest
from kanscope.kan.simplest.stage import Stage, good_enough


def samples(law: Callable[[Tensor], Tensor], inputs: int, rows: int = 700, noise: float = 0.0) -> Samples:
    x = uniform(rows, inputs, seed=5)
    y = law(x)[:, None]
    y = (y - y.mean()) / y.std()
    y += noise * torch.randn(rows, 1, generator=torch.Generator().manual_seed(6), dtype=torch.float64)
    train = rows * 5 // 7
    return Samples(x[:train], y[:train], x[train:], y[train:])


def found(given: Samples, widest: list[int | tuple[int, int]], seed: int = 0) -> Stage:
    *_, last = simplest(given, widest, seed=seed)
    assert last.act == "found"
    return last


@pytest.mark.parametrize("seed", range(2))
def test_the_toy_law_needs_one_node(seed: int) -> None:
    last = found(toy_samples(700), [2, 4, 1], seed)
    assert last.network.width == [2, 1, 1]
    assert last.error < 1e-3


def test_inputs_that_do_not_matter_end_without_edges() -> None:
    last = found(samples(lambda x: (x[:, 0] ** 2 + x[:, 1] ** 2 + 0.1).sqrt(), 4), [4, 3, 1])
    assert last.edges == 3
    assert last.network.layers[0].alive[:, 0].tolist() == [True, True, False, False]


def test_a_product_of_two_inputs_is_one_product_node_where_products_are_allowed() -> None:
    last = found(samples(lambda x: x[:, 0] * x[:, 1], 2), [2, (1, 1), 1])
    assert last.network.width == [2, (0, 1), 1]
    assert last.edges == 3


def test_a_sum_of_curves_needs_no_hidden_node() -> None:
    last = found(samples(lambda x: torch.sin(3 * x[:, 0]) + x[:, 1] ** 2, 2), [2, 3, 1])
    assert last.network.width == [2, 1]


def test_noise_does_not_buy_edges() -> None:
    law = samples(lambda x: torch.exp(torch.sin(math.pi * x[:, 0]) + x[:, 1] ** 2), 2, noise=0.2)
    last = found(law, [2, 3, 1])
    assert last.network.width == [2, 1, 1]
    assert last.error < 0.25


def test_two_outputs_are_explained_together() -> None:
    one = samples(lambda x: torch.exp(x[:, 0] + x[:, 1] ** 2), 2)
    both = replace(
        one, y=torch.cat([one.y, one.y**2], 1), check_y=torch.cat([one.check_y, one.check_y**2], 1)
    )
    last = found(both, [2, 2, 2])
    assert last.network.width == [2, 1, 2]
    assert last.edges == 4


def test_the_same_seed_gives_the_same_stages() -> None:
    first, second = (list(simplest(toy_samples(300), [2, 3, 1], seed=7)) for _ in range(2))
    assert [(s.act, s.edges, s.error, s.reason) for s in first] == [
        (s.act, s.edges, s.error, s.reason) for s in second
    ]
    assert torch.equal(first[-1].network.parameters, second[-1].network.parameters)


def test_a_search_can_be_looked_at_and_stopped_after_any_stage() -> None:
    (first,) = islice(simplest(toy_samples(300), [2, 3, 1]), 1)
    assert first.act == "sparsified"
    assert used_inputs(first.network) == 2
    assert first.reason


def test_a_target_that_does_not_vary_is_refused() -> None:
    given = toy_samples(100)
    still = replace(given, y=torch.ones_like(given.y))
    with pytest.raises(ValueError, match="does not vary"):
        next(simplest(still, [2, 2, 1]))


def test_a_width_for_other_samples_is_refused() -> None:
    with pytest.raises(ValueError, match=r"samples\.x"):
        next(simplest(toy_samples(100), [3, 2, 1]))


def test_good_enough_is_five_times_as_far_off_but_never_half_a_percent_of_the_variance() -> None:
    assert good_enough(4e-4, 1e-4)
    assert good_enough(9e-4, 1e-6)
    assert not good_enough(6e-2, 1e-2)
    assert not good_enough(0.33, 0.3)
    assert good_enough(0.305, 0.3)


def test_rows_count_by_their_weights() -> None:
    """Half of the rows tell of another law, with no weight."""
    given = samples(lambda x: torch.exp(x[:, 0] + x[:, 1] ** 2), 2)
    other = torch.arange(len(given.x)) % 2 == 1
    y = torch.where(other[:, None], given.x[:, :1] * 3, given.y)
    last = found(replace(given, y=y, weights=(~other).double()), [2, 2, 1])
    assert last.network.width == [2, 1, 1]
    assert last.error < 1e-2
