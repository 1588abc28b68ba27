"""JavaScript, for browsers and Node; one exported function an output."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export import bessel, error_function
from kanscope.symbolic.export.comment import about, commented, function_names
from kanscope.symbolic.export.language import Language, calls, words
from kanscope.symbolic.export.routine import Routine

_SAME = "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh floor sqrt abs sign log1p expm1"

JAVASCRIPT = Language(
    calls=calls(
        _SAME,
        "Math.{}",
        pow="Math.pow({0}, {1})",
        powi="Math.pow({0}, {1})",
        where="({0} ? {1} : {2})",
        min="Math.min({0}, {1})",
        max="Math.max({0}, {1})",
        erf="erf_of({0})",
        erfc="erfc_of({0})",
        **{"not": "(!{0})"},
        **bessel.bessel_calls("bessel_of"),
    ),
    constants={"pi": "Math.PI", "e": "Math.E", "nan": "NaN", "inf": "Infinity"},
    helpers={
        **dict.fromkeys(("erf", "erfc"), error_function.JAVASCRIPT),
        **dict.fromkeys(bessel.NAMES, bessel.JAVASCRIPT),
    },
    reserved=words(
        "abstract arguments await boolean break byte case catch char class const continue debugger default"
        " delete do double else enum eval export extends false final finally float for function goto if"
        " implements import in instanceof int interface let long native new null package private protected"
        " public return short static super switch synchronized this throw throws transient true try typeof"
        " var void volatile while with yield async of undefined nan infinity math isfinite array"
        " erf_of erfc_of bessel_of"
    ),
)


def javascript_text(routines: Sequence[Routine]) -> str:
    """An ECMAScript module: helpers, then one function an output."""
    names = function_names(routines)
    bodies = [line for one, name in zip(routines, names, strict=True) for line in _function(one, name)]
    return "\n".join(["// A law written by KANscope.", *JAVASCRIPT.needed(routines), *bodies, ""])


def _function(one: Routine, name: str) -> list[str]:
    return [
        "",
        "/**",
        *commented(about(one), " *"),
        " */",
        f"export function {name}({', '.join(each.name for each in one.inputs)}) {{",
        *(f"  const {step} = {JAVASCRIPT.code(node)};" for step, node in one.steps.items()),
        f"  return {JAVASCRIPT.code(one.result)};",
        "}",
    ]
