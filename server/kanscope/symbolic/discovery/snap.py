"""Exact constants: those that say nothing fixed, the others moved to the simplest numbers the rows allow."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr, Symbol

from kanscope.symbolic.discovery.complexity import complexity
from kanscope.symbolic.discovery.pool import Candidate, Pool
from kanscope.symbolic.discovery.refit import Refit, refit, residual
from kanscope.symbolic.discovery.tape import Tape

Numbers = NDArray[np.float64]
ERRORS = 2.5
"""How many standard errors a constant may be moved."""
NOTHING = 1e-15
REDUNDANT = 1e-7
SPARE = 1.0
"""So many bits fewer than the rows know a constant by must an exact number have, to be no accident."""
SURPRISE = 3.0
"""So many fewer still where it is irrational."""
BLUR = 0.3
"""A constant is known no better than this share of the law's relative error: it may be a stand-in."""
DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 100)


class Fitted:
    """A formula and its constants, fitted; the mean square error `q` over the fitted rows."""

    def __init__(self, pool: Pool, expression: Expr, numbers: dict[Symbol, float]) -> None:
        self.expression = expression
        self.symbols = [symbol for symbol in numbers if symbol in expression.free_symbols]
        self.tape = Tape(expression, self.symbols, pool.symbols)
        start = np.array([numbers[symbol] for symbol in self.symbols])
        self.rows = pool.fit
        found: Refit = refit(self.tape, start, self.rows, 40)
        self.numbers, self.q = found.numbers, found.error

    def jacobian(self) -> Numbers:
        """∂residual/∂constant, (N, p)."""
        _, slopes = self.tape.jacobian(self.numbers, self.rows.x)
        return np.nan_to_num(slopes * self.rows.weight[:, None], nan=0.0, posinf=0.0, neginf=0.0)

    def known(self) -> dict[Symbol, float]:
        """The constants by symbol."""
        return dict(zip(self.symbols, self.numbers.tolist(), strict=True))


def snapped(pool: Pool, candidate: Candidate) -> Candidate:
    """The same law without redundant constants, exact where the rows do not object."""
    fitted = _without_redundant(pool, Fitted(pool, candidate.expression, dict(candidate.numbers)))
    fitted = _simplest(pool, fitted)
    numbers = fitted.known()
    r = residual(fitted.tape, fitted.numbers, pool.every)
    error = float(r @ r) / max(1, int((pool.every.weight > 0).sum()))
    return replace(
        candidate,
        expression=fitted.expression,
        numbers=numbers,
        complexity=complexity(fitted.expression),
        error=error,
    )


def _without_redundant(pool: Pool, fitted: Fitted) -> Fitted:
    """While some direction of the constants changes nothing, the one that leads it is set to 1 (or -1)."""
    while fitted.symbols:
        jacobian = fitted.jacobian() * np.maximum(np.abs(fitted.numbers), 1e-12)
        _, sizes, directions = np.linalg.svd(jacobian, full_matrices=False)
        if sizes[0] == 0 or sizes[-1] > REDUNDANT * sizes[0]:
            return fitted
        order = np.argsort(-np.abs(directions[-1]))
        for k in order[:2]:
            whole = sympy.Integer(1 if fitted.numbers[k] > 0 else -1)
            tried = _tried(pool, fitted, {fitted.symbols[k]: whole})
            if tried and tried.q <= max(fitted.q * 1.001, NOTHING):
                fitted = tried
                break
        else:
            return fitted
    return fitted


def _tried(pool: Pool, fitted: Fitted, exact: dict[Symbol, Expr]) -> Fitted | None:
    """The formula with those constants exact and the others refitted; None where nothing is left of it."""
    expression = fitted.expression.xreplace(exact)
    expression = expression.doit() if expression.has(sympy.Integer(0)) else expression
    if expression.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I) or not expression.free_symbols & set(
        pool.symbols
    ):
        return None
    try:
        return Fitted(pool, expression, fitted.known())
    except (ValueError, TypeError):
        return None


def _simplest(pool: Pool, fitted: Fitted) -> Fitted:
    tried = set[tuple[Symbol, Expr]]()
    fitted = _all_at_once(pool, fitted)
    for _ in range(60):
        options = [option for option in _options(fitted) if (option[1], option[2]) not in tried]
        if not options:
            return fitted
        _, symbol, number = min(options, key=lambda option: option[0])
        tried.add((symbol, number))
        after = _tried(pool, fitted, {symbol: number})
        if after and _allowed(fitted, after):
            fitted = after
    return fitted


def _all_at_once(pool: Pool, fitted: Fitted) -> Fitted:
    best: dict[Symbol, tuple[float, Expr]] = {}
    for bits, symbol, number in _options(fitted):
        if symbol not in best or bits < best[symbol][0]:
            best[symbol] = (bits, number)
    after = _tried(pool, fitted, {symbol: number for symbol, (_, number) in best.items()}) if best else None
    return after if after and _allowed(fitted, after) else fitted


def _allowed(before: Fitted, after: Fitted) -> bool:
    """Not more lost than a constant is worth: n·log(q₂/q₁) < log n for each one fixed."""
    fewer = max(1, len(before.symbols) - len(after.symbols))
    rows = len(before.rows.y)
    return after.q < max(before.q * math.exp(fewer * math.log(rows) / rows), NOTHING)


def _options(fitted: Fitted) -> Iterator[tuple[float, Symbol, Expr]]:
    """(bits, constant, exact number) within some standard errors, and no longer than the rows can tell."""
    jacobian = fitted.jacobian()
    scale = np.sqrt((jacobian * jacobian).sum(0)) + 1e-300
    covariance = np.linalg.pinv((jacobian / scale).T @ (jacobian / scale), rcond=1e-12)
    errors = np.sqrt(np.maximum(np.diag(covariance), 0) * max(fitted.q, 1e-24)) / scale
    exponents = set[Symbol]().union(*(p.exp.free_symbols for p in fitted.expression.atoms(sympy.Pow)))
    for symbol, value, error in zip(fitted.symbols, fitted.numbers, errors, strict=True):
        blurred = max(error, max(1e-9, BLUR * math.sqrt(fitted.q)) * abs(value), 1e-300)
        known = math.log2(abs(value) / blurred + 2) - SPARE
        in_exponent = symbol in exponents
        for bits, number in near(float(value)):
            room = ERRORS * error + 1e-9 * abs(float(value)) + (1e-9 if number == 0 else 0)
            if abs(float(number) - value) <= room and bits <= known - _surprise(number, in_exponent):
                yield bits, symbol, number


def _surprise(number: Expr, in_exponent: bool) -> float:
    """Bits there must be to spare: none for fractions, some otherwise; in exponents only fractions."""
    if number.is_Rational:
        return 0.0
    return math.inf if in_exponent else SURPRISE


def near(value: float) -> Iterator[tuple[float, Expr]]:
    """(bits, number): exact numbers near the value: 0, fractions, and those times π, π², 1/π, √n, e."""
    yield 0.0, sympy.Integer(0)
    if not math.isfinite(value) or abs(value) > 1e9:
        return
    units: tuple[tuple[Expr, float], ...] = (
        (sympy.Integer(1), 0.0),
        (sympy.pi, 3.0),
        (1 / sympy.pi, 3.0),
        (sympy.pi**2, 5.0),
        (1 / sympy.pi**2, 5.0),
        (sympy.sqrt(2), 4.0),
        (sympy.sqrt(3), 5.0),
        (sympy.sqrt(sympy.pi), 5.0),
        (1 / sympy.sqrt(2 * sympy.pi), 5.0),
        (sympy.E, 5.0),
    )
    for unit, bits in units:
        ratio = value / float(unit)
        for q in DENOMINATORS:
            p = round(ratio * q)
            if p and math.gcd(p, q) == 1:
                yield bits + math.log2(q) + math.log2(1 + abs(p)), sympy.Rational(p, q) * unit
        if 0 < abs(ratio) < 0.5:
            q = round(1 / ratio)
            yield bits + 1 + math.log2(1 + abs(q)), unit / q
