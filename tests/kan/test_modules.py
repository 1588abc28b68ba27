from __future__ import annotations

import pytest
import torch
from tests.kan.laws import uniform

from kanscope.kan.grid import adapt
from kanscope.kan.network import Network
from kanscope.kan.surgery import cut_between, cut_inputs, cut_nodes, module, sparse_start
from kanscope.kan.surgery.idle import has_way_in, has_way_out
from kanscope.kan.surgery.sparse import nearest

X = uniform(120, 4)


def fresh() -> Network:
    return Network.create([4, 4, 2], inputs=X, seed=2)


def test_modules_have_nothing_to_do_with_each_other() -> None:
    apart = module(fresh(), 0, "[0,1]->[0,1]->[0,1]->[0]")
    half = [[True, True, False, False]] * 2 + [[False, False, True, True]] * 2
    assert apart.layers[0].alive.tolist() == half
    assert apart.layers[1].alive.tolist() == [[True, False]] * 2 + [[False, True]] * 2
    changed = torch.cat([X[:, :2], X[:, 2:] * 0.5], 1)
    assert torch.equal(apart(changed)[:, 0], apart(X)[:, 0])
    assert not torch.equal(apart(changed)[:, 1], apart(X)[:, 1])


def test_indices_may_count_from_the_end_and_a_chain_may_start_later() -> None:
    apart = module(fresh(), 1, " [-1, -2] -> [-1] ")
    assert apart.layers[0].alive.all()
    assert apart.layers[1].alive.tolist() == [[True, False]] * 2 + [[False, True]] * 2


def test_the_means_of_the_edges_between_modules_stay() -> None:
    apart = module(fresh(), 1, "[0,1]->[0]", X)
    assert torch.allclose(apart(X).mean(0), fresh()(X).mean(0))


@pytest.mark.parametrize(
    ("name", "start", "chain"),
    [
        ("chain must read like", 0, "[0]->[0]->[1]"),
        ("chain must read like", 0, "[0]->x"),
        ("chain must read like", 0, ""),
        ("chain: there is no node 4 among 4", 0, "[4]->[0]"),
        ("start", 1, "[0]->[0]->[0]->[0]"),
        ("start", -1, "[0]->[0]"),
    ],
)
def test_chains_that_make_no_sense_are_refused(name: str, start: int, chain: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}"):
        module(fresh(), start, chain)


def test_a_sparse_start_connects_nearest_neighbours_and_nobody_is_left_out() -> None:
    sparse = sparse_start(Network.create([4, (2, 1), 2, 1], inputs=X), X)
    for at in range(4):
        assert (has_way_in(sparse, at) & has_way_out(sparse, at)).all()
    assert sparse.layers[0].alive.tolist() == torch.eye(4).bool().tolist()
    assert adapt(sparse, X) is sparse


@pytest.mark.parametrize(
    ("inputs", "outputs", "pairs"),
    [
        (3, 3, [(0, 0), (1, 1), (2, 2)]),
        (4, 2, [(0, 0), (1, 0), (2, 1), (3, 1)]),
        (2, 5, [(0, 0), (0, 1), (0, 2), (1, 3), (1, 4)]),
        (3, 1, [(0, 0), (1, 0), (2, 0)]),
    ],
)
def test_neighbours_are_nearest_in_the_drawing(
    inputs: int, outputs: int, pairs: list[tuple[int, int]]
) -> None:
    assert [tuple(pair) for pair in nearest(inputs, outputs).nonzero().tolist()] == pairs


def test_an_input_that_is_cut_keeps_its_place() -> None:
    deaf = cut_inputs(fresh(), [1, 3], X)
    assert deaf.layers[0].alive.tolist() == [[True] * 4, [False] * 4, [True] * 4, [False] * 4]
    assert torch.allclose(deaf.layers[0](X).mean(0), fresh().layers[0](X).mean(0))
    assert torch.equal(deaf(torch.cat([X[:, :3], 9 * X[:, 3:]], 1)), deaf(X))
    with pytest.raises(ValueError, match=r"^nodes: \(0, 4\)"):
        cut_inputs(fresh(), [4])


def test_one_side_of_a_node_can_be_cut_alone() -> None:
    deaf = cut_nodes(fresh(), [(1, 2)], side="in")
    assert cut_between(fresh(), deaf) == [(0, i, 2) for i in range(4)]
    mute = cut_nodes(fresh(), [(1, 2)], side="out")
    assert cut_between(fresh(), mute) == [(1, 2, 0), (1, 2, 1)]
    assert cut_between(fresh(), cut_nodes(fresh(), [(0, 2)], side="in")) == []
