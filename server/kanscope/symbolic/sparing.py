"""c·f(a·x + b) + d as SymPy with as few constants as it can do with.

A scale leaves a power, a logarithm and a straight line: c·(a·x + b)ᵖ is c·aᵖ·(x + b/a)ᵖ; a shift leaves an
exponential. Whoever refits constants has then none that two others can stand in for.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from sympy import Expr

from kanscope.language.function_text import Shaped, read_function
from kanscope.symbolic.library import EXPONENTS, FORMS, SHAPED_FORMS, form

Constant = Callable[[float], Expr]
"""Makes the constant that starts at a value."""
Affine = tuple[float, float, float, float]

_LARGEST = 300.0
"""log of the largest number that is moved out of a power or an exponential."""


def sparing(text: str, affine: Affine, x: Expr, constant: Constant) -> Expr:
    """The function's expression of `x` with constants by `constant`. KeyError: no such function."""
    a, b, c, d = affine
    if c == 0 or a == 0:
        return constant(d)
    special = _SPECIAL.get(_family(text))
    if special is not None:
        return special(affine, x, constant)
    said = read_function(text)
    if text in EXPONENTS:
        return _power(affine, x, constant, EXPONENTS[text], float(EXPONENTS[text]))
    if isinstance(said, Shaped) and said.name == "power":
        return _power(affine, x, constant, constant(said.numbers[0]), said.numbers[0])
    return constant(c) * _inner(text)(constant(a) * x + constant(b), constant) + constant(d)


def _family(text: str) -> str:
    said = read_function(text)
    return said.name if isinstance(said, Shaped) else text


def _inner(text: str) -> Callable[[Expr, Constant], Expr]:
    """f(z) with a constant for every number of its own."""
    said = read_function(text)
    if isinstance(said, Shaped) and said.name in SHAPED_FORMS:
        family, numbers = SHAPED_FORMS[said.name], said.numbers
        return lambda z, constant: family(z, *map(constant, numbers))
    return lambda z, constant: form(text)(z)


def _line(affine: Affine, x: Expr, constant: Constant) -> Expr:
    a, b, c, d = affine
    return constant(c * a) * x + constant(d + c * b)


def _turned(a: float, b: float, x: Expr, constant: Constant) -> Expr:
    """(a·x + b)/|a|, which is as positive as a·x + b."""
    return x + constant(b / a) if a > 0 else constant(-b / a) - x


def _power(affine: Affine, x: Expr, constant: Constant, exponent: Expr, value: float) -> Expr:
    a, b, c, d = affine
    if value == 1:
        return _line(affine, x, constant)
    whole = exponent.is_Integer
    base = x + constant(b / a) if whole else _turned(a, b, x, constant)
    reach = value * math.log(abs(a))
    if abs(reach) > _LARGEST:
        return constant(c) * (constant(a) * x + constant(b)) ** exponent + constant(d)
    scale = c * math.exp(reach) * (math.copysign(1, a) ** int(value) if whole else 1)
    return constant(scale) * base**exponent + constant(d)


def _log(affine: Affine, x: Expr, constant: Constant) -> Expr:
    a, b, c, d = affine
    return constant(c) * FORMS["log"](_turned(a, b, x, constant)) + constant(d + c * math.log(abs(a)))


def _exp(affine: Affine, x: Expr, constant: Constant) -> Expr:
    a, b, c, d = affine
    if abs(b) > _LARGEST:
        return constant(c) * FORMS["exp"](constant(a) * x + constant(b)) + constant(d)
    return constant(c * math.exp(b)) * FORMS["exp"](constant(a) * x) + constant(d)


def _scaled(name: str) -> Callable[[Affine, Expr, Constant], Expr]:
    """|z| and sgn z let a positive scale out."""

    def written(affine: Affine, x: Expr, constant: Constant) -> Expr:
        a, b, c, d = affine
        size = abs(a) if name == "abs" else math.copysign(1, a)
        return constant(c * size) * FORMS[name](x + constant(b / a)) + constant(d)

    return written


def _nothing(affine: Affine, x: Expr, constant: Constant) -> Expr:
    return constant(affine[3])


_SPECIAL: dict[str, Callable[[Affine, Expr, Constant], Expr]] = {
    "log": _log,
    "exp": _exp,
    "abs": _scaled("abs"),
    "sgn": _scaled("sgn"),
    "0": _nothing,
}
