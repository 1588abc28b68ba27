"""Every function and many expressions, computed by every language that runs here, against the network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sympy
from tests.symbolic.export.programs import RUNS, Rows
from tests.symbolic.plain import outputs

from kanscope.kan.functions.catalogue import FUNCTIONS, SHAPED
from kanscope.language.function_text import shaped_text
from kanscope.symbolic.composition import Composition, EdgeForm
from kanscope.symbolic.export.formats import Format
from kanscope.symbolic.formula import OutputFormula, formulas

ROWS = np.random.default_rng(5).uniform(0.1, 0.9, (200, 3))
WIDE = np.random.default_rng(6).uniform(-3, 3, (200, 3))
X, Y, Z = sympy.symbols("x4:7", real=True)


def every_function() -> Composition:
    """One output a function, each fed by another input, and one that multiplies and nests them."""
    shaped = [shaped_text(name, [1.37] * len(family.shapes)) for name, family in SHAPED.items()]
    names = [*FUNCTIONS, *shaped, "langmuir := 2*x/(1 + x^2) - exp(-x)*log(1 + x)"]
    first: dict[tuple[int, int, int], EdgeForm | None] = {
        (0, k % 3, k): EdgeForm(name, 0.7, 0.1, -1.3, 0.2) for k, name in enumerate(names)
    }
    count = len(names)
    return Composition(
        [3, count], first, ["x1", "x2", "x3"], [0.05, 0, 0], [1.1, 1, 1], [0.3] * count, [2.0] * count,
        [f"y{k + 1}" for k in range(count)],
    )  # fmt: skip


def nested() -> Composition:
    """Sums of functions inside functions, and a product."""
    edges: dict[tuple[int, int, int], EdgeForm | None] = {
        (0, 0, 0): EdgeForm("sin", 3.1, 0.2), (0, 1, 0): EdgeForm("x^2", 1.2), (0, 1, 1): EdgeForm("exp", -1),
        (0, 2, 1): EdgeForm("log", 1.5), (0, 0, 2): EdgeForm("sqrt", 1.1), (1, 0, 0): EdgeForm("tanh", 0.6),
        (1, 1, 0): EdgeForm("gaussian", 0.4),
    }  # fmt: skip
    return Composition([3, (1, 1), 1], edges, ["x1", "x2", "x3"], [0] * 3, [1] * 3, [0.3], [2.0], ["y1"])


def law(number: int, expression: sympy.Expr) -> OutputFormula:
    symbols = {name: name for name in sorted(symbol.name for symbol in expression.free_symbols)}
    return OutputFormula(f"y{number}", expression, symbols, {}, complete=True)


PITFALLS = [
    X / 2 + sympy.Rational(1, 3) * Y**2 - Z / 7,
    -(X**2) + (-X) ** 3 - X ** (-2),
    2 ** (-X) * sympy.Rational(3, 4) ** Y,
    (X - 2) ** 2 * (X - 2) ** 3,
    sympy.Abs(X) ** sympy.Rational(1, 3) * sympy.sign(Y),
    sympy.sqrt(X - Y),
    sympy.log(X) + sympy.asin(Y) + sympy.acos(Z),
    sympy.acosh(1 + X**2) + sympy.asinh(Y) + sympy.atanh(Z / 4),
    1 / (1 + sympy.exp(-800 * X)),
    sympy.pi * X + sympy.E**2 - sympy.sqrt(2) * Y + sympy.sin(2),
    sympy.sech(X) + sympy.coth(Y) + sympy.csch(1 + Z**2),
    sympy.Max(X, Y, 0) - sympy.Min(Y, sympy.Rational(1, 2)),
    sympy.floor(3 * X) + sympy.ceiling(2 * Y),
    sympy.Piecewise((X**2, X < 0), (Y, sympy.And(X >= 0, Y > 1)), (Z, True)),
    sympy.Heaviside(X, sympy.Rational(1, 2)) * Y,
    (sympy.sin(X * Y) + Z) ** 2 / (1 + sympy.sin(X * Y) ** 2) - sympy.exp(sympy.sin(X * Y)),
    sympy.Float(1.2345678901234567e-7) * X + sympy.Float(9.87654321098765e15) * Y,
    X**Y,
    sympy.Integer(3),
    sympy.sinc(X) + sympy.sinc(Y - Y),
    sympy.log(1 + sympy.exp(-9 * X)) + sympy.exp(X / 1000) - 1,
    (sympy.exp(1e-9 * X) - 1) + sympy.log(1 + 1e-9 * Y),
    sympy.erf(X),
    sympy.erfc(2 * X) + sympy.erf(X / 10**9) * 10**9,
    sympy.besselj(0, 30 * X) + sympy.besselj(1, Y),
    sympy.besselj(1, 30 * Y) * sympy.besselj(0, Y / 100),
    sympy.bessely(0, 20 * sympy.Abs(X)) - sympy.bessely(1, 5 + 9 * Y),
    sympy.exp(sympy.bessely(0, X)) + sympy.bessely(1, sympy.Abs(Z)),
    sum((sympy.Float(k / 7) * sympy.sin(k * X + Y) for k in range(1, 60)), sympy.S.Zero),
]  # fmt: skip


def grown(random: np.random.Generator, depth: int) -> sympy.Expr:
    """An expression somebody might find, defined everywhere."""
    if depth == 0:
        return [X, Y, Z, sympy.Float(random.normal()), sympy.Rational(random.integers(1, 9), 7)][
            random.integers(5)
        ]
    a, b = grown(random, depth - 1), grown(random, depth - 1)
    choices = [
        a + b, a * b, a - 2*b, a / (2 + b**2), sympy.sin(a), sympy.exp(-(a**2)), sympy.tanh(a + b),
        sympy.sqrt(1 + a**2) * b, sympy.log(2 + a**2), sympy.Abs(a),
        (1 + a**2) ** sympy.Float(random.normal()),
    ]  # fmt: skip
    return choices[random.integers(len(choices))]


FOUND = [grown(np.random.default_rng(seed), 4) for seed in range(40)]


def truth(expression: sympy.Expr, rows: Rows) -> Rows:
    """SymPy's own numbers, by NumPy; nan where there is no real one."""
    own = {"sech": lambda x: 1 / np.cosh(x), "csch": lambda x: 1 / np.sinh(x)}
    own["coth"] = lambda x: 1 / np.tanh(x)
    call = sympy.lambdify([X, Y, Z], expression, [own, "scipy"])
    with np.errstate(all="ignore"):
        return np.broadcast_to(np.asarray(call(*rows.T), dtype=float), len(rows))


@pytest.mark.parametrize("format", RUNS)
def test_a_language_computes_every_function_and_falls_into_no_pitfall(format: Format, tmp_path: Path) -> None:
    library = formulas(every_function())
    [deep] = formulas(nested())
    number = len(library) + 1
    pitfalls = [law(number + 1 + k, one) for k, one in enumerate(PITFALLS + FOUND)]
    laws = [*library, replace(deep, target=f"y{number}"), *pitfalls]
    found = RUNS[format](laws, np.hstack([ROWS, WIDE]), tmp_path)
    np.testing.assert_allclose(found[:, : len(library)], outputs(every_function(), ROWS), rtol=1e-9)
    np.testing.assert_allclose(found[:, [len(library)]], outputs(nested(), ROWS), rtol=1e-9)
    for expression, column in zip(PITFALLS + FOUND, found.T[number:], strict=True):
        np.testing.assert_allclose(
            column, truth(expression, WIDE), rtol=1e-9, atol=1e-13, err_msg=str(expression)
        )
