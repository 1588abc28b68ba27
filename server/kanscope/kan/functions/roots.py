"""Half-integer powers."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from kanscope.kan.functions.domain import Domain
from kanscope.kan.functions.function import Function


def _root_slope(z: Tensor) -> Tensor:
    return 0.5 * torch.rsqrt(z)


def _three_halves(z: Tensor) -> Tensor:
    return z * torch.sqrt(z)


def _three_halves_slope(z: Tensor) -> Tensor:
    return 1.5 * torch.sqrt(z)


def _reciprocal_root_slope(z: Tensor) -> Tensor:
    return -0.5 * torch.rsqrt(z) / z


ROOTS = (
    Function("sqrt", torch.sqrt, _root_slope, Domain(0.0, math.inf)),
    Function("x^1.5", _three_halves, _three_halves_slope, Domain(0.0, math.inf)),
    Function("1/sqrt(x)", torch.rsqrt, _reciprocal_root_slope, Domain(0.0, math.inf, closed=False)),
)
