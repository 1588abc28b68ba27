"""Drawing on edges and wishing them a shape: what is refused, what is kept, what undo gives back."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from tests.study.situations import Log, edges, opened

from kanscope.study.draft import Refused
from kanscope.study.drawing import DrawCurve, Wish
from kanscope.study.effects import StartRun
from kanscope.study.operations import (
    FixSymbolic,
    LockEdges,
    Operation,
    PruneEdges,
    SetRoles,
    Undo,
    parse_operation,
)
from kanscope.study.touches import touches

EDGE, HIDDEN = "edge:0:0:1", "edge:1:0:0"
LINE = ((-0.5, 0.0), (0.5, 1.0))


def drawn(**changes: object) -> DrawCurve:
    return DrawCurve.model_validate({"edge": EDGE, "points": LINE, **changes})


def test_a_drawing_is_asked_for_under_the_contracts_names() -> None:
    text = '{"op":"draw_curve","edge":"edge:0:0:1","points":[[-0.5,0],[0.5,1.0]],"as":"start","weight":0.1}'
    operation = parse_operation.validate_json(text)
    assert operation == drawn(**{"as": "start"})
    assert parse_operation.dump_json(operation).decode() == text
    (effect,) = opened().do(operation).effects
    assert isinstance(effect, StartRun)
    assert effect.model_dump(mode="json")["operation"]["as"] == "start"


@pytest.mark.parametrize(
    "points", [[[0, "1"], [1, 2]], [[0, 1e13], [1, 2]], [[float("nan"), 0], [1, 2]], [[0], [1]]]
)
def test_points_that_are_no_numbers_are_no_operation(points: list[list[object]]) -> None:
    with pytest.raises(ValidationError):
        parse_operation.validate_python({"op": "draw_curve", "edge": EDGE, "points": points})


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ((), "at least two points, and none came"),
        (((0.0, 1.0),), "at least two points, and 1 came"),
        (((0.0, 1.0), (0.5, 2.0), (0.5, 1.0)), r"Point 3 \(x = 0\.5\) is not to the right"),
        (((0.5, 1.0), (0.0, 1.0)), r"Point 2 \(x = 0\)"),
        (((0.0, 1.0), (9.0, 1.0)), r"x = 9 is far from the data: x1 goes from -1 to 1"),
    ],
)
def test_points_that_make_no_curve_are_refused_with_the_place(points: object, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        opened().do(drawn(points=points))
    assert refusal.value.field == "points" and refusal.value.hint


def test_on_a_logarithm_the_range_is_in_logarithms() -> None:
    log = opened()
    log.ask(SetRoles(inputs=("p", "x2"), targets=("y",), logs=("p",)))
    log.ask(drawn(points=((-6.0, 0.0), (0.0, 1.0))))


@pytest.mark.parametrize("operation", [drawn(), drawn(**{"as": "start"}), Wish(edge=EDGE, shape="odd")])
@pytest.mark.parametrize(
    ("before", "said"),
    [
        (PruneEdges(edges=(EDGE,)), "cut; restore it"),
        (LockEdges(edges=(EDGE,)), "locked; unlock it"),
        (FixSymbolic(edge=EDGE, function="sin"), "named sin"),
    ],
)
def test_only_a_free_spline_takes_a_drawing_or_a_wish(
    operation: Operation, before: Operation, said: str
) -> None:
    log = opened()
    log.ask(before)
    with pytest.raises(Refused, match=rf"x1 → h1\.2 is {said}"):
        log.do(operation)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(edge=EDGE, shape="none"), "no wish to let go of"),
        (Wish(edge=EDGE, shape="rising", values=(1.0,)), "0 numbers, not 1"),
        (Wish(edge=EDGE, shape="zero outside", values=(1.0,)), "2 numbers, not 1"),
        (Wish(edge=EDGE, shape="zero outside", values=(1.0, -1.0)), "1 to -1 is no interval"),
        (Wish(edge=EDGE, shape="periodic", values=(0.0,)), "above 0"),
    ],
)
def test_a_wish_that_says_nothing_is_refused(wish: Wish, said: str) -> None:
    with pytest.raises(Refused, match=said):
        opened().do(wish)


def test_what_is_drawn_and_wished_stays_with_the_edge_and_undo_takes_it_back() -> None:
    log = opened()
    log.ask(drawn(weight=0.5))
    log.ask(Wish(edge=EDGE, shape="odd", values=(0.0,)))
    prior, wish = edges(log.records)[EDGE].prior, edges(log.records)[EDGE].wish
    assert prior is not None and prior.weight == 0.5 and wish is not None and wish.shape == "odd"
    assert log.applied[-1].text == "Wished x1 → h1.2 to be odd"
    log.do(Undo())
    assert edges(log.records)[EDGE].wish is None and edges(log.records)[EDGE].prior == prior
    log.do(Undo())
    assert edges(log.records)[EDGE].prior is None


def test_a_drawing_is_taken_off_once() -> None:
    log: Log = opened()
    with pytest.raises(Refused, match="Nothing is drawn"):
        log.do(DrawCurve(edge=EDGE, weight=0))
    log.ask(drawn())
    assert log.ask(DrawCurve(edge=EDGE, weight=0)).text == "Took the drawing off x1 → h1.2"
    assert edges(log.records)[EDGE].prior is None


def test_a_drawing_concerns_its_edge_alone() -> None:
    assert touches(drawn()) == touches(Wish(edge=EDGE, shape="odd")) == {EDGE}
    assert opened().ask(DrawCurve(edge=HIDDEN, points=((-90.0, 0.0), (80.0, 1.0)))).version
