"""Which edge carries which function of SymPy, and how those without an edge of their own are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy
from sympy import Expr

from kanscope.symbolic.library import EXPONENTS

POWERS: Mapping[float, str] = {float(exponent): name for name, exponent in reversed(EXPONENTS.items())}
"""Exponent → the edge that carries it (the first name of several)."""

CALLS: Mapping[type[Expr], str] = {
    sympy.exp: "exp",
    sympy.log: "log",
    sympy.Abs: "abs",
    sympy.sign: "sgn",
    sympy.sin: "sin",
    sympy.cos: "cos",
    sympy.tan: "tan",
    sympy.asin: "arcsin",
    sympy.acos: "arccos",
    sympy.atan: "arctan",
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.tanh: "tanh",
    sympy.atanh: "arctanh",
    sympy.asinh: "arcsinh",
    sympy.erf: "erf",
    sympy.sinc: "sinc",
}


def _largest(*values: Expr) -> Expr:
    first, *rest = values
    other = rest[0] if len(rest) == 1 else _largest(*rest)
    return (first + other + sympy.Abs(first - other)) / 2


def _smallest(*values: Expr) -> Expr:
    return -_largest(*(-value for value in values))


def _arcosh(z: Expr) -> Expr:
    return sympy.log(z + sympy.sqrt(z - 1) * sympy.sqrt(z + 1))


REWRITTEN: Mapping[type[Expr], Callable[..., Expr]] = {
    sympy.sec: lambda z: 1 / sympy.cos(z),
    sympy.csc: lambda z: 1 / sympy.sin(z),
    sympy.cot: lambda z: 1 / sympy.tan(z),
    sympy.sech: lambda z: 1 / sympy.cosh(z),
    sympy.csch: lambda z: 1 / sympy.sinh(z),
    sympy.coth: lambda z: 1 / sympy.tanh(z),
    sympy.acosh: _arcosh,
    sympy.Max: _largest,
    sympy.Min: _smallest,
}


def known() -> str:
    """The functions that can be compiled, for a person to read."""
    return ", ".join(sorted(function.__name__ for function in (*CALLS, *REWRITTEN)))
