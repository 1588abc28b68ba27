"""Sine, cosine, tangent and their inverses."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kanscope.kan.functions.domain import Domain
from kanscope.kan.functions.function import Function


def _cos_slope(z: Tensor) -> Tensor:
    return -torch.sin(z)


def _tan_slope(z: Tensor) -> Tensor:
    return 1 + torch.tan(z).square()


def _arcsin_slope(z: Tensor) -> Tensor:
    return torch.rsqrt(1 - z * z)


def _arccos_slope(z: Tensor) -> Tensor:
    return -torch.rsqrt(1 - z * z)


def _arctan_slope(z: Tensor) -> Tensor:
    return torch.reciprocal(1 + z * z)


TRIGONOMETRIC = (
    Function("sin", torch.sin, torch.cos),
    Function("cos", torch.cos, _cos_slope),
    Function("tan", torch.tan, _tan_slope, Domain(pole=math.pi / 2, period=math.pi)),
    Function("arcsin", torch.arcsin, _arcsin_slope, Domain(-1.0, 1.0)),
    Function("arccos", torch.arccos, _arccos_slope, Domain(-1.0, 1.0)),
    Function("arctan", torch.arctan, _arctan_slope),
)
