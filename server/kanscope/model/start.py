"""From pykan's constructor arguments to a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from kanscope.kan import shape
from kanscope.kan.network import Network

ROWS = 1000
"""Rows drawn from the inputs' range, on which the hidden ranges are laid out before data are seen."""

LEAST_STEP = 1e4
"""A range must be so many times wider than what tells two numbers at its ends apart."""

KINDS = (torch.float32, torch.float64)

_MODULES = {nn.SiLU: "silu", nn.Identity: "identity", nn.Tanh: "tanh", nn.GELU: "gelu"}


def read_width(width: Sequence[Any]) -> list[int | tuple[int, int]]:
    """pykan's width: ints and [sums, products]. The caller's list is left alone."""
    return [pair if pair[1] else pair[0] for pair in shape.read_width(width)]


def read_arity(arity: int | Sequence[Any], positions: int) -> int | list[Any]:
    """pykan's list has an entry for every position, ours for every layer. ValueError for another length."""
    if not shape.is_list(arity):
        return shape.whole("mult_arity", arity)
    if len(arity) != positions:
        raise ValueError(f"mult_arity: expected an int or {positions} lists, got {len(arity)}")
    return list(arity[1:])


def read_base(base: Any) -> Any:
    """A name or a list of names; torch's modules of the same functions are understood too."""
    if isinstance(base, nn.Module):
        if type(base) not in _MODULES:
            raise ValueError(f"base_fun must be a name, got {type(base).__name__}")
        return _MODULES[type(base)]
    return base


def read_dtype(dtype: torch.dtype | None) -> torch.dtype:
    """The precision asked for, None for torch's default. ValueError for one that cannot be trained in."""
    kind = torch.get_default_dtype() if dtype is None else dtype
    if kind not in KINDS:
        raise ValueError(f"dtype must be torch.float32 or torch.float64, got {kind}")
    return kind


def evenly_in(lo: Tensor, hi: Tensor, seed: int, rows: int = ROWS) -> Tensor:
    """Rows (N, n) drawn evenly between lo and hi, (n,) each, with these two corners among them."""
    dice = torch.Generator().manual_seed(seed)
    shares = torch.rand(rows, len(lo), generator=dice, dtype=torch.float64)
    shares[0], shares[-1] = 0.0, 1.0
    return lo + shares.to(lo) * (hi - lo)


def ends_of(grid_range: Sequence[float], inputs: int, like: Tensor) -> tuple[Tensor, Tensor]:
    """(lo, hi), (inputs,) each, of pykan's grid_range. ValueError unless they are well apart in `like`."""
    lo, hi = map(float, grid_range)
    known = torch.finfo(like.dtype)
    least = LEAST_STEP * known.eps * max(abs(lo), abs(hi), known.tiny**0.5)
    if not least < hi - lo < known.max**0.5:
        raise ValueError(
            f"grid_range must be finite, lo well below hi in {like.dtype}, got {list(grid_range)}"
        )
    return like.new_full((inputs,), lo), like.new_full((inputs,), hi)


def inputs_of(network: Network, seed: int) -> Tensor:
    """Rows over the box the first layer's grids span: stand-ins while no data have been seen."""
    first = network.layers[0]
    return evenly_in(first.lo, first.hi, seed)
