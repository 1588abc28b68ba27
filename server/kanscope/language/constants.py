"""What the parts of a formula are worth that hold no variable.

SymPy works constants out to the last digit, so that cosh(cosh(cosh(43))) would take gigabytes, and reasons
for minutes about one that is no real number. Both are refused before anybody works with them.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from kanscope.language.error import FormulaError
from kanscope.language.tree import Number, Tree, Variable

LARGEST = 1e15


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def _softplus(z: float) -> float:
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def _gaussian(z: float) -> float:
    return math.exp(-z * z)


def _sign(z: float) -> float:
    return float((z > 0) - (z < 0))


_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "neg": lambda z: -z,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "arcsin": math.asin,
    "arccos": math.acos,
    "arctan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "arctanh": math.atanh,
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "abs": abs,
    "sgn": _sign,
    "gaussian": _gaussian,
    "sigmoid": _sigmoid,
    "arcsinh": math.asinh,
    "erf": math.erf,
    "softplus": _softplus,
    "relu": lambda z: max(z, 0.0),
    "sinc": lambda z: math.sin(z) / z if z else 1.0,
}


def constant(tree: Tree) -> float | None:
    """The value of a tree without variables, nan or inf where there is none; None if it has variables."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Variable):
        return None
    values = [constant(part) for part in tree.arguments]
    known = [value for value in values if value is not None]
    return applied(tree.operation, known) if len(known) == len(values) else None


def applied(operation: str, values: list[float]) -> float:
    """The operation on numbers; nan where it is undefined, inf where too large, or too small a power."""
    try:
        if operation == "+":
            return math.fsum(values)
        if operation == "*":
            return math.prod(values)
        if operation == "/":
            return values[0] / values[1]
        if operation == "^":
            return _raised(values[0], values[1])
        return _FUNCTIONS[operation](values[0])
    except OverflowError:
        return math.inf
    except (ZeroDivisionError, ValueError):
        return math.nan


def check_constants(tree: Tree) -> float | None:
    """As `constant`, of a tree whose parts are all fit to be worked with.

    FormulaError: a part without variables is no finite number or beyond 1e15, or something is divided by 0.
    """
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Variable):
        return None
    values = [check_constants(part) for part in tree.arguments]
    if tree.operation == "/" and values[1] == 0:
        raise FormulaError("too_large", "a division by 0", 0)
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    value = applied(tree.operation, known)
    if not math.isfinite(value):
        raise FormulaError(
            "too_large", f"a constant, {_shown(tree.operation)} of numbers, that is no finite number", 0
        )
    if abs(value) > LARGEST:
        raise FormulaError("too_large", f"a constant beyond {LARGEST:.0e}", 0, "write it smaller")
    return value


def _shown(operation: str) -> str:
    return {"+": "a sum", "*": "a product", "/": "a quotient", "^": "a power"}.get(operation, operation)


def _raised(base: float, exponent: float) -> float:
    """base^exponent; too small to tell from 0 counts as too large, for its digits are as many."""
    result = base**exponent
    if isinstance(result, complex):
        return math.nan
    return math.inf if result == 0 and base != 0 else float(result)
