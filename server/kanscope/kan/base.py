"""Base functions b(x): the smooth part every edge may lean on, beside its spline."""

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
    gate = torch.sigmoid(x)
    return gate * (1 + x * (1 - gate))


BASES: dict[str, Base | None] = {
    "silu": Base(torch.nn.functional.silu, _silu_slope),
    "identity": Base(torch.clone, torch.ones_like),
    "zero": None,
}


def base_named(name: str) -> Base | None:
    """The base function of that name, None for 'zero': pure splines. ValueError for an unknown one."""
    if name not in BASES:
        raise ValueError(f"base must be one of {', '.join(BASES)}, got {name!r}")
    return BASES[name]
