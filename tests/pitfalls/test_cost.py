"""Pitfalls 17-22: what it costs, counted in tensors and operations rather than in seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from tests.kan.laws import uniform
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from kanscope import KAN
from kanscope.formats.own import to_bytes
from kanscope.kan.grid import refine
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.surgery import cut_edges, fix_symbolic
from kanscope.kan.train import Training

X = uniform(80, 2, seed=3)


class Counter(TorchDispatchMode):
    """How many operations run, and how many numbers the largest tensor they make has in memory."""

    operations = 0
    largest = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        made = func(*args, **(kwargs or {}))
        self.operations += 1
        for one in made if isinstance(made, tuple | list) else (made,):
            if isinstance(one, Tensor):
                self.largest = max(self.largest, one.untyped_storage().nbytes() // one.element_size())
        return made


def counted(work: Callable[[], object]) -> Counter:
    with Counter() as counter:
        work()
    return counter


def test_17_coefficients_are_no_view_of_something_as_long_as_the_samples() -> None:
    x = uniform(1000, 2)
    fresh = Network.create([2, 2, 1], inputs=x)
    for network in (fresh, refine(fresh, 7, x)[0]):
        held = network.parameters
        assert held.untyped_storage().nbytes() == held.numel() * held.element_size()
        assert len(to_bytes(network)) < held.numel() * held.element_size() + 10_000


def test_17_refitting_factors_one_matrix_an_input_and_not_one_an_edge() -> None:
    x = uniform(100, 4)
    narrow, wide = (Network.create([4, outputs], inputs=x, grid=10) for outputs in (2, 64))
    cost = [counted(lambda n=n: refine(n, 20, x)).largest for n in (narrow, wide)]
    assert cost[1] < 8 * cost[0]


def test_18_a_pass_forward_makes_no_tensor_of_every_edge_on_every_sample() -> None:
    x = uniform(100, 64)
    network = Network.create([64, 64], inputs=x, grid=3)
    features = 100 * 64 * (3 + 3 + 1)
    assert counted(lambda: network(x)).largest < 1.2 * features  # all edges would be 100·64·64


def test_19_a_named_edge_costs_as_much_in_a_large_network_as_in_a_small_one() -> None:
    def operations(width: int) -> int:
        x = uniform(10, width)
        network = fix_symbolic(Network.create([width, width], inputs=x), (0, 0, 0), "sin", 1, 0, 1, 0)
        dead = [(0, i, j) for i in range(width) for j in range(width) if (i, j) != (0, 0)]
        network = cut_edges(network, dead)
        network(x)
        return counted(lambda: network(x)).operations

    assert operations(30) == operations(2) < 100


@pytest.mark.parametrize("rows", [1_000, 20_000])
def test_20_naming_an_edge_needs_no_more_memory_for_more_rows(rows: int) -> None:
    model = KAN([1, 1], dtype=torch.float64)
    model.get_act(uniform(rows, 1))
    counter = counted(lambda: model.candidates(0, 0, 0))
    assert counter.largest < 2_000_000  # pykan's grid alone is 10 201 numbers a row


def test_21_a_picture_is_one_text_with_a_path_an_edge() -> None:
    model = KAN([30, 5, 1], dtype=torch.float64)
    picture = model.plot()
    assert picture.count("<svg") == 1
    assert picture.count("<image") == 0
    assert picture.count("<path") >= model.n_edge
    assert len(picture) < 3_000 * model.n_edge


def test_22_the_optimiser_forgets_what_it_learnt_on_another_grid() -> None:
    y = torch.sin(3 * X[:, :1]) * X[:, 1:]
    network = Network.create([2, 3, 1], inputs=0.2 * X)  # grids far too narrow: they will be fitted anew
    training = Training(network, Samples(X, y, X, y), Plan(steps=40, adapt_every=4))
    moves = []
    for _ in range(4):
        before = training.network
        next(training)
        moves.append(len(training.state()[1]["optimiser.moves"]))
    assert training.network is not before
    assert moves[:3] == [1, 2, 3]
    assert moves[3] == 0


def test_22_what_cannot_move_is_no_parameter() -> None:
    network = Network.create([2, 3, 1], inputs=X, grid=4, k=3)
    edges = 2 * 3 + 3 * 1
    assert network.parameters.numel() == edges * (4 + 3 + 1 + 4)  # coefficients, base, and a, b, c, d
    assert network.trainable().sum() == edges * (4 + 3 + 1)
