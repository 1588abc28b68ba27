"""C99, with math.h alone; one function an output."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export.comment import about, commented, function_names
from kanscope.symbolic.export.language import Language, calls, words
from kanscope.symbolic.export.routine import Routine

_SAME = (
    "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf erfc floor sqrt abs:fabs"
    " log1p expm1 besselj0:j0 besselj1:j1"
)

C = Language(
    calls=calls(
        _SAME,
        pow="pow({0}, {1})",
        powi="pow({0}, {1})",
        sign="sign_of({0})",
        bessely0="bessel_y0({0})",
        bessely1="bessel_y1({0})",
        where="({0} ? {1} : {2})",
        min="smaller_of({0}, {1})",
        max="larger_of({0}, {1})",
        **{"not": "(!{0})"},
    ),
    constants={
        "pi": "3.141592653589793",
        "e": "2.718281828459045",
        "nan": "((double)NAN)",
        "inf": "((double)INFINITY)",
    },
    helpers={
        "sign": "static double sign_of(double x) { return x > 0 ? 1.0 : x < 0 ? -1.0 : x; }",
        "min": "static double smaller_of(double a, double b) { return a < b || isnan(a) ? a : b; }",
        "max": "static double larger_of(double a, double b) { return a > b || isnan(a) ? a : b; }",
        "bessely0": "static double bessel_y0(double x) { return x < 0 ? NAN : y0(x); }",
        "bessely1": "static double bessel_y1(double x) { return x < 0 ? NAN : y1(x); }",
    },
    reserved=words(
        "auto break case char const continue default do double else enum extern float for goto if inline int"
        " long register restrict return short signed sizeof static struct switch typedef union unsigned void"
        " volatile while asm bool true false main exp log sin cos tan asin acos atan sinh cosh tanh asinh"
        " acosh atanh erf erfc floor sqrt fabs pow log1p expm1 j0 j1 y0"
        " y1 jn yn gamma sign_of smaller_of larger_of"
        " bessel_y0 bessel_y1 nan infinity isnan linux unix huge_val"
    ),
    whole=lambda exponent: f"{exponent}.0",
)


def c_text(routines: Sequence[Routine]) -> str:
    """A translation unit: helpers, then one function an output."""
    bodies = [
        line
        for one, name in zip(routines, function_names(routines), strict=True)
        for line in _function(one, name)
    ]
    bessel = any("bessel" in operation for one in routines for operation in one.operations())
    head = ["#define _XOPEN_SOURCE 700 /* for j0, j1, y0, y1 */"] if bessel else []
    return "\n".join([*head, "#include <math.h>", *C.needed(routines), *bodies, ""])


def _function(one: Routine, name: str) -> list[str]:
    arguments = ", ".join(f"double {each.name}" for each in one.inputs) or "void"
    return [
        "",
        "/*",
        *commented(about(one), " *"),
        " */",
        f"double {name}({arguments}) {{",
        *(f"    double {step} = {C.code(node)};" for step, node in one.steps.items()),
        f"    return {C.code(one.result)};",
        "}",
    ]
