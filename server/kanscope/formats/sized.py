"""A tensor of a foreign state, if it is there and has the size it must have."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor


def sized(state: Mapping[str, Tensor], name: str, size: tuple[int | None, ...]) -> Tensor:
    """The floating-point tensor of that name; None in size is any number. ValueError naming it otherwise."""
    if name not in state:
        raise ValueError(f"state: {name} is missing")
    tensor = state[name]
    fits = len(size) == tensor.dim() and all(s in {None, t} for s, t in zip(size, tensor.shape, strict=True))
    if not fits or not tensor.is_floating_point():
        wanted = ", ".join("·" if s is None else str(s) for s in size)
        raise ValueError(
            f"state: {name} must be ({wanted}) numbers, got {tuple(tensor.shape)} {tensor.dtype}"
        )
    return tensor.detach()
