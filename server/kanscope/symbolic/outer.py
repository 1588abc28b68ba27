"""What may be done to y before a function is fitted: y = g⁻¹(c·f(a·x + b) + d).

So 1/(exp x - 1) is found as an exponential of 1/y, and 1/√(1 - x²) as a parabola of 1/y².
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import sympy
import torch
from sympy import Expr
from torch import Tensor


@dataclass(frozen=True)
class Outer:
    """`forward` is g on y > 0, `slope` its derivative, `back` its inverse (nan where it has none) and `form`
    the inverse in SymPy. `cost`: what the further operation counts.
    """

    name: str
    cost: int
    forward: Callable[[Tensor], Tensor]
    slope: Callable[[Tensor], Tensor]
    back: Callable[[Tensor], Tensor]
    form: Callable[[Expr], Expr]


def _same(y: Tensor) -> Tensor:
    return y


def _power(name: str, cost: int, exponent: float, back: Callable[[Expr], Expr]) -> Outer:
    """g(y) = y^exponent. Its inverse has values for y > 0 alone, but for 1/y, which has them for all."""
    inverse = 1 / exponent

    def undone(g: Tensor) -> Tensor:
        return torch.pow(g if inverse == -1 else torch.where(g > 0, g, math.nan), inverse)

    return Outer(
        name,
        cost,
        lambda y: torch.pow(y, exponent),
        lambda y: exponent * torch.pow(y, exponent - 1),
        undone,
        back,
    )


IDENTITY = Outer("identity", 0, _same, torch.ones_like, _same, lambda g: g)

POSITIVE: tuple[Outer, ...] = (
    _power("inverse", 1, -1, lambda g: 1 / g),
    _power("square", 1, 2, sympy.sqrt),
    _power("inverse square", 2, -2, lambda g: 1 / sympy.sqrt(g)),
    Outer("log", 1, torch.log, torch.reciprocal, torch.exp, sympy.exp),
    _power("sqrt", 1, 0.5, lambda g: g**2),
    _power("inverse sqrt", 2, -0.5, lambda g: g**-2),
)
"""Those for values of one sign; of negative ones -y is taken."""

OUTER: dict[str, Outer] = {outer.name: outer for outer in (IDENTITY, *POSITIVE)}
