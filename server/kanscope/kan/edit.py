"""What an edit in the middle of a training touches."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.kan.layer import Layer, same_grid
from kanscope.kan.network import Network


def check_edit(before: Network, after: Network) -> None:
    """ValueError unless both networks have the same shape and grids, so that parameters keep their places."""
    for name in ("shape", "grid"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            raise ValueError(f"network must keep its {name} in a training, {old}, got {new}")


def untouched(before: Network, after: Network) -> Tensor:
    """(P,) bool: parameters an edit left where they were, on the same ranges, and free to move."""
    same = (before.parameters == after.parameters) & before.trainable() & after.trainable()
    for (weights, affine), old, new in zip(after.split(same), before.layers, after.layers, strict=True):
        weights.logical_and_(same_grid(old.wiring, new.wiring, old.k)[:, None, None])
        affine.logical_and_(_same_names(old, new)[..., None])
        for i, j, _ in set(old.wiring.wishes) ^ set(new.wiring.wishes):
            weights[i, :, j] = False
    return same


def _same_names(old: Layer, new: Layer) -> Tensor:
    """(i, o) bool."""
    rows = zip(old.function, new.function, strict=True)
    same = [[one == other for one, other in zip(*row, strict=True)] for row in rows]
    return torch.tensor(same, device=old.alive.device)
