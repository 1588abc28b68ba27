from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kan.laws import deep_network, uniform

from kanscope.kan import surgery
from kanscope.kan.network import Network
from kanscope.kan.objective import Objective
from kanscope.kan.optimisers.adam import Adam

X = uniform(200, 2)


def fresh() -> Network:
    return Network.create([2, 3, 1], inputs=X, seed=1)


def test_a_cut_edge_contributes_nothing() -> None:
    network = fresh()
    lost = network.layers[1].edge_values(network.layers[0](X))[:, 2, 0]
    cut = surgery.cut_edges(network, [(1, 2, 0)])
    assert torch.allclose(cut(X)[:, 0], network(X)[:, 0] - lost)
    assert network.layers[1].alive.all()


def test_the_mean_of_a_cut_edge_stays_when_the_samples_are_given() -> None:
    network = fresh()
    cut = surgery.cut_edges(network, [(1, 2, 0)], inputs=X)
    assert torch.allclose(cut(X).mean(), network(X).mean())
    assert not torch.allclose(cut(X), network(X))


def test_a_node_left_without_a_way_in_goes_with_its_mean_kept() -> None:
    network = fresh()
    cut = surgery.cut_edges(network, [(0, 0, 1), (0, 1, 1)], inputs=X)
    assert cut.layers[1].alive[:, 0].tolist() == [True, False, True]
    assert torch.allclose(cut(X).mean(), network(X).mean())
    assert torch.equal(cut(X), surgery.cut_nodes(network, [(1, 1)], inputs=X)(X))


def test_a_product_that_loses_a_factor_leads_nowhere() -> None:
    network = Network.create([2, (1, 1), 2], inputs=X)
    cut = surgery.cut_edges(network, [(0, 0, 2), (0, 1, 2)], inputs=X)
    assert cut.layers[1].alive.tolist() == [[True, True], [False, False]]
    assert torch.allclose(cut(X).mean(0), network(X).mean(0))


def test_a_named_edge_takes_the_mean_into_its_offset() -> None:
    network = surgery.lock_edges(surgery.fix_symbolic(fresh(), (1, 1, 0), "sin", 1, 0, 1, 0), [(1, 0, 0)])
    cut = surgery.cut_edges(network, [(1, 2, 0)], inputs=X)
    assert torch.allclose(cut(X).mean(), network(X).mean())
    assert cut.layers[1].affine[1, 0, 3] != 0


def test_a_restored_edge_is_as_it_was() -> None:
    network = fresh()
    there_and_back = surgery.restore_edges(surgery.cut_edges(network, [(0, 1, 2)], X), [(0, 1, 2)], X)
    assert torch.allclose(there_and_back(X), network(X))
    plain = surgery.restore_edges(surgery.cut_edges(network, [(0, 1, 2)]), [(0, 1, 2)])
    assert torch.equal(plain(X), network(X))


@settings(max_examples=25, deadline=None)
@given(st.data(), st.integers(0, 10_000))
def test_all_that_went_with_a_cut_comes_back_with_its_means_in_place(data: st.DataObject, seed: int) -> None:
    network = deep_network(X, seed)
    every = [(l, i, j) for l, e in enumerate(network.layers) for i, j in e.alive.nonzero().tolist()]
    cut = surgery.cut_edges(network, data.draw(st.lists(st.sampled_from(every), max_size=6)), X)
    back = surgery.restore_edges(cut, surgery.cut_between(network, cut), X)
    assert torch.allclose(back(X), network(X), rtol=1e-9, atol=1e-9)
    assert surgery.cut_between(network, back) == []


def test_cutting_a_node_cuts_all_its_edges_also_those_of_a_product() -> None:
    network = Network.create([2, (2, 1), 1], inputs=X)
    cut = surgery.cut_nodes(network, [(1, 2)])
    assert not cut.layers[0].alive[:, 2:].any()
    assert not cut.layers[1].alive[2].any()
    assert cut.layers[0].alive[:, :2].all()


def test_outputs_and_unknown_places_cannot_be_cut() -> None:
    with pytest.raises(ValueError, match=r"^nodes"):
        surgery.cut_nodes(fresh(), [(2, 0)])
    with pytest.raises(ValueError, match=r"^edges"):
        surgery.cut_edges(fresh(), [(0, 0, 3)])
    with pytest.raises(ValueError, match=r"^function"):
        surgery.fix_symbolic(fresh(), (0, 0, 0), "__import__", 1, 0, 1, 0)


def test_a_locked_edge_keeps_its_parameters_until_it_is_unlocked() -> None:
    locked = surgery.lock_edges(fresh(), [(0, 0, 0)])
    before = locked.layers[0].weights[0, :, 0].clone()
    objective, optimiser = Objective(locked, X, X[:, :1] * 3), Adam(1e-1, locked.trainable())
    here = objective(locked.parameters.clone())
    for _ in range(3):
        here = optimiser.step(here, objective)
    assert torch.equal(locked.layers[0].weights[0, :, 0], before)
    assert not torch.equal(here.parameters, fresh().parameters)
    assert surgery.unlock_edges(locked, [(0, 0, 0)]).trainable().sum() > locked.trainable().sum()


def test_a_named_edge_is_its_function() -> None:
    named = surgery.fix_symbolic(fresh(), (0, 0, 1), "sin", 2.0, 0.5, 3.0, -1.0)
    expected = 3 * torch.sin(2 * X[:, 0] + 0.5) - 1
    assert torch.allclose(named.layers[0].edge_values(X)[:, 0, 1], expected)
    assert named.layers[0].function[0][1] == "sin"


def test_an_edge_that_loses_its_name_keeps_its_curve() -> None:
    named = surgery.fix_symbolic(fresh(), (0, 0, 1), "x^2", 1.0, 0.1, 1.0, 0.0)
    free = surgery.unfix_symbolic(named, (0, 0, 1))
    assert free.layers[0].function[0][1] is None
    assert torch.allclose(free(X), named(X), atol=1e-10)


def test_a_curve_with_a_pole_gives_way_to_the_former_spline() -> None:
    before = fresh()
    named = surgery.fix_symbolic(before, (0, 0, 1), "log", 1.0, 0.0, 1.0, 0.0)
    assert torch.equal(surgery.unfix_symbolic(named, (0, 0, 1))(X), before(X))


def test_a_pole_beyond_the_samples_does_not_matter_to_an_edge_that_loses_its_name() -> None:
    network = fresh()
    end = network.layers[0].hi[0] * 0.5 + X[:, 0].max() * 0.5
    named = surgery.fix_symbolic(network, (0, 0, 1), "1/x", -1.0, float(end) + 1.0, 1.0, 0.0)
    border = surgery.fix_symbolic(network, (0, 0, 1), "sqrt", -1.0, float(end), 1.0, 0.0)
    for one in (named, border):
        free = surgery.unfix_symbolic(one, (0, 0, 1), X)
        assert float((free(X) - one(X)).std()) < 0.05 * float(one(X).std())
