"""Languages that do not run here: their texts are read back, or compared with what was looked over."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy.parsing.mathematica import parse_mathematica
from tests.symbolic.export.test_languages import PITFALLS, WIDE, X, Y, Z, law, truth

from kanscope.symbolic.export.catalogue import exported
from kanscope.symbolic.export.formats import FILES, Format
from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.parse import parse

FIXTURES = Path(__file__).parents[2] / "fixtures" / "exports"
A, B = sympy.symbols("a lam", real=True)
STORED = OutputFormula(
    "Druck",
    sympy.Float(0.1) * sympy.sin(3 * A) ** 2 - A**2 * sympy.sqrt(B) / 3
    + sympy.sin(3 * A) * sympy.exp(-sympy.pi * A / B**2) + sympy.log(1 + sympy.Abs(A))
    + sympy.Float(1.5e-7) * sympy.erf(B) + sympy.Piecewise((A, A < 1), (1, True)),
    {"a": "rel. Feuchte (%)", "lam": "λ"}, {}, complete=True,
)  # fmt: skip


@pytest.mark.parametrize("format", FILES)
def test_the_text_is_the_one_that_was_looked_over(format: Format) -> None:
    stored = FIXTURES / f"{format}.txt"
    assert exported(format, [STORED], {"λ": "nm"}) == stored.read_text(encoding="utf-8")


def excel(cell: str, row: np.ndarray, columns: str) -> float:
    """A cell computed as Excel would: its signs are Python's but for ^, its functions those below."""
    assert not re.search(r"(?:^|[(,<=*/^+-])\s*-", cell.removeprefix("=")), (
        "Excel binds a leading minus first"
    )
    if cell.startswith("=LET("):
        *steps, result = parts(cell[5:-1])
        names = dict(zip(steps[::2], steps[1::2], strict=True))
    else:
        names, result = {}, cell[1:]
    space = dict(FUNCTIONS) | {
        f"{letter}3": value for letter, value in zip(columns, row.tolist(), strict=True)
    }
    for name, text in names.items():
        space[name] = eval(python(text), space)
    return float(eval(python(result), space))


def python(text: str) -> str:
    return re.sub(r"(?<![<>])=", "==", text.replace("^", "**").replace("IF(", "IF_("))


def parts(text: str) -> list[str]:
    """Arguments parted by the commas outside all brackets."""
    found, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return found


FUNCTIONS: dict[str, object] = {
    "EXP": math.exp, "LN": math.log, "SQRT": math.sqrt, "ABS": abs, "SIN": math.sin, "COS": math.cos,
    "TAN": math.tan, "ASIN": math.asin, "ACOS": math.acos, "ATAN": math.atan, "SINH": math.sinh,
    "COSH": math.cosh, "TANH": math.tanh, "ASINH": math.asinh, "ACOSH": math.acosh, "ATANH": math.atanh,
    "ERF": math.erf, "ERFC": math.erfc, "INT": math.floor, "MIN": min, "MAX": max, "PI": lambda: math.pi,
    "SIGN": lambda x: (x > 0) - (x < 0), "IF_": lambda condition, a, b: a if condition else b,
    "AND": lambda *all_: all(all_), "OR": lambda *all_: any(all_), "NOT": lambda x: not x,
    "NA": lambda: math.nan,
}  # fmt: skip


@pytest.mark.parametrize("expression", PITFALLS, ids=str)
def test_a_cell_of_excel_computes_the_law(expression: sympy.Expr) -> None:
    if expression.has(sympy.besselj, sympy.bessely, sympy.sinc):
        return  # Excel's own; a quotient that both branches of IF compute
    formula = law(1, expression)
    cell = exported("excel", [formula]).splitlines()[2].split("\t")[-1]
    columns = "ABC"[: len(formula.symbols)]
    expected = truth(expression, WIDE)
    for row, value in list(zip(WIDE, expected, strict=True))[:20]:
        arguments = np.array([row[int(name[1:]) - 4] for name in formula.symbols])
        if math.isfinite(value) and np.abs(arguments).max(initial=0) < 0.8:
            assert excel(cell, arguments, columns) == pytest.approx(value, rel=1e-9, abs=1e-12)


def mathematica(text: str) -> sympy.Expr:
    """The body of the last definition as SymPy reads it, machine numbers as plain ones."""
    module = text.rsplit(":= Module[{}", 1)[1].removeprefix(",").rstrip().removesuffix("]")
    powers = re.sub(r"`\*\^(-?\d+)", r"*10^(\1)", module)
    plain = powers.replace("`", "").replace("N[Pi]", "Pi").replace("N[E]", "E")
    return parse_mathematica(plain.strip()).replace(sympy.Function("realOr"), lambda z: z)


PLAIN = st.recursive(
    st.sampled_from([X, Y, Z, sympy.Integer(2), sympy.Rational(1, 3), sympy.Float(0.7)]),
    lambda inner: st.one_of(
        st.builds(sympy.Add, inner, inner),
        st.builds(sympy.Mul, inner, inner),
        st.builds(lambda a: a**2, inner),
        st.builds(lambda a: 1 / (2 + a**2), inner),
        st.builds(lambda f, a: f(a), st.sampled_from([sympy.sin, sympy.cos, sympy.atan, sympy.tanh]), inner),
        st.builds(lambda a: sympy.exp(-(a**2)), inner),
        st.builds(lambda a: sympy.log(2 + a**2) - sympy.sqrt(1 + a**2), inner),
    ),
    max_leaves=12,
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(PLAIN)
@QUICK
def test_any_expression_keeps_its_value_in_python_and_numpy(expression: sympy.Expr) -> None:
    for format in ("python", "numpy"):
        space: dict[str, object] = {}
        exec(compile(exported(format, [law(1, expression)]), "law.py", "exec"), space)
        columns = {str(symbol): WIDE[:, k] for k, symbol in enumerate((X, Y, Z))}
        found = np.asarray(space["predict"](columns))  # type: ignore[operator]
        np.testing.assert_allclose(found, truth(expression, WIDE), rtol=1e-9, atol=1e-12)


@given(PLAIN)
@settings(QUICK, max_examples=25)
def test_mathematica_reads_the_same_expression(expression: sympy.Expr) -> None:
    text = exported("mathematica", [law(1, expression)])
    if "Module[{}" in text:
        read = mathematica(text).xreplace({sympy.Symbol(str(s)): s for s in (X, Y, Z)})
        np.testing.assert_allclose(truth(read, WIDE), truth(expression, WIDE), rtol=1e-9, atol=1e-12)


@given(PLAIN)
@settings(QUICK, max_examples=25)
def test_our_own_grammar_reads_the_text_for_sympy(expression: sympy.Expr) -> None:
    text = exported("sympy", [law(1, expression)]).strip()
    columns = {str(symbol): WIDE[:, k] for k, symbol in enumerate((X, Y, Z))}
    found = parse(text).evaluate(columns)
    np.testing.assert_allclose(found, truth(expression, WIDE), rtol=1e-9, atol=1e-12)


def test_a_formula_too_long_for_a_cell_is_refused_with_its_length() -> None:
    long = sympy.Add(*(sympy.Float(k / 7) * sympy.sin(k * X + Y / k) for k in range(1, 300)))
    with pytest.raises(ValueError, match="8,192"):
        exported("excel", [law(1, long)])


def test_no_name_of_a_column_becomes_a_formula_of_a_sheet() -> None:
    formula = OutputFormula("+1", X, {"x4": '=HYPERLINK("http://x")'}, {}, complete=True)
    _, heads, _ = exported("excel", [formula]).splitlines()
    assert [head[0] for head in heads.split("\t")] == ["'", "'"]
