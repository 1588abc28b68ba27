"""Fortran 2008, free form: a module with one elemental function an output."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export.comment import about, commented, function_names
from kanscope.symbolic.export.language import Language, calls, words
from kanscope.symbolic.export.routine import Routine

LONGEST = 120
"""Signs in a line, of the 132 that the standard allows."""

_INFIX = {"<": "<", "<=": "<=", "==": "==", "and": ".and.", "or": ".or."}


def _number(value: float) -> str:
    """1.5 → 1.5d0, 1e-05 → 1d-05: a constant without d would have 7 digits."""
    mantissa, _, exponent = repr(value).partition("e")
    return f"{mantissa}d{exponent or 0}"


FORTRAN = Language(
    calls=calls(
        "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sqrt abs erf erfc"
        " besselj0:bessel_j0 besselj1:bessel_j1 bessely0:bessel_y0 bessely1:bessel_y1",
        sign="sign_of({0})",
        floor="floor_of({0})",
        where="merge({1}, {2}, {0})",
        log1p="log1p_of({0})",
        expm1="expm1_of({0})",
        min="smaller_of({0}, {1})",
        max="larger_of({0}, {1})",
        **{"not": "(.not. {0})"},
    ),
    constants={
        "pi": "3.141592653589793d0",
        "e": "2.718281828459045d0",
        "nan": "ieee_value(0d0, ieee_quiet_nan)",
        "inf": "ieee_value(0d0, ieee_positive_inf)",
    },
    helpers={
        "sign": """
  elemental real(dp) function sign_of(x)
    real(dp), intent(in) :: x
    sign_of = x
    if (x > 0) sign_of = 1
    if (x < 0) sign_of = -1
  end function""",
        "floor": """
  elemental real(dp) function floor_of(x)
    real(dp), intent(in) :: x
    floor_of = x
    if (abs(x) < 4.5d15) floor_of = aint(x)
    if (floor_of > x) floor_of = floor_of - 1
  end function""",
        "log1p": """
  elemental real(dp) function log1p_of(x)
    real(dp), intent(in) :: x
    real(dp) :: y
    y = 1 + x
    log1p_of = log(y)
    if (abs(x) < 0.5d0) log1p_of = merge(x, log1p_of*x/merge(1d0, y - 1, y == 1), y == 1)
  end function""",
        "expm1": """
  elemental real(dp) function expm1_of(x)
    real(dp), intent(in) :: x
    expm1_of = exp(x) - 1
    if (abs(x) < 1) expm1_of = 2*sinh(x/2)*exp(x/2)
  end function""",
        "min": """
  elemental real(dp) function smaller_of(a, b)
    real(dp), intent(in) :: a, b
    smaller_of = merge(a, b, a < b .or. a /= a)
  end function""",
        "max": """
  elemental real(dp) function larger_of(a, b)
    real(dp), intent(in) :: a, b
    larger_of = merge(a, b, a > b .or. a /= a)
  end function""",
    },
    reserved=words(
        "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sqrt abs erf erfc sign floor"
        " merge min max aint dp real integer function module contains result value kanscope_law use"
        " implicit none intent in sign_of floor_of smaller_of larger_of log1p_of expm1_of bessel_j0 bessel_j1"
        " bessel_y0 bessel_y1 ieee_value ieee_quiet_nan ieee_positive_inf end if"
    ),
    number=_number,
    power="**",
    infix=_INFIX,
)


def fortran_text(routines: Sequence[Routine]) -> str:
    """A module `kanscope_law`."""
    names = function_names(routines)
    bodies = [line for one, name in zip(routines, names, strict=True) for line in _function(one, name)]
    return "\n".join([*_HEAD, *FORTRAN.needed(routines), *bodies, "", "end module", ""])


_HEAD = (
    "module kanscope_law",
    "  use, intrinsic :: iso_fortran_env, only: dp => real64",
    "  use, intrinsic :: ieee_arithmetic",
    "  implicit none",
    "contains",
)


def _function(one: Routine, name: str) -> list[str]:
    arguments = ", ".join(each.name for each in one.inputs)
    declared = [f"    real(dp), intent(in) :: {each.name}" for each in one.inputs]
    declared += [f"    real(dp) :: {step}" for step in one.steps]
    return [
        "",
        *commented(about(one), "!", "  "),
        *_wrapped(f"  elemental real(dp) function {name}({arguments}) result(value)"),
        *declared,
        *(
            line
            for step, node in one.steps.items()
            for line in _wrapped(f"    {step} = {FORTRAN.code(node)}")
        ),
        *_wrapped(f"    value = {FORTRAN.code(one.result)}"),
        "  end function",
    ]


def _wrapped(line: str) -> list[str]:
    """One statement over as many lines as it needs, broken behind a sign or a comma."""
    lines: list[str] = []
    while len(line) > LONGEST:
        space = line.rfind(" ", 20, LONGEST)
        end = space + 1 if space > 0 else LONGEST
        lines.append(line[:end] + "&")
        line = "      &" + line[end:]
    return [*lines, line]
