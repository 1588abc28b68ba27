"""Curves that level off: Michaelis-Menten x/(1 + x), Hill xⁿ/(1 + xⁿ), Langevin coth x - 1/x."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kanscope.kan.functions.domain import Domain
from kanscope.kan.functions.function import Function
from kanscope.kan.functions.shaped import Number, ShapedFunction

SMALL = 0.1
"""Below it coth z - 1/z is its series: the two nearly cancel."""


def _michaelis(z: Tensor) -> Tensor:
    return z / (1 + z)


def _michaelis_slope(z: Tensor) -> Tensor:
    return torch.reciprocal((1 + z).square())


def _hill(z: Tensor, n: Number) -> Tensor:
    return torch.sigmoid(n * torch.log(z))


def _hill_slope(z: Tensor, n: Number) -> Tensor:
    """n·z^(n-1)/(1 + zⁿ)², above z = 1 by 1/z, so that no power is too large."""
    large = z > 1
    low = torch.where(large, torch.reciprocal(z), z)
    end = torch.where(large, low.square(), torch.ones_like(z))
    return end * n * torch.pow(low, n - 1) / (1 + torch.pow(low, n)).square()


def _hill_bend(z: Tensor, n: Number) -> Tensor:
    value = _hill(z, n)
    return torch.xlogy(value * (1 - value), z)


def _langevin(z: Tensor) -> Tensor:
    square = z * z
    series = z * (1 / 3 - square * (1 / 45 - square * (2 / 945 - square * (1 / 4725 - square * 2 / 93555))))
    safe = torch.where(z.abs() < SMALL, torch.ones_like(z), z)
    return torch.where(z.abs() < SMALL, series, torch.reciprocal(torch.tanh(safe)) - torch.reciprocal(safe))


def _langevin_slope(z: Tensor) -> Tensor:
    """1/z² - 1/sinh² z."""
    square = z * z
    series = 1 / 3 - square * (1 / 15 - square * (2 / 189 - square * (1 / 675 - square * 2 / 10395)))
    safe = torch.where(z.abs() < SMALL, torch.ones_like(z), z)
    tanh = torch.tanh(safe)
    exact = torch.reciprocal(safe * safe) - torch.reciprocal(tanh * tanh) + 1
    return torch.where(z.abs() < SMALL, series, exact)


SATURATION = (
    Function("michaelis", _michaelis, _michaelis_slope, Domain(pole=-1.0)),
    Function("langevin", _langevin, _langevin_slope),
)

SHAPED_SATURATION = (
    ShapedFunction("hill", ("n",), _hill, _hill_slope, _hill_bend, lambda n: Domain(0.0, math.inf)),
)
