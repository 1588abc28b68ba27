"""How much there is to read in a formula."""

from __future__ import annotations

import sympy
from sympy import Expr

MINUS_ONE = sympy.Integer(-1)


def complexity(expression: Expr) -> int:
    """Operations and constants: every +, ×, power and function counts 1, and so does every number but 1 and
    a sign, whole exponents and ½ included in their power.
    """
    if expression.is_Symbol or expression in (1, MINUS_ONE):
        return 0 if expression.is_number else 1
    if expression.is_number and not expression.free_symbols:
        return 1
    if expression.is_Pow:
        return _power(*expression.args)
    parts = sum(complexity(part) for part in expression.args)
    if expression.is_Add or expression.is_Mul:
        silent = int(expression.is_Mul and MINUS_ONE in expression.args)
        return parts + len(expression.args) - 1 - silent
    return parts + 1


def _power(base: Expr, exponent: Expr) -> int:
    if exponent == -1:
        return complexity(base)
    plain = exponent.is_Integer or (2 * exponent).is_Integer
    return complexity(base) + 1 + (0 if plain else complexity(exponent))
