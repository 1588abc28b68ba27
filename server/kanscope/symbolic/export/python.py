"""A Python program with the standard library alone; IEEE arithmetic where Python would raise."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export import bessel
from kanscope.symbolic.export.columns import RESERVED, program
from kanscope.symbolic.export.language import Language, calls
from kanscope.symbolic.export.routine import Routine

_GUARDED = "exp sin cos tan asin acos sinh cosh acosh expm1"

_VALUE = '''def _value(function, x):
    """What is too large is inf, what has no value nan."""
    try:
        return function(x)
    except OverflowError:
        return -math.inf if function is math.sinh and x < 0 else math.inf
    except ValueError:
        return math.nan'''

_POWER = '''def _power(x, y):
    """x to the power of y; nan where it is not real."""
    try:
        return math.pow(x, y)
    except OverflowError:
        return -math.inf if x < 0 and y % 2 == 1 else math.inf
    except ValueError:
        return math.inf if x == 0 else math.nan'''

_OVER = '''def _over(x, y):
    """x / y; inf or nan where y is 0."""
    if y != 0:
        return x / y
    return math.nan if x == 0 or x != x else math.copysign(math.inf, x) * math.copysign(1.0, y)'''

_LOG = """def _log(x):
    return math.log(x) if x > 0 else -math.inf if x == 0 else math.nan"""

_LOG1P = """def _log1p(x):
    return math.log1p(x) if x > -1 else -math.inf if x == -1 else math.nan"""

_SQRT = """def _sqrt(x):
    return math.sqrt(x) if x >= 0 else math.nan"""

_ATANH = """def _atanh(x):
    return math.atanh(x) if abs(x) < 1 else math.copysign(math.inf, x) if abs(x) == 1 else math.nan"""

_FLOOR = """def _floor(x):
    return float(math.floor(x)) if math.isfinite(x) else x"""

_SIGN = """def _sign(x):
    return 1.0 if x > 0 else -1.0 if x < 0 else x"""

_MIN = """def _min(x, y):
    return x if x < y or x != x else y"""

_MAX = """def _max(x, y):
    return x if x > y or x != x else y"""

PYTHON = Language(
    calls={name: f"_value(math.{name}, {{0}})" for name in _GUARDED.split()}
    | calls("atan tanh asinh erf erfc", "math.{}")
    | calls("log log1p sqrt atanh floor sign", "_{}")
    | bessel.bessel_calls("_bessel", "False", "True")
    | {
        "abs": "abs({0})",
        "/": "_over({0}, {1})",
        "powi": "_power({0}, {1})",
        "pow": "_power({0}, {1})",
        "min": "_min({0}, {1})",
        "max": "_max({0}, {1})",
        "where": "({1} if {0} else {2})",
        "not": "(not {0})",
    },
    constants={"pi": "math.pi", "e": "math.e", "nan": "math.nan", "inf": "math.inf"},
    helpers={
        **dict.fromkeys(_GUARDED.split(), _VALUE),
        **dict.fromkeys(("powi", "pow"), _POWER),
        "/": _OVER,
        **dict.fromkeys(bessel.NAMES, bessel.PYTHON),
        "log": _LOG,
        "log1p": _LOG1P,
        "sqrt": _SQRT,
        "atanh": _ATANH,
        "floor": _FLOOR,
        "sign": _SIGN,
        "min": _MIN,
        "max": _MAX,
    },
    reserved=RESERVED,
    infix={"<": "<", "<=": "<=", "==": "==", "and": "and", "or": "or"},
)

_HEAD = ("import math", "from array import array")


def python_text(routines: Sequence[Routine]) -> str:
    """A module with `predict(columns)`, which gives an array of floats."""
    return program(PYTHON, _HEAD, routines, _body)


def _body(language: Language, one: Routine) -> list[str]:
    """The columns are gone through row by row."""
    reads = [f"        {each.name} = float(columns[{each.column!a}][row])" for each in one.inputs]
    return [
        '    values = array("d")',
        "    for row in range(len(next(iter(columns.values()), ()))):",
        *reads,
        *(f"        {step} = {language.code(node)}" for step, node in one.steps.items()),
        f"        values.append({language.code(one.result)})",
        "    return values",
    ]
