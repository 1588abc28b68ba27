"""Formulas over derived columns, said in the columns of the table: density becomes mass/volume."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import sympy
from sympy import Expr

from kanscope.study.columns import typed_names
from kanscope.study.records import Derived
from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.parse import FormulaError, parse
from kanscope.symbolic.symbols import safe_symbols


def expanded(formula: OutputFormula, derived: Sequence[Derived], columns: Sequence[str]) -> OutputFormula:
    """The formula with what each derived column is worked out from in its place; `columns` are the table's.

    Where one cannot be written exactly the formula stays as it is, in the derived columns.
    """
    if not {one.name for one in derived} & set(formula.symbols.values()):
        return formula
    names = list(dict.fromkeys([*columns, *(one.name for one in derived)]))
    symbol_of = {column: symbol for symbol, column in safe_symbols(names).items()}
    expression = _replaced(
        formula.expression, {old: _symbol(symbol_of[name]) for old, name in formula.symbols.items()}
    )
    try:
        for one in reversed(derived):
            expression = _replaced(expression, {symbol_of[one.name]: _written(one, symbol_of)})
    except FormulaError:
        return formula
    present = {str(symbol) for symbol in expression.free_symbols}
    symbols = {symbol_of[column]: column for column in names if symbol_of[column] in present}
    return replace(formula, expression=expression, symbols=symbols)


def _replaced(expression: Expr, by_name: Mapping[str, Expr]) -> Expr:
    """Symbols go by their names: those of logarithms are also known to be positive."""
    return expression.xreplace(
        {symbol: by_name[str(symbol)] for symbol in expression.free_symbols if str(symbol) in by_name}
    )


def _written(one: Derived, symbol_of: Mapping[str, str]) -> Expr:
    typed = typed_names(symbol_of)
    parsed = parse(one.formula)
    places = {_symbol(name): _symbol(symbol_of[typed[name]]) for name in parsed.variables}
    return parsed.sympy().xreplace(places)


def _symbol(name: str) -> Expr:
    return sympy.Symbol(name, real=True)
