"""Two versions side by side: the way between them, and which edges are not the same."""

from __future__ import annotations

from typing import cast

from tests.study.situations import Log, opened

from kanscope.study.comparison import Comparison, compared
from kanscope.study.operations import (
    BuildNetwork,
    Checkout,
    FixSymbolic,
    Grow,
    LockEdges,
    PruneEdges,
    RestoreEdges,
    Train,
    UnfixSymbolic,
)
from kanscope.study.records import Head, Version

CUT, NAMED, HELD = "edge:0:0:0", "edge:0:1:2", "edge:1:3:0"


def head(log: Log) -> Version:
    return cast(Version, log.records[cast(Head, log.records["head"]).version])


def pruned_and_named() -> tuple[Log, Version, Version]:
    """A study, its first version, and the one with an edge cut, one named and one locked."""
    log = opened()
    first = head(log)
    log.ask(PruneEdges(edges=(CUT,)))
    log.ask(FixSymbolic(edge=NAMED, function="sin"))
    log.ask(LockEdges(edges=(HELD,)), author="ada")
    return log, first, head(log)


def what(comparison: Comparison) -> dict[str, str]:
    return {one.edge: one.what for one in comparison.differences}


def test_edges_cut_named_and_locked_are_told_and_no_others() -> None:
    log, first, last = pruned_and_named()
    found = compared(log.records, first, last)
    assert what(found) == {CUT: "cut", NAMED: "named", HELD: "locked"}
    named = next(one for one in found.differences if one.edge == NAMED)
    assert (named.was, named.now) == (None, "sin")


def test_the_other_way_round_the_differences_are_turned() -> None:
    log, first, last = pruned_and_named()
    assert what(compared(log.records, last, first)) == {CUT: "restored", NAMED: "unnamed", HELD: "unlocked"}


def test_the_way_holds_every_operation_with_its_author_in_order() -> None:
    log, first, last = pruned_and_named()
    found = compared(log.records, first, last)
    assert found.ancestor == first.id and found.back == ()
    assert [step.text.split()[0] for step in found.on] == ["Cut", "Fixed", "Locked"]
    assert [step.author for step in found.on] == ["you", "you", "ada"]


def test_two_branches_are_told_from_where_they_part() -> None:
    log, first, last = pruned_and_named()
    log.do(Checkout(version=first.id))
    log.ask(Train(steps=10))
    branch = head(log)
    found = compared(log.records, last, branch)
    assert found.ancestor == first.id
    assert [step.text.split()[0] for step in found.back] == ["Locked", "Fixed", "Cut"]
    assert [step.version for step in found.on] == [branch.id]
    assert what(found)[CUT] == "restored"


def test_a_version_beside_itself_has_no_differences() -> None:
    log, _, last = pruned_and_named()
    found = compared(log.records, last, last)
    assert (found.ancestor, found.back, found.on, found.differences) == (last.id, (), (), ())
    assert found.alike


def test_another_function_is_another_name() -> None:
    log, _, last = pruned_and_named()
    log.ask(UnfixSymbolic(edge=NAMED))
    log.ask(FixSymbolic(edge=NAMED, function="tanh"))
    log.ask(RestoreEdges(edges=(CUT,)))
    assert what(compared(log.records, last, head(log))) == {CUT: "restored", NAMED: "renamed"}


def test_grown_nodes_bring_edges_that_were_not_there() -> None:
    log, first, _ = pruned_and_named()
    log.ask(Grow(layer=1, nodes=1))
    found = compared(log.records, first, head(log))
    assert found.alike
    assert {edge for edge, kind in what(found).items() if kind == "added"} == {
        "edge:0:0:5",
        "edge:0:1:5",
        "edge:1:5:0",
    }


def test_networks_built_apart_have_no_edges_in_common() -> None:
    log, first, _ = pruned_and_named()
    log.ask(BuildNetwork(width=(2, 5, 1)))
    found = compared(log.records, first, head(log))
    assert not found.alike and found.differences == ()
