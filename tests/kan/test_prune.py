from __future__ import annotations

import pytest
import torch
from tests.kan.laws import uniform

from kanscope.kan.network import Network
from kanscope.kan.prune import prune, prune_edges, prune_inputs, prune_nodes
from kanscope.kan.scores import Scores, attribution
from kanscope.kan.surgery import cut_between, lock_edges

X = uniform(200, 2)


def fresh() -> Network:
    return Network.create([2, 3, 1], inputs=X, seed=1)


def scored(first: list[list[float]], last: list[list[float]]) -> Scores:
    edges = [torch.tensor(first), torch.tensor(last)]
    return Scores(edges, [edges[0].sum(1), edges[1].sum(1), torch.ones(1)])


def test_weak_edges_go_and_strong_ones_stay() -> None:
    pruned = prune(fresh(), scored([[0.5, 0.01, 0.2], [0.5, 0.4, 0.2]], [[0.9], [0.4], [0.3]]))
    assert pruned.layers[0].alive.tolist() == [[True, False, True], [True, True, True]]
    assert pruned.layers[1].alive.all()


def test_a_node_without_a_way_out_or_in_goes_too() -> None:
    out = prune(fresh(), scored([[0.5, 0.5, 0.5]] * 2, [[0.9], [0.01], [0.3]]))
    assert out.layers[0].alive.tolist() == [[True, False, True]] * 2
    into = prune(fresh(), scored([[0.5, 0.01, 0.5]] * 2, [[0.9], [0.4], [0.3]]))
    assert into.layers[1].alive.tolist() == [[True], [False], [True]]


def test_nothing_is_dropped_at_thresholds_below_every_score() -> None:
    network = fresh()
    pruned = prune(network, attribution(network, X), -1.0, -1.0, inputs=X)
    assert torch.equal(pruned(X), network(X))


def test_the_output_stays_centred() -> None:
    network = fresh()
    pruned = prune(network, scored([[0.5, 0.5, 0.5]] * 2, [[0.9], [0.01], [0.3]]), inputs=X)
    assert torch.allclose(pruned(X).mean(), network(X).mean())


def test_an_output_never_loses_everything() -> None:
    with pytest.raises(ValueError, match="an output would lose all its edges"):
        prune(fresh(), scored([[0.5, 0.5, 0.5]] * 2, [[0.02], [0.01], [0.03]]))


@pytest.mark.parametrize("edge", [(0, 0, 1), (1, 1, 0)])
def test_a_locked_edge_stays_with_one_way_from_an_input_to_an_output(edge: tuple[int, int, int]) -> None:
    network = lock_edges(fresh(), [edge])
    pruned = prune(network, scored([[0.5, 0.01, 0.5], [0.5, 0.02, 0.5]], [[0.9], [0.01], [0.3]]))
    into = [True, False] if edge[0] == 0 else [False, True]  # the locked one, or else the stronger
    assert pruned.layers[0].alive[:, 1].tolist() == into
    assert pruned.layers[1].alive[1, 0]


def test_a_locked_factor_keeps_its_whole_product() -> None:
    network = lock_edges(Network.create([2, (1, 1), 1], inputs=X), [(0, 0, 1)])
    pruned = prune(network, attribution(network, X), 0.9, 0.9)
    assert pruned.layers[0].alive[0, 1]
    assert pruned.layers[0].alive[:, 2].any()
    assert pruned.layers[1].alive[1, 0]


def test_a_product_keeps_one_edge_of_each_factor() -> None:
    network = Network.create([2, (0, 1), 1], inputs=X)
    edges = [torch.tensor([[0.9, 0.001], [0.2, 0.002]]), torch.ones(1, 1)]
    scores = Scores(edges, [torch.ones(2), torch.ones(1), torch.ones(1)])
    assert prune(network, scores).layers[0].alive.tolist() == [[True, False], [True, True]]


def test_edges_nodes_and_inputs_can_be_pruned_alone() -> None:
    scores = scored([[0.5, 0.01, 0.2], [0.005, 0.001, 0.002]], [[0.9], [0.4], [0.005]])
    edges = prune_edges(fresh(), scores, 0.1)
    assert edges.layers[0].alive.tolist() == [[True, False, False], [False, False, False]]
    nodes = prune_nodes(fresh(), scores)
    assert nodes.layers[0].alive.tolist() == [[True, True, False]] * 2
    inputs = prune_inputs(fresh(), scores)
    assert inputs.layers[0].alive.tolist() == [[True] * 3, [False] * 3]
    assert inputs.layers[1].alive.all()


def test_which_edges_went_is_told() -> None:
    network = fresh()
    nodes = prune_nodes(network, scored([[0.5, 0.5, 0.5]] * 2, [[0.9], [0.4], [0.005]]))
    assert cut_between(network, nodes) == [(0, 0, 2), (0, 1, 2), (1, 2, 0)]
    assert cut_between(nodes, network) == []


def test_an_input_under_a_locked_edge_is_still_heard() -> None:
    network = lock_edges(fresh(), [(0, 1, 0)])
    inputs = prune_inputs(network, scored([[0.5] * 3, [0.001] * 3], [[0.9], [0.4], [0.3]]))
    assert inputs.layers[0].alive.tolist() == [[True] * 3, [True, False, False]]


def test_losing_every_input_is_refused() -> None:
    with pytest.raises(ValueError, match="an output would lose all its edges"):
        prune_inputs(fresh(), scored([[0.001] * 3] * 2, [[0.9], [0.4], [0.3]]))
