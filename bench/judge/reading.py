"""SymPy text, as a program printed it, read without being run."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Callable, Mapping
from operator import add, mul

import sympy
from sympy import Expr

LONGEST = 20_000
LARGEST_EXPONENT = 1000
"""Beyond it a power of two numbers is worked out as a decimal."""

CALLS: Mapping[str, Callable[..., Expr]] = {
    name: getattr(sympy, name)
    for name in (
        *("exp", "log", "sqrt", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "acot"),
        *("sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh"),
        *("sign", "erf", "erfc", "besselj", "bessely", "besseli", "besselk", "Max", "Min", "cbrt"),
    )
} | {"Abs": sympy.Abs, "abs": sympy.Abs}
CONSTANTS: Mapping[str, Expr] = {"pi": sympy.pi, "E": sympy.E}
JOINED: Mapping[type[ast.operator], Callable[[Expr, Expr], Expr]] = {
    ast.Add: add,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: mul,
    ast.Div: lambda left, right: left / right,
}


class Unreadable(ValueError):
    """This text is no formula of the kind SymPy prints."""


def read(text: str, symbols: Mapping[str, Expr]) -> Expr:
    """The expression; `symbols` says what each name stands for. Unreadable: anything else is in it."""
    if len(text) > LONGEST:
        raise Unreadable(f"{len(text)} characters long")
    written = re.sub(r"[^\W\d]\w*", lambda word: _plain(word[0]), text)
    try:
        tree = ast.parse(written, mode="eval").body
        return _expression(tree, {_plain(name): symbol for name, symbol in symbols.items()})
    except (SyntaxError, RecursionError, MemoryError, ZeroDivisionError) as error:
        raise Unreadable(f"{type(error).__name__}: {text[:80]}") from error


def _plain(word: str) -> str:
    """Words that Python keeps for itself, such as lambda, would not parse as names."""
    return f"{word}_kept_" if keyword.iskeyword(word) else word


def _expression(node: ast.expr, symbols: Mapping[str, Expr]) -> Expr:
    match node:
        case ast.Constant(value=bool() | complex() | str()):
            raise Unreadable(f"a constant {node.value!r}")
        case ast.Constant(value=int() | float() as value):
            return sympy.Integer(value) if isinstance(value, int) else sympy.Float(value)
        case ast.Name(id=name):
            return _named(name, symbols)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_expression(inner, symbols)
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _expression(inner, symbols)
        case ast.BinOp(left=left, op=operator, right=right):
            return _joined(operator, _expression(left, symbols), _expression(right, symbols))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in CALLS:
            return CALLS[name](*(_expression(argument, symbols) for argument in arguments))
    raise Unreadable(f"{ast.unparse(node)[:80]} is no part of a formula")


def _named(name: str, symbols: Mapping[str, Expr]) -> Expr:
    if name in symbols:
        return symbols[name]
    if name in CONSTANTS:
        return CONSTANTS[name]
    raise Unreadable(f"{name} is neither a column nor a constant")


def _joined(operator: ast.operator, left: Expr, right: Expr) -> Expr:
    if isinstance(operator, ast.Pow):
        huge = left.is_number and right.is_number and not abs(right) <= LARGEST_EXPONENT
        return sympy.Float(left) ** sympy.Float(right) if huge else left**right
    if type(operator) not in JOINED:
        raise Unreadable(f"the sign {type(operator).__name__}")
    return JOINED[type(operator)](left, right)
