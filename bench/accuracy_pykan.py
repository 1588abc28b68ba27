"""How near pykan comes on the same rows: its own L-BFGS, refined from grid to grid as its paper does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

import torch
from torch import Tensor

from bench import pykan
from bench.learning import Outcome, Rows, rmse

STEPS = 20
"""Steps on each grid; one is up to 20 iterations of L-BFGS."""
SETTINGS = f"{STEPS} L-BFGS steps a grid, cubic"
GOOD = 0.03
"""A start with this error, on standard rows, is worth refining; others are given up for the next seed."""


def refined(rows: Rows, width: Sequence[int], grids: Sequence[int], starts: int = 1) -> Outcome:
    """The best of so many starts on the first grid, then refined; on standard rows as ours. Infinite where
    it fails.
    """
    start, given = perf_counter(), rows.standard()
    with pykan.at_home():
        try:
            model = _best_start(_data(given), width, grids[0], starts)
            for grid in grids[1:]:
                model = model.refine(grid)
                model.fit(_data(given), opt="LBFGS", steps=STEPS)
        except (RuntimeError, ValueError):  # torch's least squares, where its coefficients are not finite
            return Outcome(perf_counter() - start, float("inf"))
        seconds = perf_counter() - start
        with torch.no_grad():
            return Outcome(seconds, rows.unit * rmse(model(given.test_x), given.test_y))


def _best_start(data: Mapping[str, Tensor], width: Sequence[int], grid: int, starts: int) -> Any:
    from kan import KAN

    tried = []
    for seed in range(starts):
        model = KAN(width=list(width), grid=grid, k=3, seed=seed, symbolic_enabled=False)
        error = float(model.fit(data, opt="LBFGS", steps=STEPS)["train_loss"][-1])
        tried.append((error, seed, model))
        if error < GOOD:
            break
    return min(tried)[2]


def _data(given: Rows) -> dict[str, Tensor]:
    return {
        "train_input": given.x,
        "train_label": given.y,
        "test_input": given.test_x,
        "test_label": given.test_y,
    }
