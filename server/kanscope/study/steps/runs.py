"""What workers report of a run: begun, kept, done, failed, lost. The same door as people use."""

from __future__ import annotations

from kanscope.study import text
from kanscope.study.cost import complexity
from kanscope.study.draft import Draft, Refused
from kanscope.study.effects import ControlRun
from kanscope.study.records import Adjustment, Head, Problem, Run, State, Version
from kanscope.study.reports import (
    CheckpointReached,
    NetworkChanged,
    RunFailed,
    RunStarted,
    TrainingAdjusted,
    WorkerLost,
)
from kanscope.study.saying import say
from kanscope.study.steps.clause import step
from kanscope.study.steps.queue import data_for, hand, hand_next, take_back

ATTEMPTS = 3
"""A run that has cost this many workers is parked with the reason: it may be the run that kills them."""


@step.register
def _(report: RunStarted, draft: Draft) -> None:
    run = _current(draft, report.run, report.attempt)
    if run.status == "queued":
        draft.put(run.model_copy(update={"status": "running"}))
    draft.run = run.id


@step.register
def _(report: CheckpointReached, draft: Draft) -> None:
    run = _current(draft, report.run, report.attempt)
    draft.put(run.model_copy(update={"checkpoint": report.checkpoint, "step": report.step}))
    draft.run = run.id


@step.register
def _(report: TrainingAdjusted, draft: Draft) -> None:
    run = _current(draft, report.run, report.attempt)
    new = Adjustment(step=report.step, learning_rate=report.learning_rate, sparsity=report.sparsity)
    draft.put(run.model_copy(update={"adjustments": (*run.adjustments, new)}))
    draft.run = run.id
    draft.text = text.of_adjustment(new)


@step.register
def _(report: NetworkChanged, draft: Draft) -> None:
    """The run's network becomes a version, child of the one everyone looked at."""
    run = _current(draft, report.run, report.attempt)
    before = draft.head
    said = text.of_run(run, report, draft)
    draft.text = said.text
    status = "stopped" if report.stopped else "done"
    _end(draft, run, status, step=report.step, notice=report.notice, film=report.film)
    kept = {edge.id for edge in report.edges}
    draft.remove(*(edge.id for edge in draft.edges if edge.id not in kept))
    data = data_for(draft, run.operation).model_copy(update={"derived": report.derived})
    draft.put(data, report.network, *report.edges)
    version = Version(
        id=draft.next_id("version"),
        parents=(before.id,) if before else (),
        run=run.id,
        number=draft.stamp.number,
        author=run.author,
        credit=run.credit,
        at=draft.stamp.at,
        text=draft.text,
        said=said.said,
        complexity=complexity(report.network, report.edges),
        train_rmse=report.network.train_rmse,
        test_rmse=report.network.test_rmse,
        checkpoint=report.checkpoint,
        picture=report.picture,
    )
    if before:
        draft.put(before.model_copy(update={"followed_by": version.id}))
    state = State(id=draft.next_id("state"), data=data, network=report.network, edges=report.edges)
    draft.put(version, state, Head(version=version.id))
    draft.version = version.id
    draft.run = run.id
    if run.within:
        training = draft.run_record(run.within)
        draft.put(training.model_copy(update={"checkpoint": report.checkpoint, "step": report.step}))
    hand_next(draft)


@step.register
def _(report: RunFailed, draft: Draft) -> None:
    run = _current(draft, report.run, report.attempt)
    _end(draft, run, "failed", error=report.problem)
    draft.run = run.id
    draft.text = f"{text.of_request(run.operation, draft)} failed: {report.problem.detail}"
    hand_next(draft)


@step.register
def _(report: WorkerLost, draft: Draft) -> None:
    """Start again from the last checkpoint, or park a run that keeps killing its workers.

    Where an edit was being made within a training, the edit is to blame.
    """
    run = _current(draft, report.run, report.attempt)
    draft.run = run.id
    suspect = next((edit for edit in draft.runs_out() if edit.within == run.id), run)
    suspect = suspect.model_copy(update={"losses": suspect.losses + report.blamed})
    draft.put(suspect)
    if suspect.losses >= ATTEMPTS:
        _park(draft, suspect, report.detail)
    if suspect.id != run.id or suspect.losses < ATTEMPTS:
        _go_on(draft, draft.run_record(run.id), report.detail)
    hand_next(draft)


def _park(draft: Draft, run: Run, detail: str) -> None:
    detail = f"{detail}. That happened {ATTEMPTS} times, so the run was given up."
    said = say(detail, "worker_lost", times=ATTEMPTS).said
    _end(draft, run, "failed", error=Problem(code="worker_lost", detail=detail, said=said))
    draft.text = detail


def _go_on(draft: Draft, run: Run, detail: str) -> None:
    """From the last checkpoint: what was adjusted after it will be adjusted again."""
    take_back(draft, run)
    draft.text, said = say(f"{detail}; the run goes on from step {run.step}", "going_on", step=run.step)
    paused = run.status == "paused"
    kept = tuple(one for one in run.adjustments if one.step <= run.step)
    notice = {"notice": draft.text, "notice_said": said}
    again = {"attempt": run.attempt + 1, "adjustments": kept} | notice
    hand(draft, run.model_copy(update=again | {"status": "paused" if paused else "queued"}))
    if paused:
        draft.effects.append(ControlRun(run=run.id, action="pause"))


def _current(draft: Draft, id: str, attempt: int) -> Run:
    run = draft.run_record(id)
    if not run.out or run.attempt != attempt:
        raise Refused(f"{id} is over or was started again; this report comes too late.")
    return run


def _end(draft: Draft, run: Run, status: str, **update: object) -> None:
    draft.put(run.model_copy(update={"status": status, "checkpoint": None} | update))
    take_back(draft, run)
