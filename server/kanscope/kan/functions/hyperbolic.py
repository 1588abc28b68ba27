"""Hyperbolic functions, and the sigmoid, which is a shifted tanh."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.kan.functions.domain import Domain
from kanscope.kan.functions.function import Function


def _tanh_slope(z: Tensor) -> Tensor:
    return 1 - torch.tanh(z).square()


def _arctanh_slope(z: Tensor) -> Tensor:
    return torch.reciprocal(1 - z * z)


def _sigmoid_slope(z: Tensor) -> Tensor:
    s = torch.sigmoid(z)
    return s * (1 - s)


def _arcsinh_slope(z: Tensor) -> Tensor:
    return torch.rsqrt(1 + z * z)


def _sech2(z: Tensor) -> Tensor:
    return torch.reciprocal(torch.cosh(z).square())


def _sech2_slope(z: Tensor) -> Tensor:
    return -2 * torch.tanh(z) * _sech2(z)


HYPERBOLIC = (
    Function("tanh", torch.tanh, _tanh_slope),
    Function("arctanh", torch.arctanh, _arctanh_slope, Domain(-1.0, 1.0, closed=False)),
    Function("cosh", torch.cosh, torch.sinh),
    Function("sinh", torch.sinh, torch.cosh),
    Function("sigmoid", torch.sigmoid, _sigmoid_slope),
    Function("arcsinh", torch.arcsinh, _arcsinh_slope),
    Function("sech2", _sech2, _sech2_slope),
)
