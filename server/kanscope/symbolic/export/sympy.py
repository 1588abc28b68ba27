"""SymPy text over the safe symbols, at full precision."""

from __future__ import annotations

from kanscope.symbolic.export.text import ExactPrinter
from kanscope.symbolic.formula import OutputFormula


def sympy_text(formula: OutputFormula) -> str:
    """The expression as SymPy writes it; reading it back gives the same numbers to the last bit."""
    return str(ExactPrinter().doprint(formula.expression))
