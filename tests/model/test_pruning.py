from __future__ import annotations

import pytest
import torch

from kanscope import KAN


def test_scores_need_no_call_before_and_are_means_over_outputs(mixed: KAN) -> None:
    assert [tuple(scores.shape) for scores in mixed.node_scores] == [(2,), (3,), (2,)]
    assert [tuple(scores.shape) for scores in mixed.edge_scores] == [(4, 2), (2, 3)]
    for mean, each in zip(mixed.edge_scores, mixed.edge_scores_all, strict=True):
        assert torch.allclose(mean, each.mean(0))
    assert torch.allclose(
        mixed.feature_score, torch.stack([one.mean(0) for one in mixed.node_scores_all[:1]])[0]
    )


def test_attribute_of_a_hidden_node_says_what_it_is_made_of(mixed: KAN) -> None:
    assert mixed.attribute() is None
    whole = mixed.attribute(1)
    assert whole is not None and whole.shape == (3, 2)
    assert float(whole[0, 1]) == 0  # the edge from x2 is cut
    assert torch.equal(mixed.attribute(1, 2), whole[2])
    assert torch.allclose(whole.sum(0), mixed.feature_score)


def test_interaction_counts_nodes_made_of_the_same_inputs(mixed: KAN) -> None:
    assert mixed.feature_interaction(1) == {(0,): 1, (0, 1): 2}


def test_pruning_gives_a_smaller_model_and_leaves_this_one(trained: KAN) -> None:
    whole = trained.copy()
    small = whole.prune_node(mode="manual", active_neurons_id=[[1]])
    assert small.width == [[2, 0], [1, 0], [1, 0]] and whole.width == [[2, 0], [2, 0], [1, 0]]
    left, before = small.network.layers[0], whole.network.layers[0]
    assert torch.equal(left.weights[:, :, 0], before.weights[:, :, 1])


def test_a_node_that_does_nothing_is_pruned_without_changing_the_function(mixed: KAN) -> None:
    for edge in ((1, 0, 0), (1, 0, 1)):
        mixed.remove_edge(*edge)
    before = mixed(mixed.samples)
    small = mixed.prune(edge_th=0.0, node_th=0.0)
    assert small.width == [[2, 0], [1, 1], [2, 0]]
    assert torch.allclose(small(mixed.samples), before, atol=1e-12)


def test_pruned_inputs_keep_their_number_and_survive_saving(trained: KAN, tmp_path) -> None:  # type: ignore[no-untyped-def]
    model = trained.prune_input(active_inputs=[1])
    x = model.samples[:50]
    elsewhere = torch.cat([x[:, :1].flip(0), x[:, 1:]], 1)
    assert torch.equal(model(x), model(elsewhere))
    again = KAN.loadckpt(model.saveckpt(tmp_path / "pruned"))
    assert torch.equal(again(x), model(x))


def test_removing_an_edge_removes_a_named_one_too(mixed: KAN) -> None:
    edges = mixed.n_edge
    mixed.remove_edge(0, 0, 1)
    assert mixed.n_edge == edges - 1
    assert not bool(mixed.network.layers[0].edge_values(mixed.samples)[:, 0, 1].any())


@pytest.mark.parametrize(("mode", "left"), [("all", 4), ("up", 8), ("down", 4)])
def test_removing_a_product_removes_all_its_factors_edges(mode: str, left: int) -> None:
    model = KAN([2, [1, 1], 2])
    model.remove_node(1, 1, mode)
    assert model.n_edge == left


def test_what_cannot_be_pruned_is_said_and_nothing_changes(trained: KAN) -> None:
    model = trained.copy()
    before = model.flat.clone()
    with pytest.raises(ValueError, match="output would lose"):
        model.prune_edge(threshold=2.0)
    with pytest.raises(ValueError, match="threshold"):
        model.prune_node(threshold=2.0)
    with pytest.raises(ValueError, match="active_inputs"):
        model.prune_input(active_inputs=[7])
    with pytest.raises(ValueError, match="mode"):
        model.remove_node(1, 0, "sideways")
    with pytest.raises(ValueError, match="not an edge"):
        model.remove_edge(0, 0, 9)
    assert torch.equal(model.flat, before) and model.n_edge == 6


@pytest.mark.parametrize("listed", [[[99]], [[-1]], [[0, 2]], [[]]])
def test_only_nodes_that_exist_can_be_kept(trained: KAN, listed: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="active_neurons_id"):
        trained.prune_node(mode="manual", active_neurons_id=listed)


def test_what_is_removed_leaves_its_mean_behind(trained: KAN) -> None:
    for cut in (lambda model: model.remove_edge(1, 0, 0), lambda model: model.remove_node(1, 0)):
        model = trained.copy()
        before = model(model.samples).detach().mean()
        cut(model)
        assert float(model(model.samples).detach().mean()) == pytest.approx(float(before), abs=1e-9)
