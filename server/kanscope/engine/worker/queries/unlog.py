"""Formulas over logarithms, said in the columns themselves: sums of logarithms become products of powers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import sympy
from sympy import Expr

from kanscope.symbolic.formula import OutputFormula


def unlogged(formula: OutputFormula, logs: Collection[str]) -> OutputFormula:
    """The formula with log(x) for each input x in `logs`, and as exp(…) if the target is in `logs`.

    exp(c·log x + d + …) is e^d·x^c·exp(…), which SymPy writes of itself once the sum is multiplied out.
    """
    inputs = {
        sympy.Symbol(symbol, real=True): sympy.log(sympy.Symbol(symbol, positive=True))
        for symbol, column in formula.symbols.items()
        if column in logs
    }
    expression = formula.expression.xreplace(inputs)
    if inputs:
        expression = expression.replace(sympy.exp, _exp)
    if formula.target in logs:
        expression = _exp(expression)
    return replace(formula, expression=expression)


def _exp(exponent: Expr) -> Expr:
    return sympy.exp(sympy.expand_mul(exponent))
