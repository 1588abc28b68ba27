"""Families of functions that have a number of their own beside a, b, c, d: what one of them is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor

from kanscope.kan.functions.domain import Domain
from kanscope.kan.functions.function import Function
from kanscope.language.function_text import shaped_text

Number = float | Tensor
"""A shape's number, or one for every row of z."""


@dataclass(frozen=True)
class ShapedFunction:
    """f(z; p): `value`, `slope` = ∂f/∂z and `bend` = ∂f/∂p, elementwise; `domain` where the function of one p
    is defined. `shapes`: what the number is called.
    """

    name: str
    shapes: tuple[str]
    value: Callable[[Tensor, Number], Tensor]
    slope: Callable[[Tensor, Number], Tensor]
    bend: Callable[[Tensor, Number], Tensor]
    domain: Callable[[float], Domain]

    def function(self, numbers: tuple[float, ...]) -> Function:
        """The function of these numbers. ValueError: there must be more, or fewer."""
        if len(numbers) != len(self.shapes):
            wanted = ", ".join(self.shapes)
            raise ValueError(f"{self.name} needs {len(self.shapes)} number ({wanted}), got {len(numbers)}")
        [p] = numbers

        def value(z: Tensor) -> Tensor:
            return self.value(z, p)

        def slope(z: Tensor) -> Tensor:
            return self.slope(z, p)

        return Function(shaped_text(self.name, numbers), value, slope, self.domain(p))
