"""MathML for a page that must stand alone: what LaTeX says of a formula, without anything to typeset it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

import sympy
from sympy import Expr
from sympy.printing.mathml import MathMLPresentationPrinter

from kanscope.symbolic.export.latex import GREEK, NUMBERED, counted, rounded
from kanscope.symbolic.export.text import DIGITS
from kanscope.symbolic.formula import OutputFormula

_CALLED = {"log": "ln", "sign": "sgn", "asin": "arcsin", "acos": "arccos", "atan": "arctan"}
_BESSEL = {"besselj": "J", "bessely": "Y"}
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ENTITY = re.compile(r"&([A-Za-z]+);")


def mathml_text(formula: OutputFormula, digits: int = DIGITS) -> str:
    """A block “target = right-hand side”, constants rounded as in LaTeX. Names are text, not markup."""
    printer = _Printer(formula.symbols, digits, counted(formula, digits))
    said = _plain(str(printer.doprint(rounded(formula.expression, digits))))
    return (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mrow>'
        f"{column_mathml(formula.target)}<mo>=</mo>{said}</mrow></math>"
    )


def column_mathml(column: str) -> str:
    """A column's name: x1 → x with a lowered 1, lambda → λ, words upright."""
    numbered = NUMBERED.fullmatch(column)
    if numbered:
        return f"<msub>{_word(numbered[1])}<mn>{numbered[2]}</mn></msub>"
    return _word(column)


def _word(word: str) -> str:
    if word in GREEK:
        return f"<mi>{unescape(f'&{word};')}</mi>"
    if len(word) == 1 and word.isalpha():
        return f"<mi>{word}</mi>"
    return f"<mtext>{escape(''.join(sign for sign in word if sign.isprintable()))}</mtext>"


def _plain(text: str) -> str:
    """The signs themselves in the place of their names, which XML does not know."""
    upright = text.replace("&ExponentialE;", "e")  # the sign of its own is in few typefaces
    return _ENTITY.sub(lambda found: found[0] if found[1] in _KEPT else unescape(found[0]), upright)


class _Printer(MathMLPresentationPrinter):  # type: ignore[misc]
    """SymPy's typesetting with our names and numbers; it writes text as it comes, so ours is escaped here."""

    def __init__(self, symbols: Mapping[str, str], digits: int, fewer: Mapping[float, int]) -> None:
        super().__init__()
        self._symbols, self._digits, self._fewer = symbols, digits, fewer

    def _print_Symbol(self, symbol: sympy.Symbol, style: str = "plain") -> Any:
        return self._raw(column_mathml(self._symbols.get(symbol.name, symbol.name)))

    def _print_Float(self, number: sympy.Float) -> Any:
        digits = self._fewer.get(abs(float(number)), self._digits)
        mantissa, _, exponent = f"{float(number):.{digits}g}".partition("e")
        if not exponent:
            return self._raw(f"<mn>{mantissa}</mn>")
        power = f"<msup><mn>10</mn><mn>{int(exponent)}</mn></msup>".replace("<mn>-", "<mn>−")
        return self._raw(f"<mrow><mn>{mantissa}</mn><mo>×</mo>{power}</mrow>")

    def _print_Function(self, call: Expr) -> Any:
        name = call.func.__name__
        unknown = re.fullmatch(r"(phi|Phi)_(\d+(?:_\d+)*)_*", name)
        if unknown is not None:
            sign = "φ" if unknown[1] == "phi" else "Φ"
            below = unknown[2].replace("_", ",")
            return self._called(f"<msub><mi>{sign}</mi><mn>{below}</mn></msub>", call.args)
        if name in _BESSEL:
            order = escape(str(call.args[0]))
            return self._called(f"<msub><mi>{_BESSEL[name]}</mi><mn>{order}</mn></msub>", call.args[1:])
        return self._called(f"<mi>{escape(_CALLED.get(name, name))}</mi>", call.args)

    _print_log = _print_asin = _print_acos = _print_atan = _print_Function

    def _called(self, name: str, arguments: tuple[Expr, ...]) -> Any:
        row = self.dom.createElement("mrow")
        row.appendChild(self._raw(name))
        row.appendChild(self._raw("<mo>(</mo>"))
        for k, argument in enumerate(arguments):
            if k:
                row.appendChild(self._raw("<mo>,</mo>"))
            row.appendChild(self._print(argument))
        row.appendChild(self._raw("<mo>)</mo>"))
        return row

    def _raw(self, text: str) -> Any:
        return self.dom.createTextNode(text)
