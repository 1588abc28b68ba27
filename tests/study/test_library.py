"""Choosing which functions a study is offered: presets, prices, bans, and functions of one's own."""

from __future__ import annotations

import pytest
from tests.study.situations import Log, opened

from kanscope.study.document import Refused
from kanscope.study.effects import StartRun
from kanscope.study.library import library_in, prices_of, rows_of
from kanscope.study.operations import AddFunction, FixSymbolic, PruneEdges, SetLibrary, Train, Undo

LANGMUIR = "langmuir := x/(1 + x)"


def offered(log: Log) -> dict[str, float]:
    return prices_of(library_in(log.records))


def with_langmuir() -> Log:
    log = opened()
    log.do(AddFunction(name="langmuir", formula="x/(1 + x)"))
    return log


def test_a_study_begins_with_every_shape_at_its_usual_price() -> None:
    log = opened()
    assert "library" not in log.records
    assert offered(log)["sin"] == 2 and "0" not in offered(log) and "cos" not in offered(log)


def test_a_preset_changes_what_is_offered_and_its_price() -> None:
    log = opened()
    assert log.do(SetLibrary(preset="economics")).text == "Chose the library of economics"
    assert "sin" not in offered(log) and offered(log)["log"] == 1


def test_a_price_and_a_ban_hold_until_null_takes_them_back() -> None:
    log = opened()
    said = log.do(SetLibrary(costs={"sin": 0.5, "exp": 7}, ban={"tan": True, "cos": False})).text
    assert said == "Set the price of sin to 0.5, set the price of exp to 7, banned tan, offered cos"
    assert (offered(log)["sin"], offered(log)["exp"]) == (0.5, 7) and "tan" not in offered(log)
    assert "cos" in offered(log)
    log.do(SetLibrary(costs={"sin": None}, ban={"tan": None, "cos": None}))
    assert offered(log)["sin"] == 2 and "tan" in offered(log) and "cos" not in offered(log)
    assert offered(log)["exp"] == 7


def test_what_was_set_by_hand_survives_another_preset() -> None:
    log = opened()
    log.do(SetLibrary(costs={"log": 5}))
    log.do(SetLibrary(preset="economics"))
    assert offered(log)["log"] == 5


def test_a_function_of_ones_own_is_offered_by_its_whole_text() -> None:
    log = with_langmuir()
    assert log.applied[-1].text == f"Added the function {LANGMUIR}"
    assert offered(log)[LANGMUIR] == 2
    log.do(SetLibrary(costs={"langmuir": 1}))
    assert offered(log)[LANGMUIR] == 1


def test_a_function_of_ones_own_is_rewritten_by_its_name_and_removed_by_a_ban() -> None:
    log = with_langmuir()
    assert log.do(AddFunction(name="langmuir", formula="2*x/(1+x)")).text.startswith("Rewrote")
    assert LANGMUIR not in offered(log) and "langmuir := 2*x/(1+x)" in offered(log)
    log.do(SetLibrary(ban={"langmuir": True}))
    assert not [text for text in offered(log) if text.startswith("langmuir")]
    assert [row.key for row in rows_of(library_in(log.records)) if row.formula] == ["langmuir"]
    log.do(AddFunction(name="langmuir", formula="x/(1 + x)"))
    assert LANGMUIR in offered(log)


def test_undo_leaves_the_library_as_it_is() -> None:
    log = opened()
    log.ask(PruneEdges(edges=("edge:0:0:1",)))
    log.do(AddFunction(name="langmuir", formula="x/(1 + x)"))
    assert log.do(Undo()).text.startswith("Undid “Cut")
    assert LANGMUIR in offered(log)


def test_every_run_is_told_the_prices_of_its_time() -> None:
    log = with_langmuir()
    (effect,) = log.do(Train()).effects
    assert isinstance(effect, StartRun) and effect.prices == offered(log)


def test_an_edge_takes_a_function_of_ones_own_by_its_text_though_the_library_lacks_it() -> None:
    log = opened()
    text = log.ask(FixSymbolic(edge="edge:0:0:1", function=LANGMUIR)).text
    assert text.startswith("Fixed x1 → h1.2 as langmuir")


@pytest.mark.parametrize(
    ("operation", "field", "said"),
    [
        (SetLibrary(), None, "Say what to change"),
        (SetLibrary(preset="alchemy"), "preset", "no preset called “alchemy”"),
        (SetLibrary(costs={"sinus": 1}), "costs", "“sinus” is not in the library"),
        (SetLibrary(ban={"langmuir": True}), "ban", "not in the library"),
        (SetLibrary(ban=dict.fromkeys(prices_of(library_in({})), True)), "ban", "No function would be left"),
        (AddFunction(name="sin", formula="x"), "formula", "means something already"),
        (AddFunction(name="arctan2 ", formula="x/(k+x)"), "formula", "no name 'k'"),
        (AddFunction(name="x^2", formula="x"), "formula", "cannot be a function's name"),
        (FixSymbolic(edge="edge:0:0:1", function="f := x/(k+x)"), "function", "no name 'k'"),
        (FixSymbolic(edge="edge:0:0:1", function="power(1,2)"), "function", "not in the library"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(
    operation: SetLibrary | AddFunction | FixSymbolic, field: str | None, said: str
) -> None:
    log = opened()
    with pytest.raises(Refused) as refused:
        log.do(operation)
    assert refused.value.field == field and said in refused.value.reason
    assert "library" not in log.records


def test_a_formula_that_cannot_be_read_is_pointed_at() -> None:
    with pytest.raises(Refused) as refused:
        opened().do(AddFunction(name="mm", formula="x/(km + x)"))
    assert refused.value.reason.splitlines()[1:] == ["    mm := x/(km + x)", "             ^"]
    assert "only x and numbers" in (refused.value.hint or "")
