"""Which family a function belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.language.function_text import Shaped, read_function
from kanscope.symbolic.families.border import BORDER, BORDER_PAST_ONE, COARSE_BORDER
from kanscope.symbolic.families.bounded import BRANCH, UNIT
from kanscope.symbolic.families.bump import BUMP, COARSE_BUMP, HYPERBOLIC, RAMP, SHARP_STEP, STEP
from kanscope.symbolic.families.family import Family, Placement, spaced
from kanscope.symbolic.families.free import FREE
from kanscope.symbolic.families.half_line import COARSE_HALF_LINE, HALF_LINE, HALF_LINES
from kanscope.symbolic.families.line import LINE
from kanscope.symbolic.families.rate import RATE
from kanscope.symbolic.families.ripple import RIPPLE, RIPPLE_BEYOND
from kanscope.symbolic.families.shift import HINGE, KINK, SHIFT
from kanscope.symbolic.families.wave import DAMPED, WAVE

_MEMBERS: tuple[tuple[Family, tuple[str, ...]], ...] = (
    (LINE, ("x", "0")),
    (SHIFT, ("x^2", "x^3", "x^4", "x^5")),
    (KINK, ("abs", "sgn")),
    (HINGE, ("relu",)),
    (BORDER, ("1/x", "1/x^2", "1/x^3", "1/x^4", "1/x^5")),
    (BORDER, ("sqrt", "x^0.5", "x^1.5", "1/sqrt(x)", "1/x^0.5", "log")),
    (BORDER_PAST_ONE, ("michaelis",)),
    (HALF_LINE, ("planck", "x*log(x)")),
    (HALF_LINES, ("arrhenius",)),
    (RATE, ("exp",)),
    (WAVE, ("sin", "cos")),
    (BRANCH, ("tan",)),
    (UNIT, ("arcsin", "arccos", "arctanh", "sqrt(1-x^2)", "1/sqrt(1-x^2)")),
    (BUMP, ("arctan", "gaussian", "lorentz", "langevin", "arcsinh", "sqrt(1+x^2)", "1/sqrt(1+x^2)")),
    (STEP, ("tanh", "sigmoid", "sech2")),
    (SHARP_STEP, ("erf",)),
    (RAMP, ("softplus", "gompertz", "x*exp(-x)")),
    (HYPERBOLIC, ("cosh", "sinh")),
    (RIPPLE, ("j0", "j1", "sinc")),
    (RIPPLE_BEYOND, ("y0",)),
)

FAMILIES: dict[str, Family] = {name: family for family, names in _MEMBERS for name in names}


@dataclass(frozen=True)
class ShapedFamily:
    """How a function with a number of its own is laid over a curve, and from which numbers to start.

    `per_half_width`: the numbers are meant so, where z is that of a half-width: a start takes number/t₁.
    """

    family: Family
    numbers: tuple[float, ...]
    per_half_width: bool = False

    def starts(self, points: int) -> Tensor:
        """(P, 4): t₁, t₂, sign, number."""
        bare = self.family.starts(points)
        parts = []
        for number in self.numbers:
            column = torch.full_like(bare[:, :1], number)
            parts.append(torch.cat([bare, column / bare[:, :1] if self.per_half_width else column], 1))
        return torch.cat(parts)


def _both_signs(low: float, high: float, count: int) -> tuple[float, ...]:
    positive = spaced(low, high, count).tolist()
    return (*(-value for value in reversed(positive)), *positive)


SHAPED_FAMILIES: dict[str, ShapedFamily] = {
    "power": ShapedFamily(COARSE_BORDER, _both_signs(0.2, 7.0, 14)),
    "powerlog": ShapedFamily(COARSE_HALF_LINE, (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0)),
    "hill": ShapedFamily(COARSE_HALF_LINE, (0.6, 1.3, 2.0, 3.0, 4.5, 7.0)),
    "gamma": ShapedFamily(COARSE_HALF_LINE, (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 4.0)),
    "weibull": ShapedFamily(COARSE_HALF_LINE, (0.4, 0.7, 1.4, 2.0, 3.0, 5.0)),
    "pade": ShapedFamily(COARSE_BUMP, (-5.0, -2.0, -1.0, -0.4, 0.0, 0.4, 1.0, 2.0, 5.0)),
    "damped": ShapedFamily(DAMPED, _both_signs(0.25, 5.0, 4), per_half_width=True),
}
"""Families of shaped functions, whatever their numbers."""


def family_of(text: str) -> Family:
    """How a function is laid over a curve. A custom one is searched everywhere."""
    if text in FAMILIES:
        return FAMILIES[text]
    if text in SHAPED_FAMILIES:
        return SHAPED_FAMILIES[text].family
    said = read_function(text)
    if isinstance(said, Shaped) and said.name in SHAPED_FAMILIES:
        return SHAPED_FAMILIES[said.name].family
    return FREE


def family_rank(text: str) -> int:
    """Where a function stands among all: those laid over a curve alike stand together."""
    return _RANKS[family_of(text).place]


def _ranks() -> dict[Callable[[Tensor], Placement], int]:
    families = [*FAMILIES.values(), *(one.family for one in SHAPED_FAMILIES.values()), FREE]
    return {place: rank for rank, place in enumerate(dict.fromkeys(family.place for family in families))}


_RANKS = _ranks()


def starts_of(text: str, points: int) -> Tensor:
    """(P, 4): t₁, t₂, sign, and the number of a bare shaped name (0 for all others)."""
    if text in SHAPED_FAMILIES:
        return SHAPED_FAMILIES[text].starts(points)
    return torch.nn.functional.pad(family_of(text).starts(points), (0, 1))
