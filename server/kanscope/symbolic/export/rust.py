"""Rust, with its standard library alone; one function an output."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export import bessel, error_function
from kanscope.symbolic.export.comment import about, commented, function_names
from kanscope.symbolic.export.language import Language, calls, words
from kanscope.symbolic.export.routine import Routine

RUST = Language(
    calls=calls(
        "exp log:ln sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh floor sqrt abs"
        " log1p:ln_1p expm1:exp_m1",
        "f64::{}",
        pow="f64::powf({0}, {1})",
        powi="f64::powi({0}, {1})",
        sign="sign_of({0})",
        where="(if {0} {{ {1} }} else {{ {2} }})",
        min="smaller_of({0}, {1})",
        max="larger_of({0}, {1})",
        erf="erf_of({0})",
        erfc="erfc_of({0})",
        **{"not": "(!{0})"},
        **bessel.bessel_calls("bessel_of"),
    ),
    constants={
        "pi": "std::f64::consts::PI",
        "e": "std::f64::consts::E",
        "nan": "f64::NAN",
        "inf": "f64::INFINITY",
    },
    helpers={
        "sign": "fn sign_of(x: f64) -> f64 { if x > 0.0 { 1.0 } else if x < 0.0 { -1.0 } else { x } }",
        "min": "fn smaller_of(a: f64, b: f64) -> f64 { if a < b || a.is_nan() { a } else { b } }",
        "max": "fn larger_of(a: f64, b: f64) -> f64 { if a > b || a.is_nan() { a } else { b } }",
        **dict.fromkeys(("erf", "erfc"), error_function.RUST),
        **dict.fromkeys(bessel.NAMES, bessel.RUST),
    },
    reserved=words(
        "as async await become box break const continue crate do dyn else enum extern false final fn for if"
        " impl in let loop macro match mod move mut override priv pub ref return self static struct super"
        " trait true try type typeof unsafe unsized use virtual where while yield abstract gen std f64"
        " sign_of smaller_of larger_of erf_of erfc_of bessel_of"
    ),
    number=lambda value: f"{value!r}_f64",
)


def rust_text(routines: Sequence[Routine]) -> str:
    """A module: helpers, then one function an output."""
    names = function_names(routines)
    bodies = [line for one, name in zip(routines, names, strict=True) for line in _function(one, name)]
    return "\n".join(["// A law written by KANscope.", *RUST.needed(routines), *bodies, ""])


def _function(one: Routine, name: str) -> list[str]:
    arguments = ", ".join(f"{each.name}: f64" for each in one.inputs)
    return [
        "",
        *commented(about(one), "///"),
        "#[allow(non_snake_case, unused_parens)]",
        f"pub fn {name}({arguments}) -> f64 {{",
        *(f"    let {step} = {RUST.code(node)};" for step, node in one.steps.items()),
        f"    {RUST.code(one.result)}",
        "}",
    ]
