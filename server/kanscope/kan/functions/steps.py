"""Smooth steps and ramps: the error function, the softplus, the hinge."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kanscope.kan.functions.function import Function


def _erf_slope(z: Tensor) -> Tensor:
    return 2 / math.sqrt(math.pi) * torch.exp(-z * z)


def _softplus(z: Tensor) -> Tensor:
    return torch.logaddexp(z, torch.zeros_like(z))


def _relu_slope(z: Tensor) -> Tensor:
    return (1 + torch.sign(z)) / 2


STEPS = (
    Function("erf", torch.erf, _erf_slope),
    Function("softplus", _softplus, torch.sigmoid),
    Function("relu", torch.relu, _relu_slope),
)
