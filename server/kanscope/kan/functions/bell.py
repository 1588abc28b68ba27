"""The Gaussian bell, exp(-z²)."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.kan.functions.function import Function


def _gaussian(z: Tensor) -> Tensor:
    return torch.exp(-z * z)


def _gaussian_slope(z: Tensor) -> Tensor:
    return -2 * z * torch.exp(-z * z)


BELL = (Function("gaussian", _gaussian, _gaussian_slope),)
