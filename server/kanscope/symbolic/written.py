"""A formula's tree as a SymPy expression, built from SymPy objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy
from sympy import Expr

from kanscope.language.tree import Call, Number, Tree, Variable

Forms = Mapping[str, Callable[[Expr], Expr]]

WHOLE = 1e6
"""Whole numbers up to this are written as such; larger ones may be measurements."""


def expression(tree: Tree, variables: Mapping[str, Expr], forms: Forms) -> Expr:
    """The tree with its variables replaced; a variable that is not given becomes a real symbol.

    `forms`: the functions it may call, as the library has them.
    """
    if isinstance(tree, Number):
        return _exact(tree)
    if isinstance(tree, Variable):
        known = variables.get(tree.name)
        return sympy.Symbol(tree.name, real=True) if known is None else known
    return _combined(tree, [expression(part, variables, forms) for part in tree.arguments], forms)


def number(value: float) -> Expr:
    """A decimal, or the whole number it is."""
    return sympy.Integer(int(value)) if value.is_integer() and abs(value) <= WHOLE else sympy.Float(value)


def _exact(constant: Number) -> Expr:
    """Whole numbers, pi and e as what they are, decimals as decimals."""
    if constant.text in ("pi", "e"):
        return sympy.pi if constant.text == "pi" else sympy.E
    return sympy.Integer(int(constant.text)) if constant.text.isdigit() else sympy.Float(constant.value)


def _combined(call: Call, parts: list[Expr], forms: Forms) -> Expr:
    if call.operation == "+":
        return sympy.Add(*parts)
    if call.operation == "*":
        return sympy.Mul(*parts)
    if call.operation == "/":
        return parts[0] / parts[1]
    if call.operation == "^":
        return sympy.Pow(parts[0], parts[1])
    return -parts[0] if call.operation == "neg" else forms[call.operation](parts[0])
