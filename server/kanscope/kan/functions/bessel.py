"""Bessel functions of order 0 and 1, and sin x/x, which is the spherical one of order 0."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from kanscope.kan.functions import bessel_values
from kanscope.kan.functions.domain import Domain
from kanscope.kan.functions.function import Function

SMALL = 0.1
"""Below it (cos z - sin z/z)/z is its series: the two nearly cancel."""


class _J0(torch.autograd.Function):
    """J₀′ = -J₁."""

    generate_vmap_rule = True

    @staticmethod
    def forward(z: Tensor) -> Tensor:
        return bessel_values.j0(z)

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Tensor], output: Tensor) -> None:
        ctx.save_for_backward(inputs[0])

    @staticmethod
    def backward(ctx: Any, *pull: Tensor) -> Tensor:
        return -pull[0] * _j1(ctx.saved_tensors[0])


class _J1(torch.autograd.Function):
    """J₁′ = J₀ - J₁/z, ½ at 0."""

    generate_vmap_rule = True

    @staticmethod
    def forward(z: Tensor) -> Tensor:
        return bessel_values.j1(z)

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Tensor], output: Tensor) -> None:
        ctx.save_for_backward(inputs[0])

    @staticmethod
    def backward(ctx: Any, *pull: Tensor) -> Tensor:
        return pull[0] * _j1_slope(ctx.saved_tensors[0])


class _Y0(torch.autograd.Function):
    """Y₀′ = -Y₁."""

    generate_vmap_rule = True

    @staticmethod
    def forward(z: Tensor) -> Tensor:
        return bessel_values.y0(z)

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Tensor], output: Tensor) -> None:
        ctx.save_for_backward(inputs[0])

    @staticmethod
    def backward(ctx: Any, *pull: Tensor) -> Tensor:
        return pull[0] * _y0_slope(ctx.saved_tensors[0])


class _Y1(torch.autograd.Function):
    """Y₁′ = Y₀ - Y₁/z."""

    generate_vmap_rule = True

    @staticmethod
    def forward(z: Tensor) -> Tensor:
        return bessel_values.y1(z)

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Tensor], output: Tensor) -> None:
        ctx.save_for_backward(inputs[0])

    @staticmethod
    def backward(ctx: Any, *pull: Tensor) -> Tensor:
        z: Tensor = ctx.saved_tensors[0]
        return pull[0] * (_y0(z) - _y1(z) / z)


def _differentiable(rule: Any, z: Tensor) -> Tensor:
    """The rule's value; where no gradient is wanted, without the bookkeeping for one."""
    value: Tensor = rule.apply(z) if torch.is_grad_enabled() else rule.forward(z)
    return value


def _j0(z: Tensor) -> Tensor:
    return _differentiable(_J0, z)


def _j1(z: Tensor) -> Tensor:
    return _differentiable(_J1, z)


def _y0(z: Tensor) -> Tensor:
    return _differentiable(_Y0, z)


def _y1(z: Tensor) -> Tensor:
    return _differentiable(_Y1, z)


def _j0_slope(z: Tensor) -> Tensor:
    return -_j1(z)


def _j1_slope(z: Tensor) -> Tensor:
    safe = torch.where(z == 0, torch.ones_like(z), z)
    return torch.where(z == 0, 0.5 * torch.ones_like(z), _j0(safe) - _j1(safe) / safe)


def _y0_slope(z: Tensor) -> Tensor:
    return -_y1(z)


def _sinc(z: Tensor) -> Tensor:
    return torch.sinc(z / math.pi)


def _sinc_slope(z: Tensor) -> Tensor:
    square = z * z
    series = -z * (1 / 3 - square * (1 / 30 - square * (1 / 840 - square * (1 / 45360 - square / 3991680))))
    safe = torch.where(z.abs() < SMALL, torch.ones_like(z), z)
    return torch.where(z.abs() < SMALL, series, (torch.cos(safe) - torch.sin(safe) / safe) / safe)


BESSEL = (
    Function("j0", _j0, _j0_slope),
    Function("j1", _j1, _j1_slope),
    Function("y0", _y0, _y0_slope, Domain(0.0, math.inf, closed=False)),
    Function("sinc", _sinc, _sinc_slope),
)
