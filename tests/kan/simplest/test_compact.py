from __future__ import annotations

import pytest
import torch
from tests.kan.laws import mixed_network, uniform

from kanscope.kan.network import Network
from kanscope.kan.simplest.compact import compacted, living_edges, used_inputs, without_stranded
from kanscope.kan.surgery import cut_edges, cut_nodes, fix_symbolic


def test_a_network_without_its_idle_nodes_computes_the_same() -> None:
    x = uniform(50, 3)
    made = Network.create([3, (3, 2), (2, 1), 2], inputs=x, arity=[[2, 3], 2, 2], seed=4)
    named = fix_symbolic(made, (0, 1, 2), "sin", 1.3, 0.2, 0.8, -0.1)
    thinner = without_stranded(cut_nodes(named, [(1, 0), (1, 3), (2, 1)], x), x)
    assert thinner is not None
    small = compacted(thinner)
    assert small.width == [3, (2, 1), (1, 1), 2]
    assert small.shape.arities[0] == (3,)
    assert torch.allclose(small(x), thinner(x), atol=1e-12)
    assert living_edges(small) == living_edges(thinner)


def test_inputs_stay_though_nothing_uses_them() -> None:
    x = uniform(50, 3)
    network = cut_nodes(Network.create([3, 2, 1], inputs=x), [(0, 1)])
    assert compacted(network).width == [3, 2, 1]
    assert used_inputs(network) == 2


def test_a_network_in_full_use_is_left_as_it_is() -> None:
    network = mixed_network(uniform(40, 2))
    assert compacted(network) is network


def test_a_network_cut_in_two_is_refused() -> None:
    x = uniform(30, 2)
    network = cut_edges(Network.create([2, 1, 1], inputs=x), [(0, 0, 0), (0, 1, 0), (1, 0, 0)])
    with pytest.raises(ValueError, match="no living edge"):
        compacted(network)


def test_leaving_out_the_only_way_to_an_output_leaves_nothing() -> None:
    x = uniform(30, 2)
    network = Network.create([2, 1, 1], inputs=x)
    assert without_stranded(cut_nodes(network, [(1, 0)], x), x) is None
