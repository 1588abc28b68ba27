from __future__ import annotations

import itertools

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.kan.laws import deep_network, uniform

from kanscope.kan.network import Network
from kanscope.kan.scores import attribution
from kanscope.kan.surgery import auto_swap, connection_cost, cut_edges, reorder, swap_nodes
from kanscope.kan.trace import node_values

X = uniform(120, 2)
seeds = some.integers(0, 10_000)


@settings(max_examples=20, deadline=None)
@given(some.data(), seeds, some.sampled_from([1, 2]))
def test_nodes_in_another_order_are_the_same_function(data: some.DataObject, seed: int, at: int) -> None:
    network = deep_network(X, seed)
    sums, nodes = network.shape.width[at][0], network.shape.nodes(at)
    order = [*data.draw(some.permutations(range(sums))), *data.draw(some.permutations(range(sums, nodes)))]
    other = reorder(network, at, order)
    assert torch.allclose(other(3 * X), network(3 * X), rtol=1e-10, atol=1e-10)
    assert torch.allclose(node_values(other, X, at), node_values(network, X, at)[:, order], rtol=1e-10)
    back = reorder(other, at, [order.index(node) for node in range(nodes)])
    assert torch.equal(back.parameters, network.parameters)


def test_swapped_nodes_take_all_their_edges_along() -> None:
    network = cut_edges(Network.create([2, 3, 1], inputs=X), [(0, 1, 2)])
    swapped = swap_nodes(network, 1, 0, 2)
    assert swapped.layers[0].alive.tolist() == [[True] * 3, [False, True, True]]
    assert torch.equal(swapped.layers[1].weights[0], network.layers[1].weights[2])
    assert torch.equal(swapped.layers[1].lo, network.layers[1].lo[[2, 1, 0]])


def test_products_of_different_arity_change_places_whole() -> None:
    network = Network.create([2, (1, 2), 1], inputs=X, arity=[[2, 3], []])
    swapped = swap_nodes(network, 1, 1, 2)
    assert swapped.shape.arities[0] == (3, 2)
    assert torch.allclose(swapped(X), network(X), atol=1e-12)


def test_what_cannot_change_places_is_refused_by_name() -> None:
    network = Network.create([2, (1, 1), 1], inputs=X)
    for name, position, one, other in [("order", 1, 0, 1), ("nodes", 1, 0, 2), ("nodes", 0, 0, 1)]:
        with pytest.raises(ValueError, match=f"^{name}"):
            swap_nodes(network, position, one, other)
    with pytest.raises(ValueError, match=r"^order must hold each of 2 nodes once"):
        reorder(network, 1, [0, 0])
    with pytest.raises(ValueError, match=r"^position"):
        reorder(network, 2, [0])


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_tidying_costs_less_keeps_the_function_and_leaves_no_swap_that_helps(seed: int) -> None:
    network = deep_network(X, seed)
    tidy = auto_swap(network, attribution(network, X))
    assert torch.allclose(tidy(X), network(X), rtol=1e-10, atol=1e-10)
    cost = connection_cost(attribution(tidy, X).edges)
    assert cost <= connection_cost(attribution(network, X).edges) * (1 + 1e-9)
    for at in (1, 2):
        for one, other in itertools.combinations(range(tidy.shape.width[at][0]), 2):
            swapped = swap_nodes(tidy, at, one, other)
            assert connection_cost(attribution(swapped, X).edges) >= cost * (1 - 1e-6)


def test_crossed_chains_are_untangled() -> None:
    network = Network.create([3, 3, 3], inputs=uniform(100, 3))
    chains = [(0, 0, 2), (0, 1, 0), (0, 2, 1), (1, 2, 0), (1, 0, 1), (1, 1, 2)]
    every = [(l, i, j) for l in range(2) for i in range(3) for j in range(3)]
    network = cut_edges(network, [edge for edge in every if edge not in chains])
    tidy = auto_swap(network, attribution(network, uniform(100, 3)))
    assert all(torch.equal(layer.alive, torch.eye(3, dtype=torch.bool)) for layer in tidy.layers)
    assert connection_cost(attribution(tidy, uniform(100, 3)).edges) == 0


def test_the_cost_of_connections_is_that_of_pykan() -> None:
    edges = [torch.tensor([[1.0, 2.0, 3.0], [0.5, 0.0, 1.0]])]
    places_in, places_out = [0.25, 0.75], [1 / 6, 1 / 2, 5 / 6]
    expected = sum(
        abs(places_in[i] - places_out[j]) * float(edges[0][i, j]) for i in range(2) for j in range(3)
    )
    assert connection_cost(edges) == pytest.approx(expected)
