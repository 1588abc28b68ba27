"""Julia, with its Base alone; one function an output, to be broadcast over arrays."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export import bessel, error_function
from kanscope.symbolic.export.comment import about, commented, function_names
from kanscope.symbolic.export.language import Language, calls, words
from kanscope.symbolic.export.routine import Routine

_DOMAINS = {
    "sqrt": "x < 0",
    "log": "x < 0",
    "log1p": "x < -1",
    "asin": "abs(x) > 1",
    "acos": "abs(x) > 1",
    "acosh": "x < 1",
    "atanh": "abs(x) > 1",
    "sin": "isinf(x)",
    "cos": "isinf(x)",
    "tan": "isinf(x)",
}
"""Where Julia would raise a DomainError; elsewhere it follows IEEE."""

JULIA = Language(
    calls=calls("exp expm1 atan sinh cosh tanh asinh floor abs sign erf:erf_of erfc:erfc_of")
    | {name: f"{name}_of({{0}})" for name in _DOMAINS}
    | bessel.bessel_calls("bessel_of")
    | {
        "pow": "power_of({0}, {1})",
        "powi": "power_of({0}, {1})",
        "where": "({0} ? {1} : {2})",
        "min": "min({0}, {1})",
        "max": "max({0}, {1})",
        "not": "(!{0})",
    },
    constants={"pi": "Float64(pi)", "e": "exp(1.0)", "nan": "NaN", "inf": "Inf"},
    helpers={
        **{name: f"{name}_of(x) = {where} ? NaN : {name}(x)" for name, where in _DOMAINS.items()},
        **dict.fromkeys(("pow", "powi"), "power_of(x, y) = x < 0 && !isinteger(y) ? NaN : x^y"),
        **dict.fromkeys(("erf", "erfc"), error_function.JULIA),
        **dict.fromkeys(bessel.NAMES, bessel.JULIA),
    },
    reserved=words(
        "baremodule begin break catch const continue do else elseif end export false finally for function"
        " global if import in isa let local macro module quote return struct true try using where while"
        " abstract mutable primitive type pi exp log sqrt sin cos tan asin acos atan sinh cosh tanh asinh"
        " acosh atanh floor abs sign min max nan inf float64 power_of isinf isinteger isodd"
        " expm1 log1p erf_of erfc_of bessel_of"
    )
    | {f"{name}_of" for name in _DOMAINS},
    whole=lambda exponent: f"{exponent}.0",
)


def julia_text(routines: Sequence[Routine]) -> str:
    """A file that defines one function an output."""
    names = function_names(routines)
    bodies = [line for one, name in zip(routines, names, strict=True) for line in _function(one, name)]
    return "\n".join(["# A law written by KANscope.", *JULIA.needed(routines), *bodies, ""])


def _function(one: Routine, name: str) -> list[str]:
    return [
        "",
        *commented(about(one), "#"),
        f"function {name}({', '.join(each.name for each in one.inputs)})",
        *(f"    {step} = {JULIA.code(node)}" for step, node in one.steps.items()),
        f"    return {JULIA.code(one.result)}",
        "end",
    ]
