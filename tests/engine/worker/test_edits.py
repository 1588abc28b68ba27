"""Edits in a worker: what is locked stays, and what cannot be done is refused in words."""

from __future__ import annotations

import math

import pytest
from tests.engine.made import fresh, trained

from kanscope.engine.worker.problem import EditRefused, problem_of
from kanscope.engine.worker.records import edge_records
from kanscope.engine.worker.runs import refuse_undefined
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.undefined import undefined_on_rows
from kanscope.engine.worker.tasks.fix import fix
from kanscope.engine.worker.tasks.lock import lock
from kanscope.engine.worker.tasks.prune import prune, prune_nodes
from kanscope.kan.divergence import Diverged
from kanscope.kan.surgery import fix_symbolic
from kanscope.kan.trace import node_values
from kanscope.study.operations import FixSymbolic, LockEdges, Prune, PruneNodes


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
    with pytest.raises(EditRefused, match=r"log x \(h1\.1 → y\) is undefined on 51 % of the training rows"):
        refuse_undefined(lifted)
    assert all(math.isfinite(edge.score) for edge in edge_records(lifted))


def test_a_divergence_names_the_edge_as_the_screen_does(toy: Session) -> None:
    said = problem_of(Diverged(7, (1, 2, 0), layers=2), toy.context.data)
    assert "in step 7 at h1.3 → y." in said.detail


def test_a_name_that_lacks_values_on_training_rows_is_refused_with_their_share() -> None:
    line = trained(fresh((2, 1)), 20)
    with pytest.raises(EditRefused, match=r"nowhere \(x1 → y\) is undefined on 100 % of the training rows\."):
        fix(FixSymbolic(edge="edge:0:0:0", function="nowhere := log(-abs(x) - 1)"), line)


def test_a_name_that_lacks_values_on_test_rows_alone_is_told_of() -> None:
    line = trained(fresh((2, 1)), 20)
    pole = -float(line.samples.check_x[0, 0])
    border = fix_symbolic(line.network, (0, 0, 0), "1/x", 1.0, pole, 1.0, 0.0)
    assert undefined_on_rows(line, border) == "1/x (x1 → y) is undefined on 2 % of the test rows"


def test_a_network_with_a_value_on_every_row_says_nothing(toy: Session) -> None:
    assert undefined_on_rows(toy, toy.network) is None
