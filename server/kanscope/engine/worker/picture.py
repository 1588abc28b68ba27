"""The still picture kept with every version: curves, where the data lie beneath them, how well they do."""

from __future__ import annotations

from typing import Any

import msgpack
import numpy as np
import torch
from torch import Tensor

from kanscope.engine.worker.drawing import drawn_curves, drawn_scores, living_edges, number, ranges
from kanscope.engine.worker.session.errors import finite
from kanscope.engine.worker.session.session import Session
from kanscope.kan.curves import density
from kanscope.kan.trace import trace
from kanscope.study.ids import edge_id

BINS, DENSITY, SCATTER = 16, 28, 150


def picture(session: Session) -> bytes:
    """msgpack {curves, ranges, densities, scores, inputs, outputs}; every number in it is finite."""
    drawn = {
        "curves": drawn_curves(session),
        "ranges": ranges(session),
        "densities": densities(session),
        "scores": drawn_scores(session),
        "inputs": [_histogram(column) for column in session.context.x.T],
        "outputs": outputs(session),
    }
    packed: bytes = msgpack.packb(drawn)
    return packed


def densities(session: Session) -> dict[str, bytes]:
    """How densely the training rows lie along each living edge's x: 28 bytes, 255 where they are densest."""
    nodes = trace(session.network, session.inputs).nodes
    layers = session.network.layers
    along = [
        [
            _bytes(density(column, float(lo), float(hi), DENSITY))
            for column, lo, hi in zip(x.T, here.lo, here.hi, strict=True)
        ]
        for x, here in zip(nodes, layers, strict=False)
    ]
    return {edge_id(l, i, j): along[l][i] for l, i, j in living_edges(session)}


def _bytes(share: Tensor) -> bytes:
    most = share.max()
    scaled = torch.round(share / most * 255) if most > 0 else torch.zeros_like(share)
    return scaled.to(torch.uint8).numpy().tobytes()


def _histogram(column: Tensor) -> dict[str, Any]:
    counts, _ = np.histogram(column.numpy(), BINS)
    return {"histogram": counts.tolist(), "minimum": number(column.min()), "maximum": number(column.max())}


def outputs(session: Session) -> list[dict[str, Any]]:
    """For each target [predicted, actual] of at most 150 rows shown as test, and R² on all of them."""
    rows, targets = session.samples, session.scaling.targets
    guess, truth = targets.outside(session.network(rows.check_x)), targets.outside(rows.check_y)
    every = -(-len(truth) // SCATTER)
    return [
        {"scatter": _pairs(guess[::every, k], truth[::every, k]), "r2": _r2(guess[:, k], truth[:, k])}
        for k in range(truth.shape[1])
    ]


def _pairs(guess: Tensor, truth: Tensor) -> list[list[float]]:
    pairs = torch.stack([guess, truth], 1)
    kept: list[list[float]] = pairs[torch.isfinite(pairs).all(1)].tolist()
    return kept


def _r2(guess: Tensor, truth: Tensor) -> float | None:
    whole = (truth - truth.mean()).square().sum()
    return finite(float(1 - (guess - truth).square().sum() / whole)) if whole > 0 else None
