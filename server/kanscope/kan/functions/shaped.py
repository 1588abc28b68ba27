"""Families of functions that have numbers of their own beside a, b, c, d."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.kan.functions.domain import EVERYWHERE, Domain
from kanscope.kan.functions.function import Function
from kanscope.language.function_text import shaped_text


@dataclass(frozen=True)
class ShapedFunction:
    """`make(*numbers)` gives the function of these numbers, one for each name in `shapes`."""

    name: str
    shapes: tuple[str, ...]
    make: Callable[..., Function]

    def function(self, numbers: tuple[float, ...]) -> Function:
        """The function of these numbers. ValueError: there must be more, or fewer."""
        if len(numbers) != len(self.shapes):
            wanted = ", ".join(self.shapes)
            raise ValueError(f"{self.name} needs {len(self.shapes)} numbers ({wanted}), got {len(numbers)}")
        return self.make(*numbers)


def power(exponent: float) -> Function:
    """f(z) = z^p. For z > 0; on the whole line too where p is a whole number, less 0 where p is negative."""

    def value(z: Tensor) -> Tensor:
        return torch.pow(z, exponent)

    def slope(z: Tensor) -> Tensor:
        return exponent * torch.pow(z, exponent - 1)

    return Function(shaped_text("power", [exponent]), value, slope, _where_power(exponent))


def _where_power(exponent: float) -> Domain:
    if exponent.is_integer():
        return EVERYWHERE if exponent >= 0 else Domain(pole=0.0)
    return Domain(0.0, math.inf, closed=exponent > 0)


_ALL = (ShapedFunction("power", ("p",), power),)

SHAPED: dict[str, ShapedFunction] = {family.name: family for family in _ALL}
