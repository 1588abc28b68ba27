"""MATLAB and Octave: a script file with one function an output, over arrays."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export.comment import about, commented, function_names
from kanscope.symbolic.export.language import Language, calls, words
from kanscope.symbolic.export.routine import Routine

_COMPLEX = "log log1p sqrt asin acos acosh atanh"
"""What MATLAB answers with complex numbers where there is no real value."""

_REAL = """
function r = real_or_nan(z)
  r = real(z);
  r(imag(z) ~= 0) = NaN;
end"""

MATLAB = Language(
    calls=calls("exp expm1 sin cos tan atan sinh cosh tanh asinh floor abs sign erf erfc")
    | {name: f"real_or_nan({name}({{0}}))" for name in _COMPLEX.split()}
    | {
        "pow": "real_or_nan(({0}).^({1}))",
        "powi": "(({0}).^({1}))",
        "where": "choose({0}, {1}, {2})",
        "min": "lesser_of({0}, {1})",
        "max": "larger_of({0}, {1})",
        "not": "(~{0})",
        "besselj0": "besselj(0, {0})",
        "besselj1": "besselj(1, {0})",
        "bessely0": "real_or_nan(bessely(0, {0}))",
        "bessely1": "real_or_nan(bessely(1, {0}))",
    },
    constants={"pi": "pi", "e": "exp(1)", "nan": "NaN", "inf": "Inf"},
    helpers={
        **dict.fromkeys([*_COMPLEX.split(), "pow", "bessely0", "bessely1"], _REAL),
        "where": """
function r = choose(condition, a, b)
  r = b + zeros(size(condition));
  a = a + zeros(size(condition));
  r(condition) = a(condition);
end""",
        "min": """
function r = lesser_of(a, b)
  r = min(a, b);
  r(isnan(a + b)) = NaN;
end""",
        "max": """
function r = larger_of(a, b)
  r = max(a, b);
  r(isnan(a + b)) = NaN;
end""",
    },
    reserved=words(
        "break case catch classdef continue else elseif end for function global if otherwise parfor"
        " persistent return spmd switch try while i j pi e inf nan eps ans exp log sqrt sin cos tan asin acos"
        " atan sinh cosh tanh asinh acosh atanh floor abs sign erf erfc besselj bessely real imag min max"
        " choose lesser_of larger_of real_or_nan isnan zeros size value until unwind_protect do"
        " endfunction endif endwhile endfor end_try_catch"
    ),
    times=".*",
    over="./",
    infix={"<": "<", "<=": "<=", "==": "==", "and": "&", "or": "|"},
)


def matlab_text(routines: Sequence[Routine]) -> str:
    """A script whose functions come first, as Octave wants and MATLAB (R2024a on) takes."""
    names = function_names(routines)
    bodies = [line for one, name in zip(routines, names, strict=True) for line in _function(one, name)]
    return "\n".join(["% A law written by KANscope.", "1;", *MATLAB.needed(routines), *bodies, ""])


def _function(one: Routine, name: str) -> list[str]:
    return [
        "",
        f"function value = {name}({', '.join(each.name for each in one.inputs)})",
        *commented(about(one), "%", "  "),
        *(f"  {step} = {MATLAB.code(node)};" for step, node in one.steps.items()),
        f"  value = {MATLAB.code(one.result)};",
        "end",
    ]
