"""LaTeX for KaTeX and papers: rounded constants, column names upright, safe whatever they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

import sympy
from sympy import Expr
from sympy.printing.latex import LatexPrinter as SympyLatexPrinter

from kanscope.symbolic.export.text import DIGITS
from kanscope.symbolic.formula import OutputFormula

GREEK = frozenset(
    {
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
    }
    | {"xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"}
    | {"Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"}
)
NUMBERED = re.compile(r"([^\W\d_]+)_?(\d+)")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{sign: "\\" + sign for sign in "{}_%&#$"},
}


def latex_text(formula: OutputFormula, digits: int = DIGITS) -> str:
    """The right-hand side, constants at `digits` significant digits, fewer where fewer mean something.

    Factors that round to 1 are left out.
    """
    settings = {"symbol_names": symbol_names(formula), "ln_notation": True}
    printer = LatexPrinter(settings, digits, counted(formula, digits))
    return str(printer.doprint(rounded(formula.expression, digits)))


def equation(formula: OutputFormula) -> str:
    """Both sides, as a numbered equation for an article."""
    said = f"{column_latex(formula.target)} = {latex_text(formula)}"
    return f"\\begin{{equation}}\n  {said}\n\\end{{equation}}\n"


def symbol_names(formula: OutputFormula) -> dict[Expr, str]:
    """How each symbol of a formula is typeset: as its column is called."""
    return {
        symbol: column_latex(formula.symbols.get(symbol.name, symbol.name))
        for symbol in formula.expression.free_symbols
    }


def column_latex(column: str) -> str:
    r"""A column's name: x1 → x_{1}, lambda → \lambda, Druck → \mathrm{Druck}, others as escaped text."""
    numbered = NUMBERED.fullmatch(column)
    if numbered:
        return f"{_word(numbered[1])}_{{{numbered[2]}}}"
    return _word(column)


def _word(word: str) -> str:
    if len(word) == 1 and word.isascii() and word.isalpha():
        return word
    if word in GREEK:
        return "\\" + word
    if word.isascii() and word.isalnum():
        return rf"\mathrm{{{word}}}"
    return rf"\text{{{''.join(_ESCAPES.get(sign, sign) for sign in word if sign.isprintable())}}}"


def rounded(expression: Expr, digits: int) -> Expr:
    """Every decimal at `digits` significant digits; ±1 as whole numbers, which no product shows."""
    numbers = expression.atoms(sympy.Float)
    return expression.xreplace({number: _shown(number, digits) for number in numbers})


def _shown(number: sympy.Float, digits: int) -> Expr:
    value = float(f"{float(number):.{digits}g}")
    return sympy.Integer(int(value)) if abs(value) == 1 else sympy.Float(value)


def counted(formula: OutputFormula, most: int) -> dict[float, int]:
    """{size of a decimal rounded to `most` digits: digits to show of it}; of equal sizes the most."""
    shown: dict[float, int] = {}
    for size, digits in formula.digits.items():
        rounded_size = float(f"{size:.{most}g}")
        shown[rounded_size] = max(shown.get(rounded_size, 0), min(digits, most))
    return shown


class LatexPrinter(SympyLatexPrinter):  # type: ignore[misc]
    """SymPy's typesetting with our numbers, and unnamed functions as φ with their place."""

    def __init__(self, settings: dict[str, object], digits: int, fewer: Mapping[float, int]) -> None:
        super().__init__(settings)
        self._digits, self._fewer = digits, fewer

    def _print_Float(self, number: sympy.Float) -> str:
        digits = self._fewer.get(abs(float(number)), self._digits)
        mantissa, _, exponent = f"{float(number):.{digits}g}".partition("e")
        return rf"{mantissa} \times 10^{{{int(exponent)}}}" if exponent else mantissa

    def _print_Function(self, call: Expr, exp: str | None = None) -> str:
        unknown = re.fullmatch(r"(phi|Phi)_(\d+(?:_\d+)*)_*", call.func.__name__)
        if unknown is None:
            return str(super()._print_Function(call, exp))
        name = (r"\varphi" if unknown[1] == "phi" else r"\Phi") + f"_{{{unknown[2].replace('_', ',')}}}"
        arguments = ", ".join(self._print(argument) for argument in call.args)
        return rf"{name}\left({arguments}\right)" + (f"^{{{exp}}}" if exp else "")
