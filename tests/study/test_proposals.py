"""Proposals and comments: what is asked of others, what becomes of it, and who is credited."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from tests.study.situations import Log, edges, opened, runs
from tests.study.test_document import training

from kanscope.study.draft import Refused
from kanscope.study.effects import StartRun
from kanscope.study.operations import (
    Accept,
    AddLayer,
    AutoSymbolic,
    BuildNetwork,
    Checkout,
    Comment,
    DeriveColumn,
    FixSymbolic,
    Grow,
    LockEdges,
    Proposable,
    Propose,
    Prune,
    PruneEdges,
    RefineGrid,
    Reject,
    SetFilter,
    SetLibrary,
    Snap,
    Train,
    Undo,
    kinds,
    parse_operation,
)
from kanscope.study.records import Note, Proposal, Version
from kanscope.study.reports import RunStarted
from kanscope.study.title import PLAIN
from kanscope.study.touches import touches

EDGE = "edge:0:0:1"
SINE = FixSymbolic(edge=EDGE, function="sin")


def proposed(operation: Proposable = SINE, reason: str = "it repeats") -> tuple[Log, str]:
    log = opened()
    log.do(Propose(operation=operation, reason=reason), author="agent")
    return log, f"proposal:{log.number}"


def proposal(log: Log, id: str) -> Proposal:
    record = log.records[id]
    assert isinstance(record, Proposal)
    return record


def head(log: Log) -> Version:
    return max((r for r in log.records.values() if isinstance(r, Version)), key=lambda v: v.number)


def test_a_proposal_does_nothing_but_say_who_wants_what_and_why() -> None:
    log, id = proposed()
    assert log.applied[-1].effects == () and log.applied[-1].version is None
    one = proposal(log, id)
    assert (one.author, one.reason, one.state) == ("agent", "it repeats", "open")
    assert one.title == "Fix x1 → h1.2 as sin" and one.on == (EDGE,) and one.operation == SINE
    assert log.applied[-1].text == "Proposed: Fix x1 → h1.2 as sin"


def test_accepting_does_it_in_ones_own_name_with_credit_to_the_proposer() -> None:
    log, id = proposed()
    (effect,) = log.do(Accept(proposal=id), author="ann").effects
    assert isinstance(effect, StartRun) and effect.operation == SINE
    assert log.applied[-1].text == "Accepted agent's proposal: Fix x1 → h1.2 as sin"
    log.finish()
    assert edges(log.records)[EDGE].function == "sin"
    assert (head(log).author, head(log).credit) == ("ann", "agent")
    assert (proposal(log, id).state, proposal(log, id).decided_by) == ("accepted", "ann")
    log.do(Undo())
    assert edges(log.records)[EDGE].function is None and proposal(log, id).state == "accepted"


def test_something_else_may_be_done_in_its_place() -> None:
    log, id = proposed()
    other = FixSymbolic(edge=EDGE, function="cos")
    (effect,) = log.do(Accept(proposal=id, operation=other)).effects
    assert isinstance(effect, StartRun) and effect.operation == other
    one = proposal(log, id)
    assert one.operation == SINE and one.edited == other
    assert log.applied[-1].text == "Accepted agent's proposal, edited: Fix x1 → h1.2 as cos"


def test_accepting_ones_own_proposal_credits_nobody_else() -> None:
    log, id = proposed()
    log.do(Accept(proposal=id), author="agent")
    log.finish()
    assert (head(log).author, head(log).credit) == ("agent", None)


def test_what_needs_no_run_is_done_at_once() -> None:
    log, id = proposed(SetLibrary(preset="biology"))
    log.do(Accept(proposal=id))
    assert log.records["library"].preset == "biology"  # type: ignore[union-attr]
    assert proposal(log, id).state == "accepted"


def test_a_rejection_keeps_its_reason_and_ones_own_proposal_is_withdrawn() -> None:
    log, id = proposed()
    log.do(Reject(proposal=id, reason="x repeats twice"))
    one = proposal(log, id)
    assert (one.state, one.decided_by, one.answer) == ("rejected", "you", "x repeats twice")
    assert log.applied[-1].text == "Rejected agent's proposal: Fix x1 → h1.2 as sin (“x repeats twice”)"
    log, id = proposed()
    log.do(Reject(proposal=id), author="agent")
    assert (proposal(log, id).state, proposal(log, id).answer) == ("withdrawn", None)


@pytest.mark.parametrize("after", [Accept, Reject])
def test_what_is_decided_is_decided(after: type[Accept] | type[Reject]) -> None:
    log, id = proposed()
    log.do(Reject(proposal=id))
    with pytest.raises(Refused, match="is rejected by you already"):
        log.do(after(proposal=id))
    with pytest.raises(Refused, match="no proposal proposal:99"):
        log.do(after(proposal="proposal:99"))


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (FixSymbolic(edge="edge:0:0:9", function="sin"), "no edge edge:0:0:9"),
        (FixSymbolic(edge=EDGE, function="nonsense"), "not in the library"),
        (Checkout(version="version:999"), "no version version:999"),
        (Undo(), "nothing to undo"),
    ],
)
def test_nonsense_is_not_proposed(operation: Proposable, said: str) -> None:
    with pytest.raises(Refused, match=said):
        opened().do(Propose(operation=operation))


def test_a_proposal_in_a_proposal_is_none() -> None:
    nested = {"op": "propose", "operation": {"op": "propose", "operation": {"op": "undo"}}}
    with pytest.raises(ValidationError):
        parse_operation.validate_python(nested)


def test_during_a_training_one_may_propose_what_must_then_wait_for_its_end() -> None:
    log = training()
    log.do(Propose(operation=RefineGrid(grid=9)), author="agent")
    id = f"proposal:{log.number}"
    with pytest.raises(Refused, match="training") as refusal:
        log.do(Accept(proposal=id))
    assert refusal.value.code == "busy" and proposal(log, id).state == "open"
    log.finish()
    assert log.ask(Accept(proposal=id)).version


def test_a_proposal_whose_edge_has_gone_is_outdated_and_says_why() -> None:
    log, id = proposed()
    log.ask(PruneEdges(edges=(EDGE,)))
    one = proposal(log, id)
    assert one.state == "outdated" and one.decided_by is None
    assert one.answer == "x1 → h1.2 is cut; restore it first."
    with pytest.raises(Refused, match=r"outdated already\. x1 → h1\.2 is cut"):
        log.do(Accept(proposal=id))


@pytest.mark.parametrize("operation", [AddLayer(at=1), BuildNetwork(width=(2, 5, 1))])
def test_edges_that_are_others_now_end_what_was_proposed_for_them(operation: Proposable) -> None:
    log, id = proposed()
    log.do(Propose(operation=Train(steps=5)))
    general = f"proposal:{log.number}"
    log.ask(operation)
    assert proposal(log, id).state == "outdated" and "renumbered" in str(proposal(log, id).answer)
    assert proposal(log, general).state == "open"


def test_other_changes_leave_proposals_open() -> None:
    log, id = proposed()
    log.ask(LockEdges(edges=("edge:1:0:0",)))
    log.ask(Train(steps=5))
    assert proposal(log, id).state == "open"


def test_there_is_an_end_to_proposing() -> None:
    log = opened()
    for _ in range(100):
        log.do(Propose(operation=Train(steps=5)))
    with pytest.raises(Refused, match="100 proposals wait"):
        log.do(Propose(operation=Train(steps=5)))
    log.do(Reject(proposal=f"proposal:{log.number}"))
    log.do(Propose(operation=Train(steps=5)))


def test_every_operation_can_be_said_as_a_proposal() -> None:
    said = {"fix_symbolic", "unfix_symbolic", "prune_edges", "restore_edges", "lock_edges", "unlock_edges"}
    said |= {"draw_curve", "wish", "snap", "train", "prune", "prune_inputs", "refine_grid", "build_network"}
    said |= {"grow", "add_layer", "set_library", "add_function", "checkout", "set_filter"}
    said |= {"derive_column"}
    assert said | set(PLAIN) == {kind.model_fields["op"].default for kind in kinds(Proposable)}


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (Snap(edge=EDGE, constant="a", value="pi"), "Snap a on x1 → h1.2 to pi"),
        (Snap(all=True), "Make numbers exact"),
        (Prune(edge_threshold=0.2), "Prune at 0.2"),
        (Train(steps=200), "Train 200 steps"),
        (AutoSymbolic(), "Name every edge"),
        (SetFilter(condition="x1 > 0"), "Use only rows with x1 > 0"),
        (DeriveColumn(name="r", formula="x1/x2"), "Work out r = x1/x2"),
        (Grow(layer=1, nodes=2, product=True), "Add 2 products"),
        (PruneEdges(edges=(EDGE, "edge:0:1:1")), "Cut x1 → h1.2, x2 → h1.2"),
    ],
)
def test_titles_are_acts(operation: Proposable, said: str) -> None:
    log = opened()
    log.ask(SINE)
    log.do(Propose(operation=operation))
    assert proposal(log, f"proposal:{log.number}").title == said


def test_a_proposal_concerns_what_its_operation_concerns() -> None:
    assert touches(Propose(operation=SINE)) == {EDGE}
    assert touches(Accept(proposal="proposal:3")) == touches(Reject(proposal="proposal:3")) == {"proposal:3"}
    assert touches(Comment(on=EDGE, text="hm")) == {EDGE}


@pytest.mark.parametrize(
    ("on", "about"),
    [
        ("study", "the study"),
        (EDGE, "x1 → h1.2"),
        ("node:1:1", "h1.2"),
        ("version:3", "“Built [2, 5, 1], grid 5”"),
    ],
)
def test_comments_stay_with_what_they_are_about(on: str, about: str) -> None:
    log = opened()
    log.do(Comment.model_validate({"on": on, "text": " looks odd "}), author="ann")
    note = log.records[f"note:{log.number}"]
    assert isinstance(note, Note)
    assert (note.on, note.about, note.text, note.author) == (on, about, "looks odd", "ann")
    assert log.applied[-1].text == f"Commented on {about}: “looks odd”"
    log.ask(PruneEdges(edges=(EDGE,)))
    log.do(Undo())
    assert log.records[note.id] == note


@pytest.mark.parametrize(
    ("on", "text", "said"),
    [
        ("edge:0:0:9", "hm", "no edge"),
        ("node:1:9", "hm", "no node node:1:9"),
        ("node:7:0", "hm", "no node"),
        ("version:99", "hm", "no version"),
        ("study", "  ", "needs words"),
    ],
)
def test_a_comment_needs_words_and_something_to_be_about(on: str, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        opened().do(Comment.model_validate({"on": on, "text": text}))


def test_a_queued_acceptance_is_credited_too() -> None:
    log, id = proposed()
    log.do(PruneEdges(edges=("edge:0:1:1",)))
    log.do(Accept(proposal=id), author="ann")
    log.finish()
    run = runs(log.records)[-1]
    log.do(RunStarted(run=run.id, attempt=1))
    assert (run.author, run.credit) == ("ann", "agent")
