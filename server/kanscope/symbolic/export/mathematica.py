"""Mathematica (Wolfram Language): one function an output, in machine precision."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export.comment import about, function_names
from kanscope.symbolic.export.language import Language, words
from kanscope.symbolic.export.routine import Routine

_PLAIN = {
    "exp": "Exp", "abs": "Abs", "sign": "Sign", "sin": "Sin", "cos": "Cos", "tan": "Tan", "atan": "ArcTan",
    "sinh": "Sinh", "cosh": "Cosh", "tanh": "Tanh", "asinh": "ArcSinh", "erf": "Erf", "erfc": "Erfc",
    "floor": "Floor",
}  # fmt: skip
_COMPLEX = {
    "log": "Log", "sqrt": "Sqrt", "asin": "ArcSin", "acos": "ArcCos", "acosh": "ArcCosh", "atanh": "ArcTanh",
}  # fmt: skip
_REAL = "realOr[z_] := If[Im[z] == 0, Re[z], Indeterminate]"


def _number(value: float) -> str:
    """In machine precision, whatever the number of digits: 1.5e-05 → 1.5`*^-05."""
    mantissa, _, exponent = repr(value).partition("e")
    return f"{mantissa}`*^{int(exponent)}" if exponent else f"{mantissa}`"


MATHEMATICA = Language(
    calls={name: f"{theirs}[{{0}}]" for name, theirs in _PLAIN.items()}
    | {name: f"realOr[{theirs}[{{0}}]]" for name, theirs in _COMPLEX.items()}
    | {
        "pow": "realOr[Power[{0}, {1}]]",
        "log1p": "realOr[Log[1 + {0}]]",
        "expm1": "(Exp[{0}] - 1)",
        "powi": "Power[{0}, {1}]",
        "where": "If[{0}, {1}, {2}]",
        "min": "Min[{0}, {1}]",
        "max": "Max[{0}, {1}]",
        "not": "(!{0})",
        "besselj0": "BesselJ[0, {0}]",
        "besselj1": "BesselJ[1, {0}]",
        "bessely0": "realOr[BesselY[0, {0}]]",
        "bessely1": "realOr[BesselY[1, {0}]]",
    },
    constants={"pi": "N[Pi]", "e": "N[E]", "nan": "Indeterminate", "inf": "Infinity"},
    helpers=dict.fromkeys([*_COMPLEX, "log1p", "pow", "bessely0", "bessely1"], _REAL),
    reserved=words("realor"),
    number=_number,
)


def spelt(name: str) -> str:
    """An underscore means a pattern and a capital a built-in name: rel_Feuchte → relFeuchte."""
    first, *others = [word for word in name.split("_") if word] or ["v"]
    return first[0].lower() + first[1:] + "".join(word[0].upper() + word[1:] for word in others)


def mathematica_text(routines: Sequence[Routine]) -> str:
    """A package file: definitions, one function an output."""
    names = [spelt(name) for name in function_names(routines)]
    bodies = [_function(one, name) for one, name in zip(routines, names, strict=True)]
    return "\n\n".join(["(* A law written by KANscope. *)", *MATHEMATICA.needed(routines), *bodies]) + "\n"


def _function(one: Routine, name: str) -> str:
    comment = "\n   ".join(about(one))
    arguments = ", ".join(f"{each.name}_?NumericQ" for each in one.inputs)
    steps = "".join(f"  {step} = {MATHEMATICA.code(node)};\n" for step, node in one.steps.items())
    body = f"{steps}  {MATHEMATICA.code(one.result)}"
    return f"(* {comment} *)\n{name}[{arguments}] := Module[{{{', '.join(one.steps)}}},\n{body}\n]"
