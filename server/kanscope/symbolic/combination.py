"""Affine combinations of expressions: constant + Σ coefficient·term, numbers kept apart from what they
multiply.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sympy
from sympy import Expr


@dataclass(frozen=True)
class Combination:
    """constant + Σ coefficient·term. Terms are free of outer numbers, coefficients are never 0."""

    constant: float = 0.0
    terms: Mapping[Expr, float] = field(default_factory=dict)

    def __add__(self, other: Combination) -> Combination:
        terms = dict(self.terms)
        for term, coefficient in other.terms.items():
            terms[term] = terms.get(term, 0.0) + coefficient
        return Combination(self.constant + other.constant, _without_zeros(terms))

    def times(self, factor: float) -> Combination:
        """Every number multiplied by `factor`."""
        terms = {term: factor * coefficient for term, coefficient in self.terms.items()}
        return Combination(factor * self.constant, _without_zeros(terms))

    def plus(self, constant: float) -> Combination:
        """`constant` added."""
        return Combination(self.constant + constant, self.terms)

    def without_constant(self) -> Combination:
        """The terms alone."""
        return Combination(0.0, self.terms)

    def lead(self) -> float:
        """The coefficient largest in size, the earliest of equals. ValueError: there are no terms."""
        return max(self.terms.values(), key=abs)

    def expression(self) -> Expr:
        """As one SymPy expression; a coefficient of exactly ±1 is only its sign."""
        parts = [_scaled(term, coefficient) for term, coefficient in self.terms.items()]
        if self.constant != 0 or not parts:
            parts.append(sympy.Float(self.constant))
        return sympy.Add(*parts)


def single(term: Expr, coefficient: float = 1.0) -> Combination:
    """coefficient·term; an outer number of the term goes into the coefficient, a term that is a number is
    constant.
    """
    number, rest = term.as_coeff_Mul()
    if rest is sympy.S.One:
        return Combination(coefficient * float(number))
    return Combination(0.0, _without_zeros({rest: coefficient * float(number)}))


def _without_zeros(terms: Mapping[Expr, float]) -> dict[Expr, float]:
    return {term: coefficient for term, coefficient in terms.items() if coefficient != 0}


def _scaled(term: Expr, coefficient: float) -> Expr:
    number = sympy.Integer(int(coefficient)) if abs(coefficient) == 1 else sympy.Float(coefficient)
    return sympy.Mul(number, term)
