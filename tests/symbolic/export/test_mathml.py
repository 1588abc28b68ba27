"""Formulas as MathML: well formed, with the scientist's names, and nothing of a name is markup."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
import sympy

from kanscope.symbolic.export.mathml import mathml_text
from kanscope.symbolic.formula import OutputFormula

MATHML = "{http://www.w3.org/1998/Math/MathML}"
x, y = sympy.symbols("x y", real=True)
phi = sympy.Function("phi_1_2_1")


def said(expression: sympy.Expr, target: str = "f", **symbols: str) -> ElementTree.Element:
    return ElementTree.fromstring(mathml_text(OutputFormula(target, expression, symbols, {}, True)))


def text(root: ElementTree.Element) -> str:
    return "".join(root.itertext()).replace("\u2062", "")


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        (sympy.sin(sympy.pi * x), "f=sin(πx)"),
        (1.23456789 * sympy.exp(x), "f=1.2346ex"),
        (1.5e-9 * x, "f=1.5×10−9x"),
        (sympy.log(x), "f=ln(x)"),
        (sympy.besselj(0, x), "f=J0(x)"),
        (phi(x), "f=φ1,2,1(x)"),
        (sympy.Abs(x), "f=|x|"),
        (sympy.sign(x), "f=sgn(x)"),
    ],
)
def test_it_says_what_the_formula_says(expression: sympy.Expr, shown: str) -> None:
    assert text(said(expression)) == shown


def test_names_are_typeset_as_the_formula_bar_does_it() -> None:
    root = said(x + y, target="alpha", x="x1", y="relative humidity (%)")
    assert text(root) == "α=x1+relative humidity (%)" or text(root) == "α=relative humidity (%)+x1"
    assert [part.text for part in root.iter(f"{MATHML}mtext")] == ["relative humidity (%)"]
    assert len(list(root.iter(f"{MATHML}msub"))) == 1


@pytest.mark.parametrize(
    "name", ["</math><script>alert(1)</script>", "a & <b>", "&alpha;", "\x00\u202e", '"']
)
def test_no_name_is_markup(name: str) -> None:
    root = said(x**2, target=name, x=name)
    known = {"math", "mrow", "mtext", "mo", "msup", "mn", "mi"}
    assert {part.tag.removeprefix(MATHML) for part in root.iter()} <= known
    printable = "".join(sign for sign in name if sign.isprintable())
    assert text(root) == f"{printable}={printable}2"
