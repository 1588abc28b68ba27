"""Pitfall 14: what ends in an unrelated exception there either works here, or is refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tests.kan.laws import uniform
from torch import Tensor

from kanscope import KAN
from kanscope.kan.functions.catalogue import FUNCTIONS
from kanscope.kan.hypotheses.hierarchy import hierarchy
from kanscope.kan.hypotheses.probe import Probe
from kanscope.kan.hypotheses.separability import find_sum
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.surgery import fix_symbolic
from kanscope.kan.surgery.deepen import add_layer
from kanscope.kan.surgery.grow import add_nodes
from kanscope.kan.train import Training

X = uniform(80, 2, seed=3)
Data = dict[str, Tensor]


def test_14_pruning_everything_away_is_refused(model: KAN) -> None:
    with pytest.raises(ValueError, match="would lose"):
        model.prune_node(1e9)
    with pytest.raises(ValueError, match="would lose"):
        model.prune_edge(1e9)


def test_14_edges_can_be_pruned_without_asking_for_scores_first(model: KAN) -> None:
    before = model.n_edge
    model.prune_edge(0.2)
    assert 0 < model.n_edge < before


def test_14_fewer_steps_than_grid_updates_are_no_division_by_zero(model: KAN, data: Data) -> None:
    model.fit(data, steps=1, stop_grid_update_step=3, grid_update_num=10)
    model.fit(data, steps=1, stop_grid_update_step=3, grid_update_num=10, update_grid=False)


def test_14_a_batch_larger_than_the_rows_is_all_rows(data: Data) -> None:
    x, y = data["train_input"], data["train_label"]
    samples = Samples(x, y, data["test_input"][:10], data["test_label"][:10])
    network = Network.create([2, 2, 1], inputs=x)

    def last(batch: int | None) -> Tensor:
        training = Training(network, samples, Plan(steps=5, optimiser="adam", batch=batch))
        list(training)
        return training.network.parameters

    assert torch.equal(last(10_000), last(None))


def test_14_an_ordinary_network_can_be_grown_and_saved(model: KAN, tmp_path: Path) -> None:
    grown = add_layer(model.network, 2, X)
    grown = add_nodes(grown, 1, X, sums=2, products=[3])
    deeper = KAN.of(grown)
    assert torch.allclose(deeper(X), model(X), atol=1e-9)
    loaded = KAN.loadckpt(deeper.saveckpt(tmp_path / "kept"))
    assert torch.equal(loaded(X), deeper(X))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_14_a_network_with_any_function_can_be_trained_where_it_has_values(name: str) -> None:
    x = torch.rand(40, 1, generator=torch.Generator().manual_seed(1), dtype=torch.float64) * 0.5 + 0.3
    network = fix_symbolic(Network.create([1, 2, 1], inputs=x), (0, 0, 0), name, 0.9, 0.05, 1.0, 0.0)
    training = Training(network, Samples(x, x.exp(), x, x.exp()), Plan(steps=3))
    list(training)
    assert torch.isfinite(training.network(x)).all()


def test_14_a_linear_function_is_a_sum(data: Data) -> None:
    found = find_sum(Probe(lambda x: x[:, 0] + 2 * x[:, 1], X))
    assert found.holds
    assert sorted(map(tuple, found.groups)) == [(0,), (1,)]


def test_14_the_tree_of_a_function_can_be_told_with_names() -> None:
    x = uniform(200, 3, seed=1)
    tree = hierarchy(lambda x: x[:, 0] * x[:, 1] + x[:, 2], x)
    assert tree.text(["mass", "speed", "rest"]) in {
        "sum(product(mass, speed), rest)",
        "sum(rest, product(mass, speed))",
    }


def test_14_fewer_samples_than_coefficients_still_give_coefficients() -> None:
    x = uniform(4, 2)
    model = KAN([2, 2, 1], grid=20, dtype=torch.float64)
    model.fit((x, x[:, :1]), steps=2)
    model.update_grid_from_samples(x)
    assert torch.isfinite(model.flat).all()
