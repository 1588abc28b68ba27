"""Edits in the middle of a training: made one after the other, never lost, never made twice."""

from __future__ import annotations

import pytest
from tests.study.situations import Log, blob, edges, outcome, runs
from tests.study.test_document import EDGE, head, training

from kanscope.study.document import Refused
from kanscope.study.effects import StartRun
from kanscope.study.operations import FixSymbolic, LockEdges, PruneEdges, RefineGrid, Stop, Train
from kanscope.study.records import Problem, Run
from kanscope.study.reports import CheckpointReached, RunFailed, TrainingAdjusted, WorkerLost

NAME = FixSymbolic(edge=EDGE, function="sin")
CUT = PruneEdges(edges=("edge:0:0:0",))


def handed(log: Log) -> list[StartRun]:
    """What the last entry has given to the engine."""
    return [effect for effect in log.applied[-1].effects if isinstance(effect, StartRun)]


def last(log: Log) -> Run:
    return runs(log.records)[-1]


def train_run(log: Log) -> Run:
    return next(run for run in runs(log.records) if isinstance(run.operation, Train))


def test_an_edit_is_made_within_the_training_and_is_a_version() -> None:
    log = training()
    before = head(log)
    log.do(NAME)
    (given,) = handed(log)
    assert given.within == train_run(log).id
    log.do(outcome(log.records, last(log), log.number).model_copy(update={"step": 17}))
    assert head(log).parents == (before.id,) and edges(log.records)[EDGE].function == "sin"
    assert head(log).text == "Fixed x1 → h1.2 as sin, R² 0.9998, at step 17 of the training"
    assert train_run(log).status == "running"


def test_the_training_goes_on_from_the_edit_should_its_worker_die() -> None:
    log = training()
    log.do(NAME)
    log.do(outcome(log.records, last(log), log.number).model_copy(update={"step": 17}))
    log.do(WorkerLost(run=train_run(log).id, attempt=1, detail="The worker died"))
    (again,) = handed(log)
    assert again.resume == head(log).checkpoint and train_run(log).step == 17


def test_edits_within_a_training_wait_for_each_other() -> None:
    log = training()
    log.do(NAME)
    assert log.do(CUT).effects == ()
    log.do(outcome(log.records, runs(log.records)[-2], log.number))
    (given,) = handed(log)
    assert given.within == train_run(log).id and given.operation == CUT


def test_what_the_training_did_not_get_to_is_done_after_it() -> None:
    log = training()
    log.do(NAME)
    log.do(CUT)
    log.do(outcome(log.records, train_run(log), log.number))
    (given,) = handed(log)
    assert given.operation == NAME and given.within is None
    assert given.network == head(log).checkpoint and given.attempt == 2
    log.finish()
    log.finish()
    assert edges(log.records)["edge:0:0:0"].status == "cut" and not [r for r in runs(log.records) if r.out]


def test_an_edit_that_fails_leaves_the_training_alone() -> None:
    log = training()
    log.do(NAME)
    problem = Problem(code="refused", detail="It is not defined there.")
    log.do(RunFailed(run=last(log).id, attempt=1, problem=problem))
    assert last(log).status == "failed" and train_run(log).status == "running"


def test_a_stop_lets_the_edit_be_made_first() -> None:
    log = training()
    log.do(NAME)
    log.do(Stop())
    assert [effect.kind for effect in log.applied[-1].effects] == ["control_run"]
    log.do(outcome(log.records, last(log), log.number))
    log.do(outcome(log.records, train_run(log), log.number))
    assert edges(log.records)[EDGE].function == "sin"


def test_an_edit_lost_with_its_worker_is_made_again_and_bears_the_blame() -> None:
    log = training()
    log.do(NAME)
    edit, id = last(log).id, train_run(log).id
    for attempt in (1, 2, 3):
        log.do(WorkerLost(run=id, attempt=attempt, detail="The worker died"))
        given = handed(log)
        assert [one.run for one in given] == ([id, edit] if attempt < 3 else [id])
    assert last(log).status == "failed" and train_run(log).losses == 0


def test_words_of_the_edit_before_it_was_taken_back_come_too_late() -> None:
    log = training()
    log.do(NAME)
    lost = last(log)
    log.do(WorkerLost(run=train_run(log).id, attempt=1, detail="The worker died"))
    for late in (
        outcome(log.records, lost, 99),
        WorkerLost(run=lost.id, attempt=1, detail="The worker died"),
    ):
        with pytest.raises(Refused, match="too late"):
            log.do(late)


def test_an_edit_asked_behind_a_waiting_training_is_made_within_it() -> None:
    log = training()
    log.finish()
    log.do(RefineGrid(grid=9))
    log.do(Train(steps=5))
    log.do(LockEdges(edges=(EDGE,)))
    log.do(outcome(log.records, runs(log.records)[-3], log.number))
    assert [given.operation.op for given in handed(log)] == ["train", "lock_edges"]
    assert handed(log)[1].within == handed(log)[0].run


def test_an_adjustment_is_known_by_its_step_until_it_is_to_be_repeated() -> None:
    log = training()
    run = train_run(log)
    for step in (10, 30):
        log.do(TrainingAdjusted(run=run.id, attempt=1, step=step, sparsity=0.5))
    assert log.applied[-1].text == "The run has sparsity 0.5 from step 30 on"
    log.do(CheckpointReached(run=run.id, attempt=1, step=20, checkpoint=blob(7)))
    log.do(WorkerLost(run=run.id, attempt=1, detail="The worker died"))
    assert [one.step for one in train_run(log).adjustments] == [10]
