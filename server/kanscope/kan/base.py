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
    both: Callable[[Tensor, Tensor, Tensor], None] | None = None

    def write(self, x: Tensor, value: Tensor, slope: Tensor) -> None:
        """Writes b(x) and b'(x) where they are to be."""
        if self.both is None:
            value.copy_(self.value(x))
            slope.copy_(self.slope(x))
        else:
            self.both(x, value, slope)


def _silu_slope(x: Tensor) -> Tensor:
    gate = torch.sigmoid(x)
    return gate * (1 + x * (1 - gate))


def _write_silu(x: Tensor, value: Tensor, slope: Tensor) -> None:
    """With g = sigmoid(x): v = x·g, and v' = g + v - v·g."""
    torch.mul(x, torch.sigmoid(x, out=slope), out=value)
    slope.addcmul_(value, slope, value=-1).add_(value)


def _gelu_slope(x: Tensor) -> Tensor:
    below = 0.5 * (1 + torch.erf(x / math.sqrt(2)))
    return below + x * torch.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)


BASES: dict[str, Base | None] = {
    "silu": Base(torch.nn.functional.silu, _silu_slope, _write_silu),
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
