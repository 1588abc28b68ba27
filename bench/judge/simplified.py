"""The same question asked of SymPy: does the difference or the ratio simplify to a constant?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy
from sympy import Expr

DIGITS = 3
DUST = 5e-3
"""A term this small beside the largest is what rounding to three digits leaves."""

WAYS: tuple[Callable[[Expr], Expr], ...] = (
    lambda e: e,
    sympy.expand,
    lambda e: sympy.powsimp(sympy.expand(e), force=True),
    lambda e: sympy.cancel(sympy.together(e)),
    sympy.simplify,
    lambda e: sympy.simplify(sympy.expand_log(e.rewrite(sympy.exp), force=True)),
    lambda e: sympy.simplify(sympy.expand_trig(e)),
)


def constant(answer: Expr, law: Expr) -> bool:
    """Whether some way of simplifying turns their ratio or difference into a number. May take long."""
    mine, true = rounded(answer), rounded(law)
    return any(_is_number(way(one)) for way in WAYS for one in (mine / true, mine - true))


def rounded(expression: Expr) -> Expr:
    """Numbers that stand together worked out and rounded to three digits, as fractions of whole numbers."""
    if expression.is_number:
        return _short(expression)
    if not expression.args:
        return expression
    if not (expression.is_Add or expression.is_Mul):
        return expression.func(*(rounded(part) for part in expression.args))
    numbers = [part for part in expression.args if part.is_number]
    others = [rounded(part) for part in expression.args if not part.is_number]
    return expression.func(*([_short(expression.func(*numbers))] if numbers else []), *others)


def _short(number: Expr) -> Expr:
    if number.is_Rational and max(abs(number.p), number.q) < 10**DIGITS:
        return number
    value = number.evalf()
    return sympy.Rational(f"{float(value):.{DIGITS - 1}e}") if value.is_real and value.is_finite else number


def _is_number(expression: Expr) -> bool:
    if expression.is_number:
        return True
    terms = list(_terms(expression))
    largest = max(size for size, _ in terms)
    return all(term.is_number or size < DUST * largest for size, term in terms)


def _terms(expression: Expr) -> Iterator[tuple[float, Expr]]:
    for term in sympy.Add.make_args(expression):
        number, _ = term.as_coeff_Mul()
        yield abs(float(number)), term
