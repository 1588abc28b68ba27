"""Training, and the words said to a run that is out."""

from __future__ import annotations

from kanscope.study.draft import Draft, Refused
from kanscope.study.effects import ControlRun
from kanscope.study.operations import AdjustTraining, Pause, Resume, Stop, Train
from kanscope.study.records import Run
from kanscope.study.saying import say
from kanscope.study.steps.clause import check, step
from kanscope.study.steps.queue import ask, hand_next


@step.register
def _(operation: Train, draft: Draft) -> None:
    ask(draft, operation)


@check.register
def _(operation: Train, draft: Draft) -> None:
    if all(edge.status == "cut" or edge.locked for edge in draft.edges):
        raise Refused(say("Every edge is cut or locked, so there is nothing to train.", "nothing_to_train"))


@step.register
def _(operation: AdjustTraining, draft: Draft) -> None:
    run = _training(draft)
    given = operation.model_dump(exclude={"op"}, exclude_none=True)
    if not given:
        raise Refused("Say what to change: a learning rate, a sparsity, or both.")
    draft.put(run.model_copy(update={"operation": run.operation.model_copy(update=given)}))
    draft.effects.append(ControlRun(run=run.id, action="adjust", **given))
    draft.run = run.id
    draft.text = "Changed the run: " + ", ".join(f"{k.replace('_', ' ')} {v:g}" for k, v in given.items())


@step.register
def _(operation: Pause, draft: Draft) -> None:
    run = _training(draft)
    if run.status == "paused":
        raise Refused("The run is paused already.")
    _say(draft, run.model_copy(update={"status": "paused"}), "pause", "Paused the run")


@step.register
def _(operation: Resume, draft: Draft) -> None:
    run = _training(draft)
    if run.status != "paused":
        raise Refused("The run is not paused.")
    _say(draft, run.model_copy(update={"status": "running"}), "resume", "Went on with the run")


@step.register
def _(operation: Stop, draft: Draft) -> None:
    """What waits is dropped; what a worker has is told to end at its next step."""
    out = draft.runs_out()
    if not out:
        raise Refused("No run is out.")
    for run in out:
        if run.within:
            continue  # it is made before the training ends
        if run.handed:
            _say(draft, run, "stop", "Stopped the run")
        else:
            draft.put(run.model_copy(update={"status": "stopped"}))
    hand_next(draft)


def _say(draft: Draft, run: Run, action: str, text: str) -> None:
    draft.put(run)
    draft.effects.append(ControlRun.model_validate({"run": run.id, "action": action}))
    draft.run = run.id
    draft.text = text


def _training(draft: Draft) -> Run:
    run = draft.training
    if run is None:
        raise Refused(say("No training is out.", "no_training"))
    return run
