"""Runs in their order. Short edits wait for each other; nothing waits behind a training.

One run of a study is with the engine at a time, because each starts from the network the one before it left.
Edits that leave the parameters in their places may be made within a training, between two of its steps, one
after the other; all else is refused until it ends.
"""

from __future__ import annotations

from kanscope.study.draft import Draft, Refused
from kanscope.study.effects import StartRun
from kanscope.study.library import prices_of
from kanscope.study.operations import (
    AddLayer,
    BuildNetwork,
    DeriveColumn,
    Effectful,
    FixSymbolic,
    LockEdges,
    Prune,
    PruneEdges,
    PruneInputs,
    PruneNodes,
    RestoreEdges,
    SetFilter,
    SetRoles,
    SetSplit,
    SetUnits,
    SwapNodes,
    Train,
    UnfixSymbolic,
    UnlockEdges,
)
from kanscope.study.records import Data, Derived, Problem, Run
from kanscope.study.saying import say
from kanscope.study.steps.clause import check

FRESH = (BuildNetwork, SetRoles, SetSplit, SetFilter)
"""Operations that begin with a new network instead of the one at hand."""

LIVE = (
    Prune,
    PruneEdges,
    PruneNodes,
    PruneInputs,
    RestoreEdges,
    LockEdges,
    UnlockEdges,
    FixSymbolic,
    UnfixSymbolic,
)
"""Operations that may be done in the middle of a training."""

RENUMBERING = (AddLayer, SwapNodes)
"""Operations after which ids mean other nodes: nothing that was asked before may wait behind them."""


def ask(draft: Draft, operation: Effectful) -> None:
    """Make a run of an operation and hand it to the engine as soon as nothing is before it."""
    training = draft.training
    if not isinstance(operation, LIVE):
        refuse_while_training(draft)
    waiting = [run for run in draft.runs_out() if run is not training]
    _refuse_while_renumbering(waiting)
    if not waiting:
        check(operation, draft)
    run = Run(
        id=draft.next_id("run"),
        operation=operation,
        author=draft.stamp.author,
        credit=draft.credit,
        base=draft.head.id if draft.head else None,
        steps=operation.steps if isinstance(operation, Train) else 1,
    )
    draft.put(run)
    draft.run = run.id
    draft.text = draft.text or f"Asked: {operation.op}"
    if not waiting:
        hand(draft, run)


def refuse_while_training(draft: Draft) -> None:
    """A training run leaves a version when it ends; until then the network has no fixed state to edit."""
    training = draft.training
    if training is not None:
        who = training.author
        reason = f"{who} is training this network. Stop the run first: what it has reached is kept."
        raise Refused(say(reason, "training_out", who=who), code="busy")


def _refuse_while_renumbering(waiting: list[Run]) -> None:
    if any(isinstance(run.operation, RENUMBERING) for run in waiting):
        reason = "The nodes are just being renumbered. Ask again in a moment."
        raise Refused(say(reason, "renumbering"), code="busy")


def hand(draft: Draft, run: Run) -> None:
    """Give a run to the engine, from the version everyone looks at, or to be made within the training."""
    head = draft.head
    fresh = isinstance(run.operation, FRESH) or head is None
    network = None if fresh or head is None else head.checkpoint
    if isinstance(run.operation, BuildNetwork):
        network = run.operation.model
    training = draft.training
    within = training.id if training is not None and training.handed and training.id != run.id else None
    place = {"handed": True, "base": head.id if head else None, "within": within}
    draft.put(run.model_copy(update=place))
    draft.effects.append(
        StartRun(
            run=run.id,
            attempt=run.attempt,
            operation=run.operation,
            data=data_for(draft, run.operation),
            table=draft.study.blob,
            network=network,
            resume=run.checkpoint,
            prices=prices_of(draft.library),
            within=within,
        )
    )


def hand_next(draft: Draft) -> None:
    """After a run's end: the next one in line, passing over those that no longer make sense."""
    for run in draft.runs_out():
        if run.handed and isinstance(run.operation, Train):
            continue
        if run.handed:
            return
        try:
            check(run.operation, draft)
        except Refused as refusal:
            overtaken = Problem(code="refused", detail=refusal.reason, said=refusal.said)
            draft.put(run.model_copy(update={"status": "failed", "error": overtaken}))
            continue
        hand(draft, run)
        if not isinstance(run.operation, Train):
            return


def take_back(draft: Draft, training: Run) -> None:
    """Edits that were to be made within a training that is over, or was lost, wait again."""
    for run in draft.runs_out():
        if run.within == training.id:
            draft.put(run.model_copy(update={"handed": False, "within": None, "attempt": run.attempt + 1}))


def data_for(draft: Draft, operation: Effectful) -> Data:
    """The roles and the split as they will be once the operation is done."""
    if isinstance(operation, SetRoles):
        roles = {"inputs": operation.inputs, "targets": operation.targets, "logs": operation.logs}
        return draft.data.model_copy(update=roles)
    if isinstance(operation, SetSplit):
        split = {"test": operation.test, "sealed": operation.sealed, "seed": operation.seed}
        return draft.data.model_copy(update=split)
    if isinstance(operation, SetFilter):
        return draft.data.model_copy(update={"filter": (operation.condition or "").strip() or None})
    if isinstance(operation, SetUnits):
        units = draft.data.units | operation.units
        return draft.data.model_copy(update={"units": {name: unit for name, unit in units.items() if unit}})
    if isinstance(operation, DeriveColumn):
        return draft.data.model_copy(update={"derived": _derived(draft.data, operation)})
    return draft.data


def _derived(data: Data, operation: DeriveColumn) -> tuple[Derived, ...]:
    """The derived columns with one more, or less; one of the same name keeps its place."""
    others = [one for one in data.derived if one.name != operation.name]
    if operation.formula is None:
        return tuple(others)
    new = Derived(name=operation.name, kind="number", unit=operation.unit, formula=operation.formula)
    place = next((k for k, one in enumerate(data.derived) if one.name == new.name), len(others))
    return (*others[:place], new, *others[place:])
