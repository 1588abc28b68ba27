"""How near pykan comes on the same rows: its own L-BFGS, refined from grid to grid as its paper does."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

import torch

from bench import pykan
from bench.learning import Outcome, Rows, rmse

STEPS = 20
"""Steps on each grid; one is up to 20 iterations of L-BFGS."""
SETTINGS = f"{STEPS} L-BFGS steps a grid, cubic, one seed"


def refined(rows: Rows, width: Sequence[int], grids: Sequence[int]) -> Outcome:
    """One network on one grid after the other, on standard rows as ours; infinite where it fails."""
    start, given = perf_counter(), rows.standard()
    data = {
        "train_input": given.x,
        "train_label": given.y,
        "test_input": given.test_x,
        "test_label": given.test_y,
    }
    with pykan.at_home():
        from kan import KAN

        model = KAN(width=list(width), grid=grids[0], k=3, seed=0, symbolic_enabled=False)
        try:
            model.fit(data, opt="LBFGS", steps=STEPS)
            for grid in grids[1:]:
                model = model.refine(grid)
                model.fit(data, opt="LBFGS", steps=STEPS)
        except (RuntimeError, ValueError):  # torch's least squares, where its coefficients are not finite
            return Outcome(perf_counter() - start, float("inf"))
        seconds = perf_counter() - start
        with torch.no_grad():
            return Outcome(seconds, rows.unit * rmse(model(given.test_x), given.test_y))
