"""What workers report of a run: begun, kept, done, failed, lost. The same door as people use."""

from __future__ import annotations

from kanscope.study import text
from kanscope.study.cost import complexity
from kanscope.study.draft import Draft, Refused
from kanscope.study.effects import ControlRun
from kanscope.study.records import Head, Problem, Run, State, Version
from kanscope.study.reports import CheckpointReached, NetworkChanged, RunFailed, RunStarted, WorkerLost
from kanscope.study.saying import say
from kanscope.study.steps.clause import step
from kanscope.study.steps.queue import data_for, hand, hand_next

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
def _(report: NetworkChanged, draft: Draft) -> None:
    """The run's network becomes a version, child of the one everyone looked at."""
    run = _current(draft, report.run, report.attempt)
    before = draft.head
    said = text.of_run(run.operation, report, draft)
    draft.text = said.text
    _end(draft, run, "stopped" if report.stopped else "done", step=report.step, notice=report.notice)
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
    """Start again from the last checkpoint, or park a run that keeps killing its workers."""
    run = _current(draft, report.run, report.attempt)
    draft.run = run.id
    losses = run.losses + report.blamed
    if losses >= ATTEMPTS:
        detail = (
            f"{report.detail} {ATTEMPTS} times in this run, so it was given up. The version before it stands."
        )
        said = say(detail, "worker_lost", times=ATTEMPTS).said
        _end(draft, run, "failed", error=Problem(code="worker_lost", detail=detail, said=said))
        draft.text = detail
        hand_next(draft)
        return
    draft.text, said = say(
        f"{report.detail}; the run goes on from step {run.step}", "going_on", step=run.step
    )
    paused = run.status == "paused"
    again = {"attempt": run.attempt + 1, "losses": losses, "notice": draft.text, "notice_said": said}
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
