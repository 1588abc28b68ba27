"""Every law is a network that somebody could have made by hand: its operations give the same formula."""

from __future__ import annotations

import numpy as np
import pytest
import sympy
import torch
from tests.discover.made import chosen, columns

from kanscope.discover.library import allowed, foreign
from kanscope.discover.operations import operations
from kanscope.discover.replay import Replay
from kanscope.discover.standing import NoNetwork, law_values, stand
from kanscope.engine.worker.order import opened
from kanscope.engine.worker.queries.formula import formulas_of
from kanscope.study.document import Refused
from kanscope.study.operations import BuildNetwork, FixSymbolic, PruneEdges, SetRoles
from kanscope.symbolic.parse import parse
from kanscope.symbolic.symbols import safe_symbols

LAWS = [
    "exp(sin(pi*x1) + x2^2)",
    "365.25*a^1.5/sqrt(M)",
    "m*r*v*sin(t)",
    "g*m1*m2/((x1 - x2)^2 + (y1 - y2)^2)",
    "h*w/(exp(h*w/T) - 1)",
    "(m1*r1 + m2*r2)/(m1 + m2)",
    "sqrt(x1^2 + x2^2 - 2*x1*x2*cos(t1 - t2))",
    "D*(1 - exp(-a*(r - s)))^2",
    "a*exp(-b*exp(-c*t))",
    "x^0.37*z^-1.4 + 3",
    "1 + 2*a + 3*b - 4*a*b + 5*a*b*c*d",
    "n*m*tanh(m*B/T)",
    "3.5*x - 2",
]


def _made(law: str):  # type: ignore[no-untyped-def]
    table = chosen(columns(law))
    symbols = safe_symbols(table.data.inputs)
    renamed = {sympy.Symbol(c, real=True): sympy.Symbol(s, real=True) for s, c in symbols.items()}
    return table, symbols, parse(law).sympy().xreplace(renamed)


@pytest.mark.parametrize("law", LAWS)
def test_the_replay_of_its_operations_is_the_law(law: str) -> None:
    table, symbols, expression = _made(law)
    standing = stand(expression, symbols, table)  # refuses whatever differs by more than 1e-9
    study = Replay(table.table, table.data)
    for operation in standing.operations:
        study.do(operation)
    assert {edge.status for edge in study.edges} <= {"symbolic", "cut"}
    session = opened(study.saved, table.context(standing.inputs))
    (read,) = formulas_of(session)
    assert read.complete
    told = law_values(read.expression, symbols, session.context)
    wanted = law_values(expression, symbols, session.context)
    assert np.allclose(told, wanted, rtol=1e-9, atol=1e-9 * np.std(wanted))


def test_a_tidy_law_is_read_off_its_network_as_it_was() -> None:
    table, symbols, expression = _made("exp(sin(pi*x1) + x2^2)")
    study = Replay(table.table, table.data)
    for operation in stand(expression, symbols, table).operations:
        study.do(operation)
    (read,) = formulas_of(opened(study.saved, table.context()))
    numbers = {n: sympy.nsimplify(n, [sympy.pi], tolerance=1e-9) for n in read.expression.atoms(sympy.Float)}
    assert sympy.simplify(read.expression.xreplace(numbers) - expression) == 0


def test_what_the_operations_are() -> None:
    table, symbols, expression = _made("x1*x2 + x1")
    first, build, *rest = stand(expression, symbols, table).operations
    assert first == SetRoles(inputs=("x1", "x2"), targets=("y",))
    assert isinstance(build, BuildNetwork) and build.width[1] == (1, 1)
    assert isinstance(rest[0], PruneEdges) and all(isinstance(one, FixSymbolic) for one in rest[1:])


def test_inputs_the_law_does_without_are_no_roles() -> None:
    table, symbols, _ = _made("x1 + 0*x2 + x3")
    standing = stand(parse("x1 + x3").sympy(), symbols, table)
    assert standing.inputs == ("x1", "x3") and standing.operations[0].inputs == ("x1", "x3")  # type: ignore[union-attr]


def test_a_constant_stands_too() -> None:
    table, symbols, _ = _made("x1 + x2")
    assert stand(sympy.Float(2.5), symbols, table).inputs == ("x1",)


@pytest.mark.parametrize("law", ["log(x1 - 1)", "besselj"])
def test_what_stands_on_no_network_is_said(law: str) -> None:
    table, symbols, _ = _made("x1 + x2")
    x1 = sympy.Symbol("x1", real=True)
    expression = sympy.log(x1 - 1) if law.startswith("log") else sympy.besselj(7, x1)
    with pytest.raises(NoNetwork):
        stand(expression, symbols, table)


def test_too_deep_a_law_is_refused_with_a_number() -> None:
    table, symbols, _ = _made("x1 + x2")
    deep = sympy.Symbol("x1", real=True)
    for _ in range(8):
        deep = sympy.sin(deep) + sympy.cos(deep)
    with pytest.raises(NoNetwork, match="layers"):
        stand(deep, symbols, table)


def test_an_edited_network_is_no_longer_the_law() -> None:
    """The comparison can fail: with one number changed the two are told apart."""
    table, symbols, expression = _made("x1*x2 + x1")
    context = table.context()
    *steps, last = operations(expression, tuple(symbols), context)
    assert isinstance(last, FixSymbolic) and last.params is not None
    wrong = last.model_copy(update={"params": last.params.model_copy(update={"c": last.params.c * 1.001})})
    study = Replay(table.table, table.data)
    for operation in (*steps, wrong):
        study.do(operation)
    saved = study.saved
    with torch.no_grad():
        told = saved.scaling.targets.outside(saved.network(saved.scaling.inputs.inside(context.x)))[:, 0]
    assert np.abs(told.numpy() - law_values(expression, symbols, context)).max() > 1e-5


def test_the_document_refuses_what_makes_no_sense() -> None:
    table, _, _ = _made("x1*x2 + x1")
    with pytest.raises(Refused):
        Replay(table.table, table.data).do(FixSymbolic(edge="edge:7:0:0", function="sin"))


def test_a_law_with_functions_of_another_field_is_refused() -> None:
    table, symbols, expression = _made("a*tan(b)")
    with pytest.raises(NoNetwork, match="leaves out tan"):
        stand(expression, symbols, table, allowed("chemistry"))
    _, _, usual = _made("a*exp(-b)")
    assert stand(usual, symbols, table, allowed("chemistry")).inputs == ("a", "b")


def test_a_second_name_of_a_function_in_the_library_is_in_it_too() -> None:
    inside = allowed("mathematics")
    assert foreign(["cos", "sin", "x^0.5"], inside) == [] == foreign(["tan"], None)
