"""Growing, deepening, reordering, and inputs nobody listens to: what is refused, and what is said."""

from __future__ import annotations

import pytest
from tests.study.situations import Log, edges, opened, runs

from kanscope.study.draft import Refused
from kanscope.study.operations import (
    AddLayer,
    BuildNetwork,
    Grow,
    LockEdges,
    Operation,
    PruneEdges,
    PruneInputs,
    SwapNodes,
    Undo,
)
from kanscope.study.records import Network, Version
from kanscope.study.widths import width_after


def built(*width: int | tuple[int, int]) -> Log:
    log = opened()
    log.ask(BuildNetwork(width=width))
    return log


def last_text(log: Log) -> str:
    return max((r for r in log.records.values() if isinstance(r, Version)), key=lambda v: v.number).text


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (Grow(layer=1), "Added a sum to layer 1"),
        (Grow(layer=1, nodes=3, product=True), "Added 3 products to layer 1"),
        (AddLayer(at=0), "Added a layer behind the inputs"),
        (AddLayer(at=1), "Added a layer behind layer 1"),
        (AddLayer(at=2), "Added a layer behind the outputs"),
        (SwapNodes(nodes=("node:1:0", "node:1:4")), "Swapped h1.1 and h1.5"),
        (PruneInputs(inputs=("x2",)), "Stopped listening to x2"),
    ],
)
def test_the_history_says_what_was_done(operation: Operation, said: str) -> None:
    log = opened()
    log.ask(operation)
    assert last_text(log) == said


@pytest.mark.parametrize(
    ("operation", "width"),
    [
        (Grow(layer=1, nodes=2), (2, 7, 1)),
        (Grow(layer=1, product=True), (2, (5, 1), 1)),
        (AddLayer(at=0), (2, 2, 5, 1)),
        (AddLayer(at=1), (2, 5, 5, 1)),
        (AddLayer(at=2), (2, 5, 1, 1)),
    ],
)
def test_undo_takes_grown_edges_out_of_the_document_again(
    operation: Operation, width: tuple[int | tuple[int, int], ...]
) -> None:
    log = opened()
    before = edges(log.records)
    log.ask(operation)
    network = log.records["network"]
    assert isinstance(network, Network)
    assert network.width == width == width_after(operation, (2, 5, 1))
    assert len(edges(log.records)) > len(before)
    log.do(Undo())
    assert edges(log.records) == before


@pytest.mark.parametrize(
    ("width", "operation", "reason"),
    [
        ((2, 5, 1), Grow(layer=0), "Layer 0 is not a hidden one"),
        ((2, 5, 1), Grow(layer=2), "Layer 2 is not a hidden one"),
        ((2, 1), Grow(layer=1), "Layer 1 is not a hidden one"),
        ((2, (3, 1), 1), Grow(layer=1), "has products"),
        ((2, 5, 1), AddLayer(at=3), "There is no layer 3"),
        ((2, *[1] * 10, 1), AddLayer(at=1), "12 layers of nodes are the most"),
        ((2, 5, 1), SwapNodes(nodes=("node:1:0", "node:1:5")), "no two hidden nodes"),
        ((2, 5, 1), SwapNodes(nodes=("node:0:0", "node:0:1")), "no two hidden nodes"),
        ((2, 5, 5, 1), SwapNodes(nodes=("node:1:0", "node:2:0")), "within their layer"),
        ((2, 5, 1), SwapNodes(nodes=("node:1:2", "node:1:2")), "with itself"),
        ((2, (3, 1), 1), SwapNodes(nodes=("node:1:0", "node:1:3")), "sums come first"),
        ((2, 5, 1), PruneInputs(inputs=("label",)), "is no input"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(
    width: tuple[int | tuple[int, int], ...], operation: Operation, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        built(*width).do(operation)


def test_an_input_nobody_listens_to_or_whose_edge_is_locked_is_not_cut() -> None:
    log = opened()
    log.ask(PruneEdges(edges=tuple(f"edge:0:1:{j}" for j in range(5))))
    with pytest.raises(Refused, match="Nothing listens to x2"):
        log.do(PruneInputs(inputs=("x2",)))
    log.ask(LockEdges(edges=("edge:0:0:3",)))
    with pytest.raises(Refused, match=r"x1 → h1\.4 is locked"):
        log.do(PruneInputs(inputs=("x1",)))


@pytest.mark.parametrize("operation", [AddLayer(at=1), SwapNodes(nodes=("node:1:0", "node:1:1"))])
def test_nothing_waits_behind_what_renumbers_nodes(operation: Operation) -> None:
    log = opened()
    log.do(operation)
    with pytest.raises(Refused, match="renumbered") as refusal:
        log.do(PruneEdges(edges=("edge:0:0:0",)))
    assert refusal.value.code == "busy"
    log.finish()
    log.ask(PruneEdges(edges=("edge:0:0:0",)))
    assert not [run for run in runs(log.records) if run.out]
