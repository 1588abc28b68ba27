"""Numbers in formulas as people and programs want them."""

from __future__ import annotations

from typing import ClassVar

import sympy
from sympy import Expr
from sympy.printing.str import StrPrinter

DIGITS = 5


def readable(expression: Expr, digits: int = DIGITS) -> str:
    """One line of plain text with rounded constants, such as 1.0*exp(1.0*x2**2 + 1.0*sin(3.1416*x1))."""
    return str(RoundingPrinter({"digits": digits}).doprint(expression))


class RoundingPrinter(StrPrinter):  # type: ignore[misc]
    """SymPy's own text with every decimal at `digits` significant digits."""

    _default_settings: ClassVar[dict[str, object]] = {**StrPrinter._default_settings, "digits": DIGITS}

    def _print_Float(self, number: sympy.Float) -> str:
        return repr(float(f"{float(number):.{self._settings['digits']}g}"))


class ExactPrinter(StrPrinter):  # type: ignore[misc]
    """SymPy's own text with all the digits a decimal has (SymPy stops at 15)."""

    def _print_Float(self, number: sympy.Float) -> str:
        return repr(float(number))
