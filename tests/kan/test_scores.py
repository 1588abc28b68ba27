from __future__ import annotations

import pytest
import torch
from tests.kan.laws import mixed_network, uniform

from kanscope.kan import surgery
from kanscope.kan.network import Network
from kanscope.kan.scores import (
    attribution,
    attribution_by_output,
    attribution_of_node,
    feature_interaction,
    forward_scores,
)
from kanscope.kan.trace import trace

X = uniform(200, 2)


def additive() -> Network:
    """f(x) = x0² + 0.3·x1², each square a node of its own; a third input nobody uses."""
    network = Network.create([3, 2, 1], inputs=uniform(200, 3))
    for edge, function, c in [((0, 0, 0), "x^2", 1), ((0, 1, 1), "x^2", 0.3)]:
        network = surgery.fix_symbolic(network, edge, function, 1, 0, c, 0)
    for edge in [(1, 0, 0), (1, 1, 0)]:
        network = surgery.fix_symbolic(network, edge, "x", 1, 0, 1, 0)
    return surgery.cut_edges(network, [(0, 0, 1), (0, 1, 0), (0, 2, 0), (0, 2, 1)])


def test_scores_start_at_one_and_a_node_passes_on_what_it_carries() -> None:
    network = mixed_network(X)
    scores = attribution(network, X)
    assert scores.nodes[2].tolist() == [1.0, 1.0]
    for edges, nodes in zip(scores.edges, scores.nodes, strict=False):
        assert torch.allclose(edges.sum(1), nodes)
    assert scores.edges[0][1, 0] == 0


def test_an_input_nobody_uses_scores_nothing() -> None:
    network = Network.create([2, 3, 1], inputs=X, seed=1)
    scores = attribution(surgery.cut_nodes(network, [(0, 1)]), X)
    assert scores.inputs[1] == 0
    assert scores.inputs[0] > 0


def test_the_scores_for_each_output_sum_to_those_for_all() -> None:
    network = mixed_network(X)
    one, two = attribution_by_output(network, X)
    both = attribution(network, X)
    for a, b, whole in zip(
        one.edges + one.nodes, two.edges + two.nodes, both.edges + both.nodes, strict=True
    ):
        assert torch.allclose(a + b, whole)
    assert one.nodes[-1].tolist() == [1.0, 0.0]


def test_outputs_may_start_with_scores_of_their_own() -> None:
    network = mixed_network(X)
    weighted = attribution(network, X, torch.tensor([2.0, 0.0]))
    assert torch.allclose(weighted.inputs, 2 * attribution_by_output(network, X)[0].inputs)
    with pytest.raises(ValueError, match=r"^outputs must hold 2 scores"):
        attribution(network, X, torch.ones(3))


def test_a_hidden_node_is_made_of_what_leads_into_it() -> None:
    x = uniform(200, 3)
    made_of = attribution_of_node(additive(), x, (1, 1))
    assert torch.allclose(made_of.inputs, torch.tensor([0.0, 1.0, 0.0], dtype=x.dtype))
    assert len(made_of.edges) == 1
    assert attribution_of_node(additive(), x, (0, 2)).inputs.tolist() == [0, 0, 1]
    with pytest.raises(ValueError, match=r"^node: \(1, 2\)"):
        attribution_of_node(additive(), x, (1, 2))


def test_a_product_is_made_of_its_factors() -> None:
    network = surgery.cut_edges(Network.create([2, (0, 1), 1], inputs=X), [(0, 0, 1), (0, 1, 0)])
    made_of = attribution_of_node(network, X, (1, 0))
    assert torch.allclose(made_of.inputs, torch.ones(2, dtype=X.dtype))


def test_forward_scores_are_the_spread_of_each_edge() -> None:
    network = mixed_network(X)
    scores, seen = forward_scores(network, X), trace(network, X)
    hidden = seen.nodes[1]
    expected = network.layers[1].edge_values(hidden).std(0, unbiased=False)
    assert torch.allclose(scores.edges[1], expected)
    relative = forward_scores(network, X, relative=True)
    assert torch.allclose(relative.edges[1], expected / (hidden.std(0, unbiased=False) + 0.1)[:, None])


def test_a_node_is_as_strong_forward_as_its_weaker_side() -> None:
    network = mixed_network(X)
    scores = forward_scores(network, X)
    first, last = scores.edges
    product = min(float(first[:, 2].max()), float(first[:, 3].max()), float(last[2].max()))
    assert scores.nodes[1][2] == product
    assert scores.nodes[1][0] == min(first[:, 0].max(), last[0].max())
    assert torch.equal(scores.inputs, first.amax(1))
    assert torch.equal(scores.nodes[2], last.amax(0))


def test_inputs_that_meet_in_a_node_are_counted_together() -> None:
    x = uniform(200, 3)
    assert feature_interaction(additive(), x, 1) == {(0,): 1, (1,): 1}
    assert feature_interaction(additive(), x, 2) == {(0, 1): 1}
    assert feature_interaction(additive(), x, 1, node_threshold=0.5) == {(0,): 1}
    assert feature_interaction(additive(), x, 2, input_threshold=0.5) == {(0,): 1}
    with pytest.raises(ValueError, match=r"^position"):
        feature_interaction(additive(), x, 0)


def test_an_idle_node_meets_nothing() -> None:
    x = uniform(200, 3)
    assert feature_interaction(surgery.cut_nodes(additive(), [(1, 0)]), x, 1) == {(1,): 1}
