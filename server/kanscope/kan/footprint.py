"""What a network takes in memory, known before it is taken."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from kanscope.kan.shape import Shape

MOST = 8 << 30
"""Bytes of parameters no network is given: past this a slip of the finger is likelier than a wish."""


def parameter_count(shape: Shape, grids: Sequence[int]) -> int:
    """Length P of the parameter vector: i·o·(features + 4) a layer, the 4 for an edge's affine."""
    return sum(
        shape.nodes(l) * shape.subnodes(l) * (shape.features(l, grid) + 4) for l, grid in enumerate(grids)
    )


def network_bytes(shape: Shape, grids: Sequence[int], dtype: torch.dtype) -> int:
    """Bytes of the parameters."""
    return parameter_count(shape, grids) * dtype.itemsize


def training_bytes(shape: Shape, grids: Sequence[int], rows: int, dtype: torch.dtype) -> int:
    """Bytes a gradient on so many rows takes at its height: features and slopes of every layer, and vectors
    of the parameters' length: the point, its gradient, and ten pairs L-BFGS remembers.
    """
    per_row = sum(
        shape.nodes(l) * 4 * shape.features(l, grid) + 2 * shape.subnodes(l) for l, grid in enumerate(grids)
    )
    return rows * per_row * dtype.itemsize + 24 * network_bytes(shape, grids, dtype)


def flow_bytes(shape: Shape, grids: Sequence[int], rows: int, dtype: torch.dtype) -> int:
    """Bytes of so many rows on their way through the layer where they take most: features and subnodes."""
    layers = (shape.nodes(l) * shape.features(l, grid) + shape.subnodes(l) for l, grid in enumerate(grids))
    return rows * max(layers) * dtype.itemsize


def witnesses(before: int, after: int) -> int:
    """Points at which a curve moved from one grid to another is held to itself: eight an interval."""
    return 8 * max(before, after) + 1


def refit_bytes(shape: Shape, before: Sequence[int], after: Sequence[int], dtype: torch.dtype) -> int:
    """Bytes of the least squares that move curves between grids: the bases of both, in the largest layer."""
    layers = (
        shape.nodes(l) * witnesses(old, new) * (old + new + 2 * shape.orders[l])
        for l, (old, new) in enumerate(zip(before, after, strict=True))
        if old != new
    )
    return max(layers, default=0) * dtype.itemsize


def check_size(shape: Shape, grids: Sequence[int], dtype: torch.dtype) -> None:
    """ValueError when the parameters alone would take more than `MOST` bytes."""
    whole = f"width: a network of {shape.plain_width()} with grid {list(grids)}"
    _check(network_bytes(shape, grids, dtype), whole, "its parameters alone")


def check_flow(shape: Shape, grids: Sequence[int], rows: int, dtype: torch.dtype) -> None:
    """ValueError when so many rows would take more than `MOST` bytes in one layer."""
    whole = f"width: a network of {shape.plain_width()} with grid {list(grids)}"
    _check(flow_bytes(shape, grids, rows, dtype), whole, f"{rows} rows in its widest layer")


def check_refit(shape: Shape, before: Sequence[int], after: Sequence[int], dtype: torch.dtype) -> None:
    """ValueError when curves could not be moved between the grids, or held there, in `MOST` bytes."""
    finer = f"grid: a network of {shape.plain_width()} with grid {list(after)}"
    _check(network_bytes(shape, after, dtype), finer, "its parameters alone")
    _check(refit_bytes(shape, before, after, dtype), finer, "carrying over its curves")


def _check(wanted: int, what: str, purpose: str) -> None:
    if wanted > MOST:
        raise ValueError(
            f"{what} would take {wanted / (1 << 30):.3g} GiB for {purpose}; {MOST >> 30} GiB is the most"
        )


def check_training(shape: Shape, grids: Sequence[int], rows: int, dtype: torch.dtype) -> None:
    """ValueError when a training that looks at so many rows at a time would take more than `MOST` bytes."""
    wanted = training_bytes(shape, grids, rows, dtype)
    if wanted > MOST:
        raise ValueError(
            f"batch: a training of {shape.plain_width()} with grid {list(grids)} on {rows} rows at a time "
            f"would take {wanted / (1 << 30):.3g} GiB; {MOST >> 30} GiB is the most; take smaller batches"
        )
