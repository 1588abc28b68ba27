"""Lines and ringing: Lorentz 1/(1 + x²), Padé's (x + p)/(1 + x²), and the damped sine e^{bx}·sin x."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.kan.functions.domain import EVERYWHERE
from kanscope.kan.functions.function import Function
from kanscope.kan.functions.shaped import Number, ShapedFunction


def _lorentz(z: Tensor) -> Tensor:
    return torch.reciprocal(1 + z * z)


def _lorentz_slope(z: Tensor) -> Tensor:
    return -2 * z * _lorentz(z).square()


def _pade(z: Tensor, p: Number) -> Tensor:
    """Every (q₂x² + q₁x + q₀)/(r₂x² + r₁x + r₀) without a real pole is one of these, scaled and shifted."""
    return (z + p) / (1 + z * z)


def _pade_slope(z: Tensor, p: Number) -> Tensor:
    return (1 - 2 * z * _pade(z, p)) / (1 + z * z)


def _pade_bend(z: Tensor, p: Number) -> Tensor:
    return _lorentz(z)


def _damped(z: Tensor, b: Number) -> Tensor:
    return torch.exp(b * z) * torch.sin(z)


def _damped_slope(z: Tensor, b: Number) -> Tensor:
    return torch.exp(b * z) * (b * torch.sin(z) + torch.cos(z))


def _damped_bend(z: Tensor, b: Number) -> Tensor:
    return z * _damped(z, b)


RESONANCE = (Function("lorentz", _lorentz, _lorentz_slope),)

SHAPED_RESONANCE = (
    ShapedFunction("pade", ("p",), _pade, _pade_slope, _pade_bend, lambda p: EVERYWHERE),
    ShapedFunction("damped", ("b",), _damped, _damped_slope, _damped_bend, lambda b: EVERYWHERE),
)
