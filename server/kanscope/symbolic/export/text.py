"""Numbers in formulas as people and programs want them."""

from __future__ import annotations

import sympy
from sympy import Expr
from sympy.printing.str import StrPrinter

DIGITS = 5


def rounded(expression: Expr, digits: int = DIGITS) -> Expr:
    """Every decimal constant at `digits` significant digits; exponents and whole numbers stay."""
    numbers = expression.atoms(sympy.Float)
    return expression.xreplace({number: sympy.Float(f"{float(number):.{digits}g}") for number in numbers})


def readable(expression: Expr, digits: int = DIGITS) -> str:
    """One line of plain text with rounded constants, such as 1.0*exp(1.0*x2**2 + 1.0*sin(3.1416*x1))."""
    return str(rounded(expression, digits))


class ExactPrinter(StrPrinter):  # type: ignore[misc]
    """SymPy's own text, but every decimal with all the digits it has (SymPy stops at 15)."""

    def _print_Float(self, number: sympy.Float) -> str:
        return repr(float(number))
