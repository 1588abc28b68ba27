"""Integer powers, z^n with n = 1…5, and their reciprocals."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.functions.domain import EVERYWHERE, Domain
from kanscope.kan.functions.function import Function


def power(z: Float[Tensor, "*shape"], exponent: int) -> Float[Tensor, "*shape"]:
    """z^exponent by repeated multiplication, which is exact where it can be and faster than `pow`."""
    if exponent < 0:
        return torch.reciprocal(power(z, -exponent))
    if exponent == 0:
        return torch.ones_like(z)
    result = z
    for _ in range(exponent - 1):
        result = result * z
    return result


def integer_power(name: str, exponent: int) -> Function:
    """f(z) = z^n, f'(z) = n·z^(n-1); a negative n has its pole at 0."""

    def value(z: Tensor) -> Tensor:
        return power(z, exponent)

    def slope(z: Tensor) -> Tensor:
        return exponent * power(z, exponent - 1)

    return Function(name, value, slope, EVERYWHERE if exponent > 0 else Domain(pole=0.0))


POWERS = (
    integer_power("x", 1),
    integer_power("x^2", 2),
    integer_power("x^3", 3),
    integer_power("x^4", 4),
    integer_power("x^5", 5),
    integer_power("1/x", -1),
    integer_power("1/x^2", -2),
    integer_power("1/x^3", -3),
    integer_power("1/x^4", -4),
    integer_power("1/x^5", -5),
)
