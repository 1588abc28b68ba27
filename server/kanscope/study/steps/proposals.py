"""Proposing, accepting, turning down: an operation that waits for somebody's word."""

from __future__ import annotations

from typing import get_args

from kanscope.study.draft import Draft, Refused
from kanscope.study.drawing import DrawCurve, Wish
from kanscope.study.operations import (
    Accept,
    Effectful,
    FixSymbolic,
    LockEdges,
    Proposable,
    Propose,
    PruneEdges,
    Reject,
    RestoreEdges,
    Snap,
    UnfixSymbolic,
    UnlockEdges,
)
from kanscope.study.records import Proposal, Run
from kanscope.study.saying import Sentence, say
from kanscope.study.steps.clause import check, step
from kanscope.study.steps.queue import FRESH, RENUMBERING
from kanscope.study.title import title

MOST_OPEN = 100
EFFECTFUL = tuple(get_args(get_args(Effectful)[0]))


@step.register
def _(operation: Propose, draft: Draft) -> None:
    if len(open_proposals(draft)) >= MOST_OPEN:
        raise Refused(f"{MOST_OPEN} proposals wait for an answer already.", hint="Decide some of them first.")
    _try(operation.operation, draft)
    said = title(operation.operation, draft)
    proposal = Proposal(
        id=draft.next_id("proposal"),
        operation=operation.operation,
        title=said.text,
        said=said.said,
        reason=operation.reason.strip(),
        on=edges_of(operation.operation),
        author=draft.stamp.author,
        at=draft.stamp.at,
    )
    draft.put(proposal)
    draft.text = f"Proposed: {proposal.title}"


@step.register
def _(operation: Accept, draft: Draft) -> None:
    """The inner operation goes through the same door as if it had been asked for at once."""
    proposal = _open(operation.proposal, draft)
    draft.credit = None if proposal.author == draft.stamp.author else proposal.author
    step(operation.operation or proposal.operation, draft)
    edited = operation.operation if operation.operation != proposal.operation else None
    done = {"state": "accepted", "decided_by": draft.stamp.author, "edited": edited}
    draft.put(proposal.model_copy(update=done))
    said = title(edited, draft).text if edited else proposal.title
    draft.text = f"Accepted {proposal.author}'s proposal{', edited' if edited else ''}: {said}"


@step.register
def _(operation: Reject, draft: Draft) -> None:
    proposal = _open(operation.proposal, draft)
    own = proposal.author == draft.stamp.author
    reason = operation.reason.strip()
    ended = {
        "state": "withdrawn" if own else "rejected",
        "decided_by": draft.stamp.author,
        "answer": reason or None,
    }
    draft.put(proposal.model_copy(update=ended))
    verb = "Withdrew" if own else f"Rejected {proposal.author}'s"
    draft.text = f"{verb} proposal: {proposal.title}" + (f" (“{reason[:200]}”)" if reason else "")


def end_outdated(draft: Draft) -> None:
    """After the network has changed: proposals whose operation could no longer be done end, and say why."""
    renumbered = _renumbered(draft)
    for proposal in open_proposals(draft):
        reason = _obsolete(proposal, draft, renumbered)
        if reason is not None:
            ended = {"state": "outdated", "answer": reason.text, "answer_said": reason.said}
            draft.put(proposal.model_copy(update=ended))


def open_proposals(draft: Draft) -> list[Proposal]:
    """Those that wait for an answer, oldest first."""
    waiting = [one for one in draft.records.values() if isinstance(one, Proposal) and one.state == "open"]
    return sorted(waiting, key=lambda one: int(one.id.split(":")[1]))


def edges_of(operation: Proposable) -> tuple[str, ...]:
    """The edges an operation names."""
    match operation:
        case FixSymbolic() | UnfixSymbolic() | DrawCurve() | Wish():
            return (operation.edge,)
        case PruneEdges() | RestoreEdges() | LockEdges() | UnlockEdges():
            return operation.edges
        case Snap():
            return (operation.edge,) if operation.edge else ()
        case _:
            return ()


def _try(operation: Proposable, draft: Draft) -> None:
    """Refuse what makes no sense now. What must only wait (a run is out) may be proposed all the same."""
    if isinstance(operation, EFFECTFUL):
        check(operation, draft)
        return
    try:
        step(operation, Draft(dict(draft.records), draft.stamp))
    except Refused as refused:
        if refused.code != "busy":
            raise


def _open(id: str, draft: Draft) -> Proposal:
    proposal = draft.records.get(id)
    if not isinstance(proposal, Proposal):
        raise Refused(f"There is no proposal {id}.", field="proposal")
    if proposal.state == "open":
        return proposal
    how = f"{proposal.state} by {proposal.decided_by}" if proposal.decided_by else proposal.state
    why = f" {proposal.answer}" if proposal.state == "outdated" and proposal.answer else ""
    raise Refused(f"“{proposal.title}” is {how} already.{why}", field="proposal")


def _obsolete(proposal: Proposal, draft: Draft, renumbered: bool) -> Sentence | None:
    if renumbered and proposal.on:
        reason = "The network was built anew or its nodes renumbered: its edges are others now."
        return say(reason, "edges_renumbered")
    try:
        _try(proposal.operation, draft)
    except Refused as refused:
        return Sentence(refused.reason, refused.said)
    return None


def _renumbered(draft: Draft) -> bool:
    """Whether what was just done gave edge ids to other edges."""
    run = draft.records.get(draft.run or "")
    return (
        draft.version is not None
        and isinstance(run, Run)
        and isinstance(run.operation, (*FRESH, *RENUMBERING))
    )
