"""Edits of a network's structure in a worker: its function stays, and so do the fits of its names."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from tests.engine.made import fresh, trained

from kanscope.engine.worker.picture import picture
from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.records import edge_records, network_record
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.lock import lock
from kanscope.engine.worker.tasks.prune import prune_inputs
from kanscope.engine.worker.tasks.structure import deepen, grow, swap
from kanscope.study.operations import AddLayer, Grow, LockEdges, PruneInputs, SwapNodes
from kanscope.study.records import Edge


@pytest.fixture(scope="module")
def toy() -> Session:
    session = trained(fresh(), 20)
    return replace(session, fits={"edge:0:1:0": 0.9, "edge:1:2:0": 0.8, "edge:1:0:0": 0.7})


def same_function(one: Session, other: Session) -> bool:
    return torch.allclose(one.network(one.inputs), other.network(one.inputs), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("product", [False, True])
def test_grown_nodes_appear_in_the_records_and_leave_the_errors_as_they_are(
    toy: Session, product: bool
) -> None:
    grown = grow(Grow(layer=1, nodes=2, product=product), toy).session
    assert same_function(grown, toy)
    record = network_record(grown)
    assert record.width == ((2, (3, 2), 1) if product else (2, 5, 1))
    assert record.test_rmse == pytest.approx(network_record(toy).test_rmse)
    assert len(edge_records(grown)) == (2 * 7 + 5 if product else 15)
    assert grown.fits == toy.fits


def test_growth_beyond_memory_is_refused_in_words(toy: Session) -> None:
    wide = trained(fresh((2, 3, 512, 1)), 1)
    huge = Grow.model_construct(layer=1, nodes=10**8)
    with pytest.raises(EditRefused, match=r"cannot be added.*GiB"):
        grow(huge, wide)


def test_a_new_layer_moves_the_fits_behind_it_up(toy: Session) -> None:
    deeper = deepen(AddLayer(at=1), toy).session
    assert same_function(deeper, toy)
    assert network_record(deeper).width == (2, 3, 3, 1)
    assert deeper.fits == {"edge:0:1:0": 0.9, "edge:2:2:0": 0.8, "edge:2:0:0": 0.7}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_picture_can_be_drawn_of_a_network_with_a_new_layer(toy: Session, at: int) -> None:
    deeper = deepen(AddLayer(at=at), toy).session
    assert same_function(deeper, toy)
    assert picture(deeper)


def test_swapped_nodes_take_their_fits_along(toy: Session) -> None:
    swapped = swap(SwapNodes(nodes=("node:1:0", "node:1:2")), toy).session
    assert same_function(swapped, toy)
    assert swapped.fits == {"edge:0:1:2": 0.9, "edge:1:0:0": 0.8, "edge:1:2:0": 0.7}


def by_id(session: Session) -> dict[str, Edge]:
    return {edge.id: edge for edge in edge_records(session)}


def test_an_input_that_is_cut_stays_in_its_place(toy: Session) -> None:
    deaf = prune_inputs(PruneInputs(inputs=("x1",)), toy).session
    assert {edge.status for id, edge in by_id(deaf).items() if id.startswith("edge:0:0:")} == {"cut"}
    assert {edge.status for id, edge in by_id(deaf).items() if id.startswith("edge:0:1:")} == {"spline"}
    assert network_record(deaf).width == (2, 3, 1)


def test_the_last_input_and_one_under_a_lock_are_not_cut(toy: Session) -> None:
    with pytest.raises(EditRefused, match="Nothing would be left"):
        prune_inputs(PruneInputs(inputs=("x1", "x2")), toy)
    held = lock(LockEdges(edges=("edge:0:0:1",)), toy).session
    with pytest.raises(EditRefused, match=r"x1 → h1\.2 is locked"):
        prune_inputs(PruneInputs(inputs=("x1",)), held)
