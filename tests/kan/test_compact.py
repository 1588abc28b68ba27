from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kan.laws import uniform

from kanscope.kan.network import Network
from kanscope.kan.surgery import cut_edges, fix_symbolic
from kanscope.kan.surgery.compact import compact

X = uniform(40, 2)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_leaving_idle_nodes_out_changes_no_bit_of_the_function(data: st.DataObject) -> None:
    network = Network.create([2, (2, 2), (1, 1), 2], inputs=X, grid=3, arity=[[2, 3], [2], []], seed=2)
    network = fix_symbolic(network, (1, 3, 0), "tanh", 1.0, 0.2, 0.5, 0.1)
    every = [(l, i, j) for l, e in enumerate(network.layers) for i, j in torch.nonzero(e.alive).tolist()]
    network = cut_edges(network, data.draw(st.lists(st.sampled_from(every), max_size=len(every))))
    small = compact(network)
    assert torch.allclose(small(X), network(X), atol=1e-12)
    assert sum(int(e.alive.sum()) for e in small.layers) == sum(int(e.alive.sum()) for e in network.layers)


def test_only_idle_nodes_go() -> None:
    network = Network.create([2, (2, 1), 1], inputs=X, arity=[[3], []])
    assert compact(network).width == [2, (2, 1), 1]
    idle = cut_edges(network, [(0, 0, 0), (0, 1, 0), (1, 0, 0)])
    assert compact(idle).width == [2, (1, 1), 1]
    one_factor_left = cut_edges(network, [(1, 2, 0), *((0, i, j) for i in (0, 1) for j in (2, 3))])
    assert compact(one_factor_left).width == [2, (2, 1), 1]


def test_a_layer_without_any_edge_keeps_one_node() -> None:
    network = Network.create([2, 2, 1], inputs=X)
    every = [(l, i, j) for l, e in enumerate(network.layers) for i, j in torch.nonzero(e.alive).tolist()]
    assert compact(cut_edges(network, every)).width == [2, 1, 1]
