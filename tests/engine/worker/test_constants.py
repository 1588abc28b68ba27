"""Numbers of named edges: fitted together, made exact, held, and told with their prices."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.engine.made import asked, fresh, table, toy_table, trained

from kanscope.engine.worker.constants.numbers import numbers_of
from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.queries.constants import constants
from kanscope.engine.worker.queries.formula import formulas_of
from kanscope.engine.worker.records import edge_records
from kanscope.engine.worker.session.checkpoint import pack, unpack
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.auto import auto_symbolic
from kanscope.engine.worker.tasks.fix import fix
from kanscope.engine.worker.tasks.refit import refit
from kanscope.engine.worker.tasks.snap import snap
from kanscope.study.operations import AutoSymbolic, FixSymbolic, Refit, Snap
from kanscope.study.records import Data


@pytest.fixture(scope="module")
def learnt() -> Session:
    """A [2, 1, 1] network that knows y = exp(sin πx₁ + x₂²), nothing named."""
    return trained(fresh((2, 1, 1), toy_table()), 150)


@pytest.fixture(scope="module")
def law(learnt: Session) -> Session:
    """The same with the right names on its edges."""
    for edge, name in (("edge:0:0:0", "sin"), ("edge:0:1:0", "x^2"), ("edge:1:0:0", "exp")):
        learnt = fix(FixSymbolic(edge=edge, function=name), learnt).session
    return learnt


def test_the_jacobian_is_that_of_the_residuals(law: Session) -> None:
    numbers = numbers_of(law)
    values, exact = numbers.values, numbers.jacobian(numbers.values)
    for k in range(len(values)):
        step = np.zeros_like(values)
        step[k] = 1e-6 * max(abs(values[k]), 1)
        slope = (numbers.residuals(values + step) - numbers.residuals(values - step)) / (2 * step[k])
        assert exact[:, k] == pytest.approx(slope, abs=1e-5)


def test_a_joint_fit_finds_the_law(law: Session) -> None:
    done = refit(Refit(), law).session
    [formula] = formulas_of(done)
    x = {"x1": 0.3, "x2": -0.4}
    value = float(
        formula.expression.subs({s: x[formula.symbols[str(s)]] for s in formula.expression.free_symbols})
    )
    assert value == pytest.approx(math.exp(math.sin(math.pi * 0.3) + 0.16), rel=1e-9)


def test_everything_can_be_snapped_at_once(law: Session) -> None:
    done = snap(Snap(all=True), law).session
    records = {edge.id: edge for edge in edge_records(done)}
    assert records["edge:0:0:0"].exact["a"] in ("pi", "-pi")
    assert records["edge:0:0:0"].locked and records["edge:0:0:0"].params is not None
    assert abs(records["edge:0:0:0"].params.a) == pytest.approx(math.pi, rel=1e-12)


def test_one_number_takes_the_value_a_person_gives_and_the_others_follow(law: Session) -> None:
    done = snap(Snap(edge="edge:0:0:0", constant="a", value="pi"), law).session
    [edge] = [one for one in edge_records(done) if one.id == "edge:0:0:0"]
    assert edge.exact == {"a": "pi"} and edge.params is not None and edge.params.a == pytest.approx(math.pi)


@pytest.mark.parametrize("text", ["x1", "1/0", "os.system", "9**9**9**9"])
def test_a_value_that_is_no_number_is_refused_with_the_reason(law: Session, text: str) -> None:
    with pytest.raises(EditRefused, match="value"):
        snap(Snap(edge="edge:0:0:0", constant="a", value=text), law)


def test_what_is_exact_travels_with_the_network_and_ends_with_a_new_name(law: Session) -> None:
    done = snap(Snap(edge="edge:0:0:0", constant="a", value="pi"), law).session
    again = replace(done, exact=unpack(pack(done)).exact)
    assert [edge.exact for edge in edge_records(again) if edge.exact] == [{"a": "pi"}]
    renamed = fix(FixSymbolic(edge="edge:0:0:0", function="x"), again).session
    assert not any(edge.exact for edge in edge_records(renamed))


def test_all_edges_are_named_at_once_and_rightly(learnt: Session) -> None:
    done = auto_symbolic(AutoSymbolic(), learnt).session
    assert [edge.function for edge in edge_records(done)] == ["sin", "x^2", "exp"]
    with pytest.raises(EditRefused, match="already"):
        auto_symbolic(AutoSymbolic(), done)


def test_numbers_are_told_with_errors_and_the_price_of_simple_ones(law: Session) -> None:
    told = constants(asked(law, toy_table()))["constants"]
    [frequency] = [one for one in told if (one["edge"], one["constant"]) == ("edge:0:0:0", "a")]
    assert abs(frequency["value"]) == pytest.approx(math.pi, rel=1e-6)
    assert 0 < frequency["standard_error"] < 1e-3
    [pi] = [one for one in frequency["options"] if one["text"] in ("pi", "-pi")]
    assert abs(pi["change"]) < 1e-6


@pytest.fixture(scope="module")
def fall() -> tuple[Session, bytes]:
    """v = g·t, named."""
    t = np.linspace(0.1, 3, 60)
    noise = 1e-4 * np.random.default_rng(1).standard_normal(60)
    packed = table(t=t.tolist(), v=(9.80665 * t + 4 + noise).tolist())
    session = trained(fresh((1, 1), packed, Data(inputs=("t",), targets=("v",))), 30)
    return fix(FixSymbolic(edge="edge:0:0:0", function="x"), session).session, packed


def test_a_constant_of_nature_of_the_studys_field_is_offered_by_its_name(
    fall: tuple[Session, bytes],
) -> None:
    session, packed = fall
    told = constants(asked(session, packed, {"field": "mechanics"}))["constants"]
    natural = [option for one in told for option in one["options"] if option["nature"]]
    [gravity] = natural
    assert gravity["text"] == "9.80665" and gravity["nature"]["name"] == "standard gravity"
    assert gravity["nature"]["unit"] == "m/s²" and abs(gravity["change"]) < 1e-4
    elsewhere = constants(asked(session, packed, {"field": "economics"}))["constants"]
    assert not any(option["nature"] for one in elsewhere for option in one["options"])
    [edge] = edge_records(snap(Snap(edge="edge:0:0:0", constant="c", value=gravity["text"]), session).session)
    assert edge.exact == {"c": "9.80665"}


def test_a_number_added_to_a_target_is_told_as_the_formula_has_it() -> None:
    x = np.linspace(-1, 2, 60)
    packed = table(x=x.tolist(), y=(4 + 3 * x**2).tolist())
    session = trained(fresh((1, 1), packed, Data(inputs=("x",), targets=("y",))), 30)
    session = fix(FixSymbolic(edge="edge:0:0:0", function="x^2"), session).session
    told = {one["constant"]: one for one in constants(asked(session, packed))["constants"]}
    assert told["d"]["with_mean"] == pytest.approx(4, abs=1e-6) and told["d"]["options"] == []
    assert told["d"]["value"] != pytest.approx(4, abs=0.1), "by itself it is the distance from the mean"
    assert {one["with_mean"] for letter, one in told.items() if letter != "d"} == {None}


def test_the_height_of_a_straight_line_is_such_a_number_too(fall: tuple[Session, bytes]) -> None:
    session, packed = fall
    told = {one["constant"]: one for one in constants(asked(session, packed))["constants"]}
    [height] = [one for one in told.values() if one["with_mean"] is not None]
    assert height["with_mean"] == pytest.approx(4, abs=1e-3)
