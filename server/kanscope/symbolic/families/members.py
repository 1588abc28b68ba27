"""Which family a function belongs to."""

from __future__ import annotations

from kanscope.language.function_text import Shaped, read_function
from kanscope.symbolic.families.border import BORDER
from kanscope.symbolic.families.bounded import BRANCH, UNIT
from kanscope.symbolic.families.bump import BUMP, HYPERBOLIC
from kanscope.symbolic.families.family import Family
from kanscope.symbolic.families.free import FREE
from kanscope.symbolic.families.line import LINE
from kanscope.symbolic.families.rate import RATE
from kanscope.symbolic.families.shift import KINK, SHIFT
from kanscope.symbolic.families.wave import WAVE

_MEMBERS: tuple[tuple[Family, tuple[str, ...]], ...] = (
    (LINE, ("x", "0")),
    (SHIFT, ("x^2", "x^3", "x^4", "x^5")),
    (KINK, ("abs", "sgn")),
    (BORDER, ("1/x", "1/x^2", "1/x^3", "1/x^4", "1/x^5")),
    (BORDER, ("sqrt", "x^0.5", "x^1.5", "1/sqrt(x)", "1/x^0.5", "log")),
    (RATE, ("exp",)),
    (WAVE, ("sin", "cos")),
    (BRANCH, ("tan",)),
    (UNIT, ("arcsin", "arccos", "arctanh")),
    (BUMP, ("tanh", "arctan", "gaussian", "sigmoid")),
    (HYPERBOLIC, ("cosh", "sinh")),
)

FAMILIES: dict[str, Family] = {name: family for family, names in _MEMBERS for name in names}

SHAPED_FAMILIES: dict[str, Family] = {"power": BORDER}
"""Families of shaped functions, whatever their numbers."""


def family_of(text: str) -> Family:
    """How a function is laid over a curve. A custom one is searched everywhere."""
    if text in FAMILIES:
        return FAMILIES[text]
    said = read_function(text)
    return SHAPED_FAMILIES.get(said.name, FREE) if isinstance(said, Shaped) else FREE


def family_rank(text: str) -> int:
    """Where a function stands among all: those of one family stand together."""
    order = [*dict.fromkeys(FAMILIES.values()), *dict.fromkeys([*SHAPED_FAMILIES.values(), FREE])]
    return order.index(family_of(text))
