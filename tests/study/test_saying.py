"""What is said in English is there in clauses too, for pages in other languages."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from tests.study.situations import Log, opened
from tests.study.test_document import LIFE

from kanscope.study.draft import Refused
from kanscope.study.operations import (
    FixSymbolic,
    Operation,
    Pause,
    Propose,
    PruneEdges,
    RefineGrid,
    Refit,
    RestoreEdges,
    SetRoles,
    Train,
    Undo,
)
from kanscope.study.records import Proposal, Version
from kanscope.study.saying import Done, Said

EDGE = "edge:0:0:1"
WORDS = re.compile(r"[\w.]+")
SINE = FixSymbolic(edge=EDGE, function="sin")


def lived() -> list[Version]:
    """Every version of a life that holds every operation."""
    log = Log()
    for entry in LIFE:
        if entry is None:
            log.finish()
        else:
            log.do(entry)
    return [record for record in log.records.values() if isinstance(record, Version)]


def test_every_sentence_of_the_history_has_its_clauses_and_the_same_names_in_both() -> None:
    for version in lived():
        assert version.said, version.text
        for clause in version.said:
            assert clause.word in get_args(Done)
            names = [figure for figure in clause.figures.values() if isinstance(figure, str)]
            assert {name for said in names for name in WORDS.findall(said)} <= set(
                WORDS.findall(version.text)
            )


def test_numbers_are_not_rounded_and_many_edges_are_counted() -> None:
    log = opened()
    log.ask(Train(steps=20))
    log.ask(PruneEdges(edges=("edge:0:0:0", "edge:0:0:2", "edge:0:0:3", "edge:0:0:4")))
    log.ask(SINE)
    head = [record for record in log.records.values() if isinstance(record, Version)]
    trained, cut, fixed = head[1:]
    assert trained.said[0] == Said(word="trained", figures={"steps": 20})
    assert cut.said == (Said(word="cut", figures={"edges": 4}),)
    assert [clause.word for clause in fixed.said] == ["fixed", "r2", "rmse"]
    assert fixed.said[2].figures == {"before": fixed.test_rmse, "after": fixed.test_rmse}


@pytest.mark.parametrize(
    ("operation", "word", "figures"),
    [
        (RestoreEdges(edges=(EDGE,)), "edge_not_cut", {"edge": "x1 → h1.2"}),
        (SetRoles(inputs=("z",), targets=("y",)), "no_column", {"column": "z"}),
        (RefineGrid(grid=3), "grid_not_finer", {"grid": 5, "twice": 10}),
        (Refit(), "none_named", {}),
        (Undo(), "nothing_to_undo", {}),
        (Pause(), "no_training", {}),
    ],
)
def test_a_refusal_says_which_one_it_is_and_what_stands_in_it(
    operation: Operation, word: str, figures: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refused:
        opened().do(operation)
    assert [(clause.word, clause.figures) for clause in refused.value.said] == [(word, figures)]


def test_a_proposal_and_its_end_are_told_in_clauses() -> None:
    log = opened()
    log.do(Propose(operation=SINE))
    id = f"proposal:{log.number}"
    log.ask(PruneEdges(edges=(EDGE,)))
    one = log.records[id]
    assert isinstance(one, Proposal)
    assert one.said == (Said(word="do_fix_symbolic", figures={"edge": "x1 → h1.2", "function": "sin"}),)
    assert one.answer_said == (Said(word="edge_cut", figures={"edge": "x1 → h1.2"}),)
