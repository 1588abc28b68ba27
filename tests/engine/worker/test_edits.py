"""Edits in a worker: what is locked stays, and what cannot be done is refused in words."""

from __future__ import annotations

import math

import pytest
from tests.engine.made import fresh, trained

from kanscope.engine.worker.problem import EditRefused, problem_of
from kanscope.engine.worker.records import edge_records
from kanscope.engine.worker.runs import refuse_undefined
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.lock import lock
from kanscope.engine.worker.tasks.prune import prune, prune_nodes
from kanscope.kan.divergence import Diverged
from kanscope.kan.surgery import fix_symbolic
from kanscope.kan.trace import node_values
from kanscope.study.operations import LockEdges, Prune, PruneNodes


@pytest.fixture(scope="module")
def toy() -> Session:
    return trained(fresh(), 20)


@pytest.mark.parametrize("edge", ["edge:0:0:0", "edge:0:1:2", "edge:1:1:0"])
def test_pruning_leaves_a_locked_edge_alive(toy: Session, edge: str) -> None:
    held = lock(LockEdges(edges=(edge,)), toy).session
    pruned = prune(Prune(node_threshold=0.9, edge_threshold=0.9), held).session
    assert {one.id: one.status for one in edge_records(pruned)}[edge] == "spline"


def test_a_node_with_a_locked_edge_is_not_cut(toy: Session) -> None:
    held = lock(LockEdges(edges=("edge:0:1:2",)), toy).session
    with pytest.raises(EditRefused, match=r"x2 → h1\.3 is locked"):
        prune_nodes(PruneNodes(nodes=("node:1:2",)), held)
    assert prune_nodes(PruneNodes(nodes=("node:1:1",)), held)


def test_an_edit_that_leaves_a_named_function_without_a_value_is_refused(toy: Session) -> None:
    hidden = node_values(toy.network, toy.inputs, 1)[:, 0]
    log = fix_symbolic(toy.network, (1, 0, 0), "log", 1.0, 1e-3 - float(hidden.min()), 0.3, 0.0)
    lifted = toy.with_network(fix_symbolic(log, (0, 1, 0), "x", 1.0, 0.0, -9.0, 0.0))
    with pytest.raises(EditRefused, match="Take its name off"):
        refuse_undefined(lifted)
    assert all(math.isfinite(edge.score) for edge in edge_records(lifted))


def test_a_divergence_names_the_edge_as_the_screen_does(toy: Session) -> None:
    said = problem_of(Diverged(7, (1, 2, 0), layers=2), toy.context.data)
    assert "in step 7 at h1.3 → y." in said.detail
