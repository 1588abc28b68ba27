"""Base functions b(x): the smooth part every edge may lean on, beside its spline."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Base:
    """b and its derivative, element by element."""

    value: Callable[[Tensor], Tensor]
    slope: Callable[[Tensor], Tensor]


def _silu_slope(x: Tensor) -> Tensor:
    slope: Tensor = torch.ops.aten.silu_backward(torch.ones_like(x), x)  # g(1 + x(1 - g)), g = sigmoid(x)
    return slope


def _gelu_slope(x: Tensor) -> Tensor:
    below = 0.5 * (1 + torch.erf(x / math.sqrt(2)))
    return below + x * torch.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)


BASES: dict[str, Base | None] = {
    "silu": Base(torch.nn.functional.silu, _silu_slope),
    "identity": Base(torch.clone, torch.ones_like),
    "zero": None,
    "tanh": Base(torch.tanh, lambda x: 1 - torch.tanh(x) ** 2),
    "gelu": Base(torch.nn.functional.gelu, _gelu_slope),
    "sin": Base(torch.sin, torch.cos),
}


def base_named(name: str) -> Base | None:
    """The base function of that name, None for 'zero': pure splines. ValueError for an unknown one."""
    if name not in BASES:
        raise ValueError(f"base must be one of {', '.join(BASES)}, got {name!r}")
    return BASES[name]
