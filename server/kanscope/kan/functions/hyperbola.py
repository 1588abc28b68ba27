"""Hyperbola and circle, √(1 ± x²), and their reciprocals."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.kan.functions.domain import Domain
from kanscope.kan.functions.function import Function


def _hyperbola(z: Tensor) -> Tensor:
    return torch.sqrt(1 + z * z)


def _hyperbola_slope(z: Tensor) -> Tensor:
    return z * torch.rsqrt(1 + z * z)


def _bell(z: Tensor) -> Tensor:
    return torch.rsqrt(1 + z * z)


def _bell_slope(z: Tensor) -> Tensor:
    return -z * torch.rsqrt(1 + z * z) / (1 + z * z)


def _circle(z: Tensor) -> Tensor:
    return torch.sqrt(1 - z * z)


def _circle_slope(z: Tensor) -> Tensor:
    return -z * torch.rsqrt(1 - z * z)


def _lorentz_factor(z: Tensor) -> Tensor:
    return torch.rsqrt(1 - z * z)


def _lorentz_factor_slope(z: Tensor) -> Tensor:
    return z * torch.rsqrt(1 - z * z) / (1 - z * z)


HYPERBOLA = (
    Function("sqrt(1+x^2)", _hyperbola, _hyperbola_slope),
    Function("1/sqrt(1+x^2)", _bell, _bell_slope),
    Function("sqrt(1-x^2)", _circle, _circle_slope, Domain(-1.0, 1.0)),
    Function("1/sqrt(1-x^2)", _lorentz_factor, _lorentz_factor_slope, Domain(-1.0, 1.0, closed=False)),
)
