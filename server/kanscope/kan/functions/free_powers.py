"""Powers with any exponent: zᵖ, and zᵖ·log z."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kanscope.kan.functions.domain import EVERYWHERE, Domain
from kanscope.kan.functions.function import Function
from kanscope.kan.functions.shaped import Number, ShapedFunction

ABOVE_ZERO = Domain(0.0, math.inf, closed=False)


def _power(z: Tensor, p: Number) -> Tensor:
    return torch.pow(z, p)


def _power_slope(z: Tensor, p: Number) -> Tensor:
    return p * torch.pow(z, p - 1)


def _power_bend(z: Tensor, p: Number) -> Tensor:
    return torch.xlogy(torch.pow(z, p), z)


def _where_power(p: float) -> Domain:
    """z > 0; the whole line where p is a whole number, less 0 where that is negative."""
    if p.is_integer():
        return EVERYWHERE if p >= 0 else Domain(pole=0.0)
    return Domain(0.0, math.inf, closed=p > 0)


def _power_log(z: Tensor, p: Number) -> Tensor:
    return torch.pow(z, p) * torch.log(z)


def _power_log_slope(z: Tensor, p: Number) -> Tensor:
    return torch.pow(z, p - 1) * (p * torch.log(z) + 1)


def _power_log_bend(z: Tensor, p: Number) -> Tensor:
    return torch.pow(z, p) * torch.log(z).square()


def _entropy(z: Tensor) -> Tensor:
    return torch.xlogy(z, z)


def _entropy_slope(z: Tensor) -> Tensor:
    return torch.log(z) + 1


SHAPED_POWERS = (
    ShapedFunction("power", ("p",), _power, _power_slope, _power_bend, _where_power),
    ShapedFunction("powerlog", ("p",), _power_log, _power_log_slope, _power_log_bend, lambda p: ABOVE_ZERO),
)

ENTROPY = (Function("x*log(x)", _entropy, _entropy_slope, Domain(0.0, math.inf)),)
