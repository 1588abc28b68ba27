"""A Python program that computes the formula with NumPy and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr, Rational

from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.numeric import CALLS

_SUM, _PRODUCT, _ATOM = 0, 1, 3
"""How tightly a piece of code holds together: below a product a sum needs brackets, below a power both do."""


def python_text(formula: OutputFormula) -> str:
    """A module that defines `predict(columns: dict) -> array`, `columns` by the user's column names.

    ValueError: the formula still has unnamed functions.
    """
    if not formula.complete:
        raise ValueError(f"{formula.target}: edges without a name cannot be exported as a program")
    reads = [
        f"    {symbol} = np.asarray(columns[{column!a}], dtype=float)"
        for symbol, column in formula.symbols.items()
    ]
    return "\n".join([*_HEAD, *reads, *_result(formula), ""])


_HEAD = (
    "import numpy as np",
    "",
    "",
    "def predict(columns):",
    '    """Values of the formula, one per row; `columns` maps column names to arrays of equal length."""',
    "    rows = np.shape(next(iter(columns.values()))) if columns else ()",
)


def _result(formula: OutputFormula) -> Sequence[str]:
    code, _ = _code(formula.expression)
    return (f"    return np.broadcast_to({code}, rows).astype(float)",)


def _code(node: Expr) -> tuple[str, int]:
    """Code and how tightly it holds together."""
    if node.is_Symbol:
        return node.name, _ATOM
    if not node.args:
        return _number(float(node))
    if node.is_Add:
        return " + ".join(_code(part)[0] for part in node.as_ordered_terms()).replace("+ -", "- "), _SUM
    if node.is_Mul:
        return "*".join(_bracketed(part, _PRODUCT) for part in node.args), _PRODUCT
    if node.is_Pow:
        return _power(node)
    return f"np.{CALLS[node.func]}({_code(node.args[0])[0]})", _ATOM


def _number(value: float) -> tuple[str, int]:
    text = {"nan": "np.nan", "inf": "np.inf", "-inf": "-np.inf"}.get(repr(value), repr(value))
    return text, _PRODUCT


def _power(node: Expr) -> tuple[str, int]:
    base, exponent = node.args
    if exponent == Rational(1, 2):
        return f"np.sqrt({_code(base)[0]})", _ATOM
    power = _code(exponent)[0] if not exponent.is_Integer else str(int(exponent))
    power = power if power.isalnum() else f"({power})"
    return f"{_bracketed(base, _ATOM)}**{power}", _PRODUCT


def _bracketed(node: Expr, least: int) -> str:
    code, tightness = _code(node)
    return code if tightness >= least else f"({code})"
