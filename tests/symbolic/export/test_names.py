"""Columns called anything: every program compiles and runs, and no name leaves its comment."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import sympy
from tests.symbolic.export.programs import run, tool
from tests.symbolic.test_export import HOSTILE

from kanscope.symbolic.export.catalogue import exported
from kanscope.symbolic.export.formats import FILES, Format
from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.symbols import safe_symbols

KEYWORDS = [
    "if",
    "end",
    "fn",
    "double",
    "y0",
    "T",
    "t1",
    "X1",
    "function",
    "NaN",
    "*/ }",
    "*) x",
    "%>",
    "--",
    "Pi",
]
COLUMNS = [*HOSTILE, *KEYWORDS]
UNITS = {"Größe": "m² */", "x1": '"""', "温度": "°C"}


def hostile() -> OutputFormula:
    """The sum of k·column over columns with every kind of name."""
    symbols = safe_symbols(COLUMNS)
    terms = [(k + 1) * sympy.Symbol(name, real=True) for k, name in enumerate(symbols)]
    shared = sympy.sin(terms[0] + terms[1])
    return OutputFormula(
        "*/ Ziel \"'", sympy.Add(*terms) + shared**2 + sympy.exp(shared), symbols, {}, complete=True
    )


VALUES = np.linspace(0.5, 1.5, len(COLUMNS))
EXPECTED = float(
    VALUES @ np.arange(1, len(COLUMNS) + 1)
    + np.sin(VALUES[0] + 2 * VALUES[1]) ** 2
    + np.exp(np.sin(VALUES[0] + 2 * VALUES[1]))
)


def name_of(text: str) -> str:
    """The function a text defines."""
    found = re.search(r"predict_?[A-Z]\w*", text)
    assert found, text
    return found[0]


@pytest.mark.parametrize("format", ["python", "numpy", "torch", "jax"])
def test_python_takes_the_columns_by_their_own_names(format: Format) -> None:
    space: dict[str, object] = {}
    exec(compile(exported(format, [hostile()], UNITS), "law.py", "exec"), space)
    columns = {column: [value, value] for column, value in zip(COLUMNS, VALUES.tolist(), strict=True)}
    assert space["predict"](columns)[1] == pytest.approx(EXPECTED, rel=1e-12)  # type: ignore[operator]


def program(format: Format) -> tuple[str, str]:
    """(text, the call with numbers)."""
    text = exported(format, [hostile()], UNITS)
    return text, f"{name_of(text)}({', '.join(map(repr, VALUES.tolist()))})"


def test_c_compiles_under_any_name(tmp_path: Path) -> None:
    text, call = program("c")
    main = f'#include <stdio.h>\nint main(void) {{ printf("%.17g", {call}); return 0; }}\n'
    (tmp_path / "law.c").write_text(text + main, encoding="utf-8")
    run([tool("gcc", "cc"), "-std=c99", "-Wall", "-Werror", "law.c", "-lm", "-o", "law"], tmp_path)
    assert float(run(["./law"], tmp_path)) == pytest.approx(EXPECTED, rel=1e-12)


def test_rust_compiles_under_any_name(tmp_path: Path) -> None:
    text, call = program("rust")
    (tmp_path / "law.rs").write_text(f'{text}fn main() {{ println!("{{:?}}", {call}); }}\n', encoding="utf-8")
    run([tool("rustc"), "-D", "warnings", "law.rs"], tmp_path)
    assert float(run(["./law"], tmp_path)) == pytest.approx(EXPECTED, rel=1e-12)


def test_javascript_runs_under_any_name(tmp_path: Path) -> None:
    text, call = program("javascript")
    (tmp_path / "law.mjs").write_text(f"{text}console.log({call});\n", encoding="utf-8")
    assert float(run([tool("node"), "law.mjs"], tmp_path)) == pytest.approx(EXPECTED, rel=1e-12)


def test_fortran_compiles_under_any_name(tmp_path: Path) -> None:
    text, _ = program("fortran")
    values = ", &\n".join(f"{value!r}d0" for value in VALUES.tolist())
    main = (
        f"program main\nuse kanscope_law\nprint '(es25.17e3)', {name_of(text)}( &\n{values})\nend program\n"
    )
    (tmp_path / "law.f90").write_text(text + main, encoding="utf-8")
    run([tool("gfortran"), "-std=f2008", "-Wall", "-Werror", "law.f90", "-o", "law"], tmp_path)
    assert float(run(["./law"], tmp_path)) == pytest.approx(EXPECTED, rel=1e-12)


def test_r_runs_under_any_name(tmp_path: Path) -> None:
    text, call = program("r")
    (tmp_path / "law.R").write_text(f'{text}cat(sprintf("%.17g", {call}))\n', encoding="utf-8")
    assert float(run([tool("Rscript"), "--vanilla", "law.R"], tmp_path)) == pytest.approx(EXPECTED, rel=1e-12)


def test_octave_runs_under_any_name(tmp_path: Path) -> None:
    text, call = program("matlab")
    (tmp_path / "law.m").write_text(f'{text}printf("%.17g", {call})\n', encoding="utf-8")
    shown = run([tool("octave-cli"), "--no-gui", "--norc", "--quiet", "law.m"], tmp_path)
    assert float(shown) == pytest.approx(EXPECTED, rel=1e-12)


@pytest.mark.parametrize("format", FILES)
def test_no_text_holds_a_sign_that_ends_its_comment_too_soon(format: Format) -> None:
    text = exported(format, [hostile()], UNITS)
    assert "\r" not in text
    assert all(sign.isprintable() or sign in "\n\t" for sign in text)


def test_readable_names_stay_readable() -> None:
    x, y = (sympy.Symbol(name, real=True) for name in safe_symbols(["rel. Feuchte (%)", "x1"]))
    formula = OutputFormula("y", x * y, {x.name: "rel. Feuchte (%)", y.name: "x1"}, {}, complete=True)
    assert "double predict_y(double rel_Feuchte, double x1)" in exported("c", [formula])
    assert "rel_Feuchte: rel. Feuchte (%) [%]" in exported("c", [formula], {"rel. Feuchte (%)": "%"})
    assert "predictY[relFeuchte_?NumericQ, x1_?NumericQ]" in exported("mathematica", [formula])


def test_several_targets_share_one_file() -> None:
    x = sympy.Symbol("x1", real=True)
    formulas = [
        OutputFormula(name, x * k, {"x1": "x1"}, {}, complete=True) for k, name in enumerate("abAB", 2)
    ]
    space: dict[str, object] = {}
    exec(compile(exported("numpy", formulas), "law.py", "exec"), space)
    found = space["predict"]({"x1": [3.0]})  # type: ignore[operator]
    assert {name: value.tolist() for name, value in found.items()} == {
        "a": [6],
        "b": [9],
        "A": [12],
        "B": [15],
    }
    names = re.findall(r"function (\w+)\(", exported("fortran", formulas))
    assert len({name.lower() for name in names}) == 4
