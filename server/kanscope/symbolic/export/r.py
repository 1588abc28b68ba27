"""R, with its base and stats alone; one function an output, over vectors."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export.comment import about, commented, function_names
from kanscope.symbolic.export.language import Language, calls, words
from kanscope.symbolic.export.routine import Routine

_SAME = "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh floor sqrt abs sign log1p expm1"

R = Language(
    calls=calls(
        _SAME,
        where="ifelse({0}, {1}, {2})",
        min="pmin({0}, {1})",
        max="pmax({0}, {1})",
        erf="erf_of({0})",
        erfc="(2*pnorm(-({0})*sqrt(2)))",
        besselj0="besselJ(abs({0}), 0)",
        besselj1="bessel_j1({0})",
        bessely0="besselY({0}, 0)",
        bessely1="besselY({0}, 1)",
        **{"not": "(!{0})"},
    ),
    constants={"pi": "pi", "e": "exp(1)", "nan": "NaN", "inf": "Inf"},
    helpers={
        "erf": "erf_of <- function(x) sign(x)*pgamma(x^2, 0.5)",
        "besselj1": "bessel_j1 <- function(x) sign(x)*besselJ(abs(x), 1)",
    },
    reserved=words(
        "if else repeat while function for next break true false null inf nan na t f c q"
        " exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh floor sqrt abs sign ifelse"
        " pmin pmax pnorm pgamma besselj bessely pi erf_of bessel_j1 rep_len suppresswarnings in"
    ),
    power="^",
    infix={"<": "<", "<=": "<=", "==": "==", "and": "&", "or": "|"},
)


def r_text(routines: Sequence[Routine]) -> str:
    """A script that defines one function an output."""
    names = function_names(routines)
    bodies = [line for one, name in zip(routines, names, strict=True) for line in _function(one, name)]
    return "\n".join(["# A law written by KANscope.", *R.needed(routines), *bodies, ""])


def _function(one: Routine, name: str) -> list[str]:
    """Where there is no value the result is NaN, and no warning is given."""
    return [
        "",
        *commented(about(one), "#"),
        f"{name} <- function({', '.join(each.name for each in one.inputs)}) suppressWarnings({{",
        *(f"  {step} <- {R.code(node)}" for step, node in one.steps.items()),
        f"  {R.code(one.result)}",
        "})",
    ]
