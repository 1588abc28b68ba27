"""Where the error lies: its mean and size in cells over one or two inputs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from kanscope.engine.worker.fit.rivals import Rivals, told
from kanscope.engine.worker.session.session import Session

ENOUGH = 100
"""Test rows from which they alone are looked at; fewer say too little, and training rows help out."""
ALONG, ACROSS = 12, 9  # cells at most over one input, and in each direction over two
ROWS_A_CELL = 6


@dataclass(frozen=True)
class _Axis:
    """Cells of equal width over an input in its unit of use: their edges, and the cell of each row."""

    input: int
    edges: Tensor
    cell: Tensor


def regions(session: Session, output: int, rivals: Rivals, inputs: list[int]) -> dict[str, Any]:
    """{rows, counted, axes: [{name, edges}], counts, network, formula}: at most two inputs, the first across.

    counts, and the rivals' {mean, rmse}, are tables [down][across]; one row of cells for a single input.
    Errors are guess minus truth in the unit of use; None: no rows in the cell, or undefined there.
    """
    context = session.context
    tested = len(context.check) >= ENOUGH
    rows = context.check if tested else torch.cat([context.train, context.check])
    cells = _cells(len(rows), len(inputs))
    axes = [_axis(context.x[rows, k], k, cells) for k in inputs]
    x, truth = context.x[rows], context.y[rows, output]
    shape = (cells if len(axes) > 1 else 1, cells)
    place = axes[0].cell + (axes[1].cell * cells if len(axes) > 1 else 0)
    counts = torch.zeros(shape[0] * shape[1]).index_add_(0, place, torch.ones(len(rows)))
    found: dict[str, Any] = {
        "rows": "test" if tested else "all",
        "counted": len(rows),
        "axes": [_told_axis(session, axis) for axis in axes],
        "counts": counts.int().view(shape).tolist(),
    }
    for name, guess in rivals.each().items():
        found[name] = None if guess is None else _errors(guess(x) - truth, place, counts.double(), shape)
    return found


def _cells(rows: int, inputs: int) -> int:
    if inputs == 1:
        return max(4, min(ALONG, rows // ROWS_A_CELL))
    return max(3, min(ACROSS, int(math.sqrt(rows / ROWS_A_CELL))))


def _axis(values: Tensor, input: int, cells: int) -> _Axis:
    lo, hi = float(values.min()), float(values.max())
    edges = torch.linspace(lo, hi if hi > lo else lo + 1, cells + 1, dtype=values.dtype)
    return _Axis(input, edges, torch.bucketize(values, edges[1:-1]))


def _told_axis(session: Session, axis: _Axis) -> dict[str, Any]:
    data = session.context.data
    name = data.inputs[axis.input]
    return {"name": name, "log": name in data.logs, "edges": told(axis.edges, name in data.logs)}


def _errors(off: Tensor, place: Tensor, counts: Tensor, shape: tuple[int, int]) -> dict[str, Any]:
    nothing = torch.zeros(len(counts), dtype=off.dtype)
    mean = nothing.index_add(0, place, off) / counts
    size = (nothing.index_add(0, place, off.square()) / counts).sqrt()
    tables = {"mean": mean, "rmse": size}
    return {name: [told(row) for row in table.view(shape)] for name, table in tables.items()}
