"""Exported text: programs that run alone and agree, typesetting that nothing can break."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sympy
from tests.symbolic.laws import toy_law
from tests.symbolic.plain import outputs

from kanscope.symbolic.composition import Composition, EdgeForm
from kanscope.symbolic.export.catalogue import exported
from kanscope.symbolic.export.latex import column_latex, latex_text
from kanscope.symbolic.export.sympy import sympy_text
from kanscope.symbolic.formula import OutputFormula, formulas
from kanscope.symbolic.parse import parse
from kanscope.symbolic.symbols import safe_symbols

HOSTILE = [
    "rel. Feuchte (%)",
    "x y",
    "lambda",
    "__import__('os')",
    "'] + open('/canary', 'w').read() + ['",
    '"""',
    "a\nb",
    "Größe",
    "温度",
    "\\evil{}",
    "$x^2$ & #1 ~",
    "E",
    "np",
    "columns",
    "x1",
    "1a",
    "🜂",
]
ROWS = np.random.default_rng(3).uniform(-1, 1, (50, 2))


def run(program: str, columns: dict[str, list[float]], folder: Path) -> list[float]:
    """The program's predictions, computed by a fresh interpreter."""
    (folder / "law.py").write_text(program, encoding="utf-8")
    code = "import json, sys, law; print(json.dumps(law.predict(json.load(sys.stdin)).tolist()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(columns),
        capture_output=True,
        text=True,
        cwd=folder,
        check=True,
    )
    result: list[float] = json.loads(done.stdout)
    return result


def many_functions() -> Composition:
    """Most functions at once, over hostile column names."""
    functions = [
        "x^2",
        "1/x^3",
        "sqrt",
        "1/sqrt(x)",
        "x^1.5",
        "log",
        "abs",
        "sgn",
        "tan",
        "arcsin",
        "arccos",
        "arctan",
    ]
    functions += ["tanh", "arctanh", "gaussian", "cosh", "sigmoid"]
    count = len(HOSTILE)
    edges = {(0, k, 0): EdgeForm(function, 0.2, 0.5, 0.3 + k, -0.1) for k, function in enumerate(functions)}
    return Composition([count, 1], edges, HOSTILE, [0.1] * count, [1.3] * count, [0.7], [2.0])


def test_the_program_of_the_toy_law_predicts_it(tmp_path: Path) -> None:
    program = exported("python", [formulas(toy_law(), ROWS)[0]])
    predicted = run(program, {"x1": ROWS[:, 0].tolist(), "x2": ROWS[:, 1].tolist()}, tmp_path)
    assert np.allclose(predicted, np.exp(np.sin(np.pi * ROWS[:, 0]) + ROWS[:, 1] ** 2), atol=1e-6)


def test_a_program_keeps_every_digit_under_any_column_name(tmp_path: Path) -> None:
    composition = many_functions()
    rows = np.random.default_rng(4).uniform(-1, 1, (20, len(HOSTILE)))
    columns = {name: rows[:, k].tolist() for k, name in enumerate(HOSTILE)}
    predicted = run(exported("python", [formulas(composition)[0]]), columns, tmp_path)
    assert np.allclose(predicted, outputs(composition, rows)[:, 0], rtol=1e-13)
    assert not Path("/canary").exists()


def test_a_constant_law_predicts_one_value_a_row(tmp_path: Path) -> None:
    formula = formulas(Composition([1, 1], {}, ["x"], [0], [1], [4.5], [1]))[0]
    assert run(exported("python", [formula]), {"x": [1.0, 2.0, 3.0]}, tmp_path) == [4.5, 4.5, 4.5]


def test_no_program_is_made_of_a_formula_with_unknown_functions() -> None:
    formula = formulas(Composition([1, 1], {(0, 0, 0): EdgeForm()}, ["x"], [0], [1], [0], [1]))[0]
    with pytest.raises(ValueError, match="name"):
        exported("python", [formula])


def test_sympy_text_keeps_every_bit() -> None:
    text = sympy_text(
        formulas(Composition([1, 1], {(0, 0, 0): EdgeForm("sin", 1 / 3)}, ["x"], [0], [1], [0], [0.1]))[0]
    )
    assert text == f"0.1*sin({1 / 3!r}*x)"


def test_sympy_text_of_the_toy_law_is_the_toy_law() -> None:
    text = sympy_text(formulas(toy_law(), ROWS)[0])
    again = parse(text).evaluate({"x1": ROWS[:, 0], "x2": ROWS[:, 1]})
    assert np.allclose(again, np.exp(np.sin(np.pi * ROWS[:, 0]) + ROWS[:, 1] ** 2), atol=1e-6)


def law(expression: sympy.Expr, **columns: str) -> OutputFormula:
    symbols = columns or {symbol.name: symbol.name for symbol in expression.free_symbols}
    return OutputFormula("y", expression, symbols, {}, complete=True)


X = sympy.Symbol("x1", real=True)


@pytest.mark.parametrize(
    ("expression", "latex"),
    [
        (sympy.Float(1.0000001) * X, "x_{1}"),
        (-sympy.Float(0.9999999) * X, "- x_{1}"),
        (sympy.Float(1.23456e-5) * X, r"1.2346 \times 10^{-5} x_{1}"),
        (sympy.Float(3.0) * X, "3 x_{1}"),
        (sympy.Float(123456.7) * X, r"1.2346 \times 10^{5} x_{1}"),
        (sympy.Function("phi_2_1_3")(X), r"\varphi_{2,1,3}\left(x_{1}\right)"),
        (sympy.Function("Phi_2")(X), r"\Phi_{2}\left(x_{1}\right)"),
    ],
)
def test_latex_shows_five_digits_and_no_ones(expression: sympy.Expr, latex: str) -> None:
    assert latex_text(law(expression)) == latex


def test_the_toy_law_is_typeset_as_in_a_book() -> None:
    latex = latex_text(formulas(toy_law(), ROWS)[0])
    assert latex == r"e^{x_{2}^{2} + \sin{\left(3.1416 x_{1} \right)}}"


@pytest.mark.parametrize(
    ("column", "latex"),
    [
        ("x1", "x_{1}"),
        ("T", "T"),
        ("lambda", r"\lambda"),
        ("alpha_2", r"\alpha_{2}"),
        ("Temperatur", r"\mathrm{Temperatur}"),
        ("a_b", r"\text{a\_b}"),
        ("rel. Feuchte (%)", r"\text{rel. Feuchte (\%)}"),
        ("\\evil{}", r"\text{\textbackslash{}evil\{\}}"),
        ("a\nb", r"\text{ab}"),
        ("Größe", r"\text{Größe}"),
    ],
)
def test_a_column_name_is_typeset_and_cannot_escape(column: str, latex: str) -> None:
    assert column_latex(column) == latex


def test_symbols_are_identifiers_whatever_the_columns_are_called() -> None:
    symbols = safe_symbols(HOSTILE)
    assert list(symbols.values()) == HOSTILE
    assert all(symbol.isidentifier() and symbol.isascii() for symbol in symbols)
    assert not {"lambda", "E", "np", "columns"} & set(symbols)
    assert symbols["x1"] == "x1"


def test_different_columns_get_different_symbols() -> None:
    symbols = safe_symbols(["x y", "x_y", "x-y", "x_y_2"])
    assert symbols["x_y"] == "x_y"
    assert symbols["x_y_2"] == "x_y_2"
    assert len(symbols) == 4


def test_a_column_named_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        safe_symbols(["a", "a"])
