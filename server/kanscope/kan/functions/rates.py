"""Rates, growth and decay: Arrhenius, Planck, Gompertz, Ricker, gamma curves and stretched exponentials."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kanscope.kan.functions.domain import Domain
from kanscope.kan.functions.function import Function
from kanscope.kan.functions.shaped import Number, ShapedFunction

NO_ZERO = Domain(pole=0.0)


def _arrhenius(z: Tensor) -> Tensor:
    return torch.exp(-torch.reciprocal(torch.where(z == 0, math.nan, z)))


def _arrhenius_slope(z: Tensor) -> Tensor:
    return _arrhenius(z) / (z * z)


def _planck(z: Tensor) -> Tensor:
    return torch.reciprocal(torch.expm1(z))


def _planck_slope(z: Tensor) -> Tensor:
    value = _planck(z)
    return -value * (1 + value)


def _gompertz(z: Tensor) -> Tensor:
    return torch.exp(-torch.exp(-z))


def _gompertz_slope(z: Tensor) -> Tensor:
    """exp(-z - exp(-z)), which has no ∞·0 far left."""
    return torch.exp(-z - torch.exp(-z))


def _ricker(z: Tensor) -> Tensor:
    return z * torch.exp(-z)


def _ricker_slope(z: Tensor) -> Tensor:
    return (1 - z) * torch.exp(-z)


def _gamma(z: Tensor, a: Number) -> Tensor:
    return torch.pow(z, a) * torch.exp(-z)


def _gamma_slope(z: Tensor, a: Number) -> Tensor:
    return (a * torch.pow(z, a - 1) - torch.pow(z, a)) * torch.exp(-z)


def _gamma_bend(z: Tensor, a: Number) -> Tensor:
    return torch.xlogy(_gamma(z, a), z)


def _weibull(z: Tensor, k: Number) -> Tensor:
    return torch.exp(-torch.pow(z, k))


def _weibull_slope(z: Tensor, k: Number) -> Tensor:
    return -k * torch.pow(z, k - 1) * _weibull(z, k)


def _weibull_bend(z: Tensor, k: Number) -> Tensor:
    return -torch.xlogy(torch.pow(z, k), z) * _weibull(z, k)


def _from_zero(exponent: float) -> Domain:
    """z ≥ 0, without 0 where a power of it would have a pole there."""
    return Domain(0.0, math.inf, closed=exponent >= 0)


RATES = (
    Function("arrhenius", _arrhenius, _arrhenius_slope, NO_ZERO),
    Function("planck", _planck, _planck_slope, NO_ZERO),
    Function("gompertz", _gompertz, _gompertz_slope),
    Function("x*exp(-x)", _ricker, _ricker_slope),
)

SHAPED_RATES = (
    ShapedFunction("gamma", ("a",), _gamma, _gamma_slope, _gamma_bend, _from_zero),
    ShapedFunction("weibull", ("k",), _weibull, _weibull_slope, _weibull_bend, _from_zero),
)
