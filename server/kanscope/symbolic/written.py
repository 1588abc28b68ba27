"""A formula's tree as a SymPy expression, built from SymPy objects."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import sympy
from sympy import Expr

from kanscope.language.constants import LARGEST
from kanscope.language.error import FormulaError
from kanscope.language.tree import Call, Number, Tree, Variable
from kanscope.symbolic.numeric import values

Forms = Mapping[str, Callable[[Expr], Expr]]

WHOLE = 1e6
"""Whole numbers up to this are written as such; larger ones may be measurements."""


def expression(tree: Tree, variables: Mapping[str, Expr], forms: Forms) -> Expr:
    """The tree with its variables replaced; a variable that is not given becomes a real symbol.

    `forms`: the functions it may call, as the library has them. FormulaError: a part that is a number (x - x
    is one to SymPy) but no finite real one, or too large to be worked with.
    """
    if isinstance(tree, Number):
        return _exact(tree)
    if isinstance(tree, Variable):
        known = variables.get(tree.name)
        return sympy.Symbol(tree.name, real=True) if known is None else known
    whole = _combined(tree, [expression(part, variables, forms) for part in tree.arguments], forms)
    if whole.is_number:
        _check_number(whole)
    return whole


def number(value: float) -> Expr:
    """A decimal, or the whole number it is."""
    return sympy.Integer(int(value)) if value.is_integer() and abs(value) <= WHOLE else sympy.Float(value)


def _check_number(whole: Expr) -> None:
    try:
        value = float(values(whole, {}))
    except (TypeError, ValueError):  # complex, or infinite in no direction
        value = math.nan
    if not abs(value) <= LARGEST:
        raise FormulaError("too_large", "a part that is the same number everywhere, but no usable one", 0)


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
        if parts[1].is_zero:
            raise FormulaError("too_large", "a division by what is 0 everywhere", 0)
        return parts[0] / parts[1]
    if call.operation == "^":
        return sympy.Pow(parts[0], parts[1])
    return -parts[0] if call.operation == "neg" else forms[call.operation](parts[0])
