"""The one door: what each operation does to a study, and what it refuses, without a process or a socket."""

from __future__ import annotations

import pytest
from tests.study.situations import CREATED, Log, blob, edges, opened, outcome, runs

from kanscope.study.changes import difference, merged
from kanscope.study.document import Refused
from kanscope.study.drawing import DrawCurve, Wish
from kanscope.study.effects import ControlRun, StartRun
from kanscope.study.operations import (
    Accept,
    AddFunction,
    AddLayer,
    AdjustTraining,
    Annotate,
    AutoSymbolic,
    BuildNetwork,
    Checkout,
    Comment,
    DeriveColumn,
    FixSymbolic,
    Grow,
    LockEdges,
    NameVersion,
    Operation,
    Pause,
    Propose,
    Prune,
    PruneEdges,
    PruneInputs,
    PruneNodes,
    ReadSealed,
    Redo,
    RefineGrid,
    Refit,
    Reject,
    RestoreEdges,
    Resume,
    SetFilter,
    SetLibrary,
    SetRoles,
    SetSplit,
    SetUnits,
    Snap,
    Stop,
    SwapNodes,
    Train,
    Undo,
    UnfixSymbolic,
    UnlockEdges,
    kinds,
)
from kanscope.study.records import Data, Head, Problem, Version
from kanscope.study.reports import CheckpointReached, RunFailed, RunStarted, WorkerLost

EDGE = "edge:0:0:1"


def head(log: Log) -> Version:
    at = log.records["head"]
    assert isinstance(at, Head)
    version = log.records[at.version]
    assert isinstance(version, Version)
    return version


def training() -> Log:
    log = opened()
    log.do(Train(steps=50))
    run = runs(log.records)[-1]
    log.do(RunStarted(run=run.id, attempt=1))
    return log


class TestOpening:
    def test_a_new_study_asks_for_its_first_network(self) -> None:
        applied = Log().do(CREATED)
        (effect,) = applied.effects
        assert isinstance(effect, StartRun) and isinstance(effect.operation, BuildNetwork)
        assert effect.operation.width == (2, 5, 1) and effect.network is None

    def test_the_first_network_is_the_first_version(self) -> None:
        log = opened()
        assert head(log).parents == () and len(edges(log.records)) == 15

    def test_a_study_cannot_be_opened_twice(self) -> None:
        with pytest.raises(Refused):
            opened().do(CREATED)

    @pytest.mark.parametrize("column", ["label", "same", "absent"])
    def test_a_column_that_cannot_be_learnt_from_is_refused(self, column: str) -> None:
        with pytest.raises(Refused, match=column):
            opened().do(SetRoles(inputs=("x1", column), targets=("y",)))

    def test_a_column_has_one_role(self) -> None:
        with pytest.raises(Refused, match="two roles"):
            opened().do(SetRoles(inputs=("x1", "y"), targets=("y",)))

    def test_a_column_with_values_below_zero_has_no_logarithm(self) -> None:
        with pytest.raises(Refused, match="logarithm"):
            opened().do(SetRoles(inputs=("x1",), targets=("y",), logs=("x1",)))

    def test_roles_are_part_of_the_version_and_undone_with_it(self) -> None:
        log = opened()
        log.ask(SetRoles(inputs=("p",), targets=("y",), logs=("p",)))
        assert log.records["data"] == Data(inputs=("p",), targets=("y",), logs=("p",))
        log.do(Undo())
        assert log.records["data"] == Data(inputs=("x1", "x2"), targets=("y",))

    def test_a_network_must_fit_the_columns(self) -> None:
        with pytest.raises(Refused, match="begin with 2"):
            opened().do(BuildNetwork(width=(3, 1)))

    def test_something_must_be_left_to_train_on(self) -> None:
        with pytest.raises(Refused, match="tenth"):
            opened().do(SetSplit(test=0.6, sealed=0.4))


class TestRuns:
    def test_an_edit_starts_from_the_version_looked_at(self) -> None:
        log = opened()
        (effect,) = log.do(PruneEdges(edges=(EDGE,))).effects
        assert isinstance(effect, StartRun) and effect.network == head(log).checkpoint

    def test_edits_wait_for_each_other_and_each_builds_on_the_last(self) -> None:
        log = opened()
        log.do(FixSymbolic(edge=EDGE, function="sin"))
        assert log.do(FixSymbolic(edge="edge:0:1:1", function="x^2")).effects == ()
        (effect,) = log.finish().effects
        assert isinstance(effect, StartRun) and effect.network == head(log).checkpoint
        log.finish()
        assert {e.function for e in edges(log.records).values()} == {None, "sin", "x^2"}

    def test_a_waiting_edit_that_was_overtaken_fails_with_the_reason(self) -> None:
        log = opened()
        log.do(PruneEdges(edges=(EDGE,)))
        log.do(FixSymbolic(edge=EDGE, function="sin"))
        log.finish()
        late = runs(log.records)[-1]
        assert late.status == "failed" and late.error is not None and "cut" in late.error.detail

    def test_what_moves_parameters_to_other_places_waits_for_the_end_of_a_training(self) -> None:
        log = training()
        for operation in (RefineGrid(grid=9), Train(), SetSplit(test=0.3), Checkout(version=head(log).id)):
            with pytest.raises(Refused, match="Stop") as refusal:
                log.do(operation)
            assert refusal.value.code == "busy"

    def test_pause_resume_and_stop_are_said_to_the_worker(self) -> None:
        log = training()
        said = [log.do(operation).effects[0] for operation in (Pause(), Resume(), Stop())]
        assert [effect.action for effect in said if isinstance(effect, ControlRun)] == [
            "pause",
            "resume",
            "stop",
        ]

    @pytest.mark.parametrize("operation", [Pause(), Resume(), Stop(), AdjustTraining(sparsity=0.1)])
    def test_words_to_a_run_need_a_run(self, operation: Operation) -> None:
        with pytest.raises(Refused):
            opened().do(operation)

    def test_adjusting_changes_the_run_that_is_out(self) -> None:
        log = training()
        (effect,) = log.do(AdjustTraining(sparsity=0.5)).effects
        assert isinstance(effect, ControlRun) and effect.sparsity == 0.5
        operation = runs(log.records)[-1].operation
        assert isinstance(operation, Train) and operation.sparsity == 0.5

    def test_a_lost_worker_means_going_on_from_the_last_checkpoint(self) -> None:
        log = training()
        run = runs(log.records)[-1]
        log.do(CheckpointReached(run=run.id, attempt=1, step=30, checkpoint=blob(7)))
        (effect,) = log.do(WorkerLost(run=run.id, attempt=1, detail="The worker died")).effects
        assert isinstance(effect, StartRun)
        assert (effect.resume, effect.attempt) == (blob(7), 2)
        assert "step 30" in (runs(log.records)[-1].notice or "")

    def test_a_paused_run_stays_paused_over_the_loss_of_its_worker(self) -> None:
        log = training()
        log.do(Pause())
        effects = log.do(WorkerLost(run=runs(log.records)[-1].id, attempt=1, detail="Gone")).effects
        assert [effect.kind for effect in effects] == ["start_run", "control_run"]
        assert runs(log.records)[-1].status == "paused"

    def test_a_run_that_kills_its_workers_is_parked(self) -> None:
        log = training()
        id = runs(log.records)[-1].id
        for attempt in (1, 2, 3):
            log.do(WorkerLost(run=id, attempt=attempt, detail="The worker died"))
        run = runs(log.records)[-1]
        assert run.status == "failed" and run.error is not None and run.error.code == "worker_lost"

    def test_restarts_of_the_server_are_not_held_against_a_run(self) -> None:
        log = training()
        id = runs(log.records)[-1].id
        for attempt in range(1, 8):
            log.do(WorkerLost(run=id, attempt=attempt, detail="Restarted", blamed=False))
        assert runs(log.records)[-1].status == "queued"

    def test_words_of_a_dead_worker_come_too_late(self) -> None:
        log = training()
        run = runs(log.records)[-1]
        log.do(WorkerLost(run=run.id, attempt=1, detail="The worker died"))
        with pytest.raises(Refused, match="too late"):
            log.do(outcome(log.records, run, 99))

    def test_a_failed_run_leaves_the_version_before_it(self) -> None:
        log = training()
        before = head(log)
        run = runs(log.records)[-1]
        log.do(
            RunFailed(run=run.id, attempt=1, problem=Problem(code="diverged", detail="Not finite at step 3."))
        )
        assert head(log) == before and runs(log.records)[-1].status == "failed"


class TestEditing:
    def test_a_cut_edge_cannot_be_fixed(self) -> None:
        log = opened()
        log.ask(PruneEdges(edges=(EDGE,)))
        with pytest.raises(Refused, match=r"x1 → h1\.2 is cut"):
            log.do(FixSymbolic(edge=EDGE, function="sin"))

    def test_a_locked_edge_is_neither_cut_nor_named(self) -> None:
        log = opened()
        log.ask(LockEdges(edges=(EDGE,)))
        for operation in (PruneEdges(edges=(EDGE,)), FixSymbolic(edge=EDGE, function="sin")):
            with pytest.raises(Refused, match="locked"):
                log.do(operation)
        log.ask(UnlockEdges(edges=(EDGE,)))
        log.ask(PruneEdges(edges=(EDGE,)))
        assert edges(log.records)[EDGE].status == "cut"

    def test_an_unknown_function_is_refused_with_those_known(self) -> None:
        with pytest.raises(Refused, match="library") as refusal:
            opened().do(FixSymbolic(edge=EDGE, function="__import__('os')"))
        assert "sin" in (refusal.value.hint or "")

    def test_only_a_named_edge_loses_its_name(self) -> None:
        with pytest.raises(Refused, match="no name"):
            opened().do(UnfixSymbolic(edge=EDGE))

    def test_only_a_cut_edge_is_restored(self) -> None:
        with pytest.raises(Refused, match="not cut"):
            opened().do(RestoreEdges(edges=(EDGE,)))

    def test_a_grid_is_refined_not_coarsened(self) -> None:
        with pytest.raises(Refused, match="finer"):
            opened().do(RefineGrid(grid=5))

    def test_inputs_and_outputs_are_not_nodes_to_cut(self) -> None:
        for node in ("node:0:0", "node:2:0", "node:1:9"):
            with pytest.raises(Refused, match="hidden node"):
                opened().do(PruneNodes(nodes=(node,)))

    def test_pruning_says_how_many_edges_it_cut(self) -> None:
        log = opened()
        log.ask(Prune(edge_threshold=0.05))
        assert head(log).text == "Pruned 4 edges at 0.05"

    def test_numbers_in_sentences_are_those_that_were_asked_for(self) -> None:
        log = opened()
        log.ask(Prune(edge_threshold=0.025))
        assert head(log).text == "Pruned 2 edges at 0.025"
        log.ask(SetSplit(test=0.125, sealed=0.15))
        assert head(log).text == "Kept 12.5% for testing, 15% sealed"

    def test_a_failure_says_what_was_tried(self) -> None:
        log, problem = opened(), Problem(code="refused", detail="Nothing would be left.")
        log.do(PruneEdges(edges=(EDGE, "edge:0:0:0")))
        failed = log.do(RunFailed(run=runs(log.records)[-1].id, attempt=1, problem=problem))
        assert failed.text == "Cutting x1 → h1.2, x1 → h1.1 failed: Nothing would be left."

    def test_a_name_stays_on_a_locked_edge(self) -> None:
        log = opened()
        log.ask(FixSymbolic(edge=EDGE, function="sin"))
        log.ask(LockEdges(edges=(EDGE,)))
        with pytest.raises(Refused, match="locked"):
            log.do(UnfixSymbolic(edge=EDGE))

    def test_fixing_says_what_it_did_to_the_error(self) -> None:
        log = opened()
        log.ask(Train(steps=3))
        log.ask(FixSymbolic(edge=EDGE, function="sin"))
        assert head(log).text.startswith("Fixed x1 → h1.2 as sin, R² 0.9998, test RMSE ")

    def test_nothing_is_left_to_train_when_all_is_locked(self) -> None:
        log = opened()
        log.ask(LockEdges(edges=tuple(edges(log.records))))
        with pytest.raises(Refused, match="nothing to train"):
            log.do(Train())


class TestHistory:
    def test_undo_goes_through_everything_training_included(self) -> None:
        log = opened()
        states = [edges(log.records)]
        for operation in (
            Train(steps=5),
            PruneEdges(edges=(EDGE,)),
            FixSymbolic(edge="edge:0:1:1", function="sin"),
        ):
            log.ask(operation)
            states.append(edges(log.records))
        for expected in reversed(states[:-1]):
            log.do(Undo())
            assert edges(log.records) == expected
        with pytest.raises(Refused, match="first version"):
            log.do(Undo())
        for expected in states[1:]:
            log.do(Redo())
            assert edges(log.records) == expected
        with pytest.raises(Refused, match="nothing to redo"):
            log.do(Redo())

    def test_undo_says_whose_act_it_takes_back(self) -> None:
        log = opened()
        log.do(PruneEdges(edges=(EDGE,)), author="a colleague")
        log.finish()
        assert log.do(Undo()).text == "Undid “Cut x1 → h1.2” by a colleague"

    def test_an_edit_after_undo_makes_a_branch_and_loses_nothing(self) -> None:
        log = opened()
        root = head(log)
        log.ask(PruneEdges(edges=(EDGE,)))
        first = head(log)
        log.do(Undo())
        log.ask(PruneEdges(edges=("edge:0:1:1",)))
        assert head(log).parents == first.parents == (root.id,)
        log.do(Checkout(version=first.id))
        assert edges(log.records)[EDGE].status == "cut"

    def test_redo_follows_the_child_visited_last(self) -> None:
        log = opened()
        log.ask(PruneEdges(edges=(EDGE,)))
        first = head(log)
        log.do(Undo())
        log.ask(PruneEdges(edges=("edge:0:1:1",)))
        log.do(Checkout(version=first.id))
        log.do(Undo())
        log.do(Redo())
        assert head(log).id == first.id

    def test_a_run_that_is_out_keeps_the_head_where_it_is(self) -> None:
        log = opened()
        log.ask(PruneEdges(edges=(EDGE,)))
        log.do(Train())
        with pytest.raises(Refused, match="A run is out"):
            log.do(Undo())

    def test_versions_take_names_and_notes(self) -> None:
        log = opened()
        version = head(log).id
        log.do(NameVersion(version=version, name="start"))
        log.do(Annotate(version=version, text="looks right"))
        assert (head(log).name, head(log).note) == ("start", "looks right")

    def test_sealed_rows_are_read_once_a_version_and_every_reading_is_counted(self) -> None:
        log = opened()
        log.do(ReadSealed())
        first = head(log)
        assert first.sealed_reading == 1
        with pytest.raises(Refused, match="reading 1"):
            log.do(ReadSealed(version=first.id))
        log.ask(PruneEdges(edges=(EDGE,)))
        log.do(ReadSealed())
        assert head(log).sealed_reading == 2
        log.do(Undo())
        assert (head(log).sealed_reading, log.records["study"].sealed_readings) == (1, 2)


LIFE = (
    CREATED, None, SetLibrary(preset="biology"), AddFunction(name="half", formula="x/(1 + x)"),
    Train(steps=4), None, Prune(edge_threshold=0.05), None,
    FixSymbolic(edge="edge:0:1:1", function="sin"), None, Refit(), None, AutoSymbolic(), None,
    Snap(all=True), None, LockEdges(edges=("edge:1:4:0",)), None,
    UnlockEdges(edges=("edge:1:4:0",)), None, UnfixSymbolic(edge="edge:0:1:1"), None,
    RestoreEdges(edges=(EDGE,)), None,
    DrawCurve(edge=EDGE, points=((-1.0, 0.0), (1.0, 1.0))), None, Wish(edge=EDGE, shape="rising"), None,
    RefineGrid(grid=10), None, PruneNodes(nodes=("node:1:3",)), None,
    PruneEdges(edges=("edge:0:0:4",)), None, PruneInputs(inputs=("x2",)), None,
    SetSplit(test=0.3), None, Undo(), Redo(), Undo(),
    SetRoles(inputs=("p",), targets=("y",)), None, BuildNetwork(width=(1, 2, 1)), None,
    Grow(layer=1, product=True), None, AddLayer(at=1), None, SwapNodes(nodes=("node:1:0", "node:1:1")), None,
    Train(steps=9), Pause(), AdjustTraining(sparsity=0.2), Resume(), Stop(), None,
    NameVersion(version="version:3", name="first"), Annotate(version="version:3", text="a note"),
    Checkout(version="version:3"), ReadSealed(), Comment(on=EDGE, text="looks odd"),
    Propose(operation=FixSymbolic(edge=EDGE, function="sin")), Propose(operation=Train(steps=5)),
    Reject(proposal="proposal:88", reason="later"), Accept(proposal="proposal:87"), None,
    SetFilter(condition="x1 > 0"), None, SetUnits(units={"x1": "mm"}), None,
    DeriveColumn(name="r", formula="x1/x2"), None, SetRoles(inputs=("r",), targets=("y",)), None,
)  # fmt: skip
"""Every operation at least once; None lets the worker finish."""


def test_the_life_holds_every_operation() -> None:
    asked = {type(entry) for entry in LIFE}
    assert set(kinds()) <= asked


def test_for_every_entry_the_old_records_and_its_changes_give_the_new_ones() -> None:
    log = Log()
    for entry in LIFE:
        old = log.records
        applied = log.finish() if entry is None else log.do(entry)
        if entry is not None:
            expected = difference(old, applied.records)
            assert merged(old, applied.changes) == applied.records
            assert applied.changes.put == expected.put
            assert set(applied.changes.removed) == set(expected.removed)
