"""The formula's parts and the edges they come from."""

from __future__ import annotations

import re

import numpy as np
import pytest
import sympy
from tests.symbolic.laws import toy_law
from tests.symbolic.plain import edge_values

from kanscope.symbolic.composition import Composition, EdgeForm
from kanscope.symbolic.export.latex import latex_text
from kanscope.symbolic.export.linked import linked_latex
from kanscope.symbolic.formula import OutputFormula, formulas
from kanscope.symbolic.origins import Origins

ROWS = np.random.default_rng(0).uniform(0.2, 1.2, (60, 2))
MARK = re.compile(r"\\htmlData\{edge=([^}]*)\}")


def linked(composition: Composition, formula: OutputFormula | None = None) -> str:
    formula = formula or formulas(composition, ROWS)[0]
    columns = {
        name: ROWS[:, list(composition.input_names).index(column)] for name, column in formula.symbols.items()
    }
    owners = {
        (layer - 1, subnode): node
        for layer in range(1, len(composition.width))
        for node, subnodes in enumerate(composition.by_node(layer, range(composition.subnodes(layer))))
        for subnode in subnodes
    }
    origins = Origins(formula, edge_values(composition, ROWS), columns, owners)
    return linked_latex(formula, 0, origins, lambda place: ":".join(map(str, place)))


def part(text: str, edge: str) -> list[str]:
    """What is enclosed by the marks that name an edge, inner marks taken out."""
    found = []
    for mark in MARK.finditer(text):
        if edge in mark[1].split():
            depth, start = 1, mark.end() + 1
            end = start
            while depth:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            found.append(bare(text[start : end - 1]))
    return found


def bare(text: str) -> str:
    """The same LaTeX less the marks."""
    mark = MARK.search(text)
    if mark is None:
        return text
    depth, end = 1, mark.end() + 1
    while depth:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    return bare(text[: mark.start()] + text[mark.end() + 1 : end - 1] + text[end:])


def test_every_edge_of_the_toy_law_has_its_part() -> None:
    text = linked(toy_law())
    assert bare(text) == latex_text(formulas(toy_law(), ROWS)[0])
    assert [len(part(text, edge)) for edge in ("0:0:0", "0:1:0", "1:0:0")] == [1, 1, 1]
    assert part(text, "0:0:0")[0].startswith(r"\sin")
    assert "x_{2}^{2}" in part(text, "0:1:0")[0]
    assert part(text, "1:0:0")[0] == bare(text)


def test_unnamed_curves_are_marked_as_what_they_are() -> None:
    spline = EdgeForm()
    edges = {(0, 0, 0): spline, (0, 1, 0): EdgeForm("x^2"), (1, 0, 0): spline}
    text = linked(Composition([2, 1, 1], edges, ["x1", "x2"], [0, 0], [1, 1], [0], [1]))
    assert part(text, "0:0:0") == [r"\varphi_{1,1,1}\left(x_{1}\right)"]
    assert part(text, "0:1:0") == ["x_{2}^{2}"]
    assert part(text, "1:0:0")[0].startswith(r"\varphi_{2,1,1}")


def test_a_part_is_found_after_constants_have_moved_and_sums_became_products() -> None:
    edges = {
        (0, 0, 0): EdgeForm("sin", 3, 0.2, 0.5, 1),
        (0, 1, 0): EdgeForm("x^2"),
        (1, 0, 0): EdgeForm("exp"),
    }
    composition = Composition([2, 1, 1], edges, ["x1", "x2"], [0, 0], [1, 1], [0], [1])
    formula = formulas(composition, ROWS)[0]
    apart = OutputFormula("y", sympy.expand_power_exp(formula.expression), formula.symbols, {}, complete=True)
    text = linked(composition, apart)
    assert len(part(text, "0:0:0")) == 1 and "sin" in part(text, "0:0:0")[0]
    assert len(part(text, "0:1:0")) == 1 and "sin" not in part(text, "0:1:0")[0]


def test_an_edge_that_only_sums_is_named_where_its_addends_stand() -> None:
    plain = EdgeForm("x")
    edges = {
        (0, 0, 0): EdgeForm("sin"),
        (0, 1, 0): EdgeForm("x^2"),
        (0, 0, 1): EdgeForm("exp"),
        (1, 0, 0): plain,
        (1, 1, 0): plain,
    }
    text = linked(Composition([2, 2, 1], edges, ["x1", "x2"], [0, 0], [1, 1], [0], [1]))
    assert sorted(part(text, "1:0:0")) == sorted(part(text, "0:0:0") + part(text, "0:1:0"))
    assert part(text, "1:1:0") == part(text, "0:0:1")


@pytest.mark.parametrize("function", ["1/x", "x^3", "log", "sqrt"])
def test_factors_of_a_product_node_are_told_apart(function: str) -> None:
    edges = {(0, 0, 0): EdgeForm("sin"), (0, 1, 1): EdgeForm(function, c=2.5), (1, 0, 0): EdgeForm("x")}
    text = linked(Composition([2, (0, 1), 1], edges, ["x1", "x2"], [0, 0], [1, 1], [0], [1]))
    assert all("x_{2}" not in one for one in part(text, "0:0:0"))
    assert part(text, "0:1:1") and all("x_{1}" not in one for one in part(text, "0:1:1"))
