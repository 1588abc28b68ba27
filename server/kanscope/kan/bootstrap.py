"""How well the last layer is known: solved again on rows drawn anew, many times."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.kan.last_layer import Part, check_rows, part_of, roughness
from kanscope.kan.layer import Layer
from kanscope.kan.network import Network, check_samples
from kanscope.kan.surgery.means import edge_means
from kanscope.kan.trace import node_values

SMOOTHNESS = 1e-6
RIDGE = 1e-9  # of the mean diagonal: rows drawn anew may leave a coefficient without any
DRAWS = 200
POINTS = 65  # across each curve


@dataclass(frozen=True)
class Band:
    """Between lo and hi lies the share `level` of all draws. Outputs (n, n_out) at the points asked for.

    curves: the last layer's edges (p, i, o) at points x (p, i) across their grids, each less its mean over
    the samples, as a constant may move from edge to edge; edges that were not solved for have no width.
    """

    lo: Tensor
    hi: Tensor
    x: Tensor
    curves_lo: Tensor
    curves_hi: Tensor
    level: float


def bootstrap_last_layer(
    network: Network,
    x: Tensor,
    y: Tensor,
    points: Tensor,
    *,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> Band:
    """Bands from `draws` sets of as many rows, drawn with replacement from x (N, n0), y (N, n_out).

    points (n, n0). Everything before the last layer is taken as known, so the bands are narrower than what
    is not known. ValueError naming the argument out of range. Source: Efron & Tibshirani, An Introduction to
    the Bootstrap (1993), on pairs.
    """
    check_rows(network, x, y)
    check_samples("points", points, network.shape.nodes(0))
    if not 0 < level < 1:
        raise ValueError(f"level must be between 0 and 1, got {level}")
    if draws < 2:
        raise ValueError(f"draws must be at least 2, got {draws}")
    counts = _counts(len(x), draws, seed).to(x)
    layer = network.layers[-1]
    grid, centred = _across(layer, node_values(network, x, network.shape.depth - 1))
    outputs, curves = [], _resting(layer, grid, network, x).repeat(draws, 1, 1, 1)
    for j in range(y.shape[1]):
        part, seen = part_of(network, x, j), part_of(network, points, j)
        free = _solved(layer, part, y[:, j] - part.rest, counts)
        outputs.append(free @ seen.design.T + seen.rest)
        own = (free @ part.turn).view(draws, len(part.sources), layer.weights.shape[1])
        curves[:, :, part.sources, j] = torch.einsum("pem,dem->dpe", centred[:, part.sources], own)
    lo, hi = _ends(torch.stack(outputs, 2), level)
    return Band(lo, hi, grid, *_ends(curves, level), level)


def _counts(rows: int, draws: int, seed: int) -> Tensor:
    """How often each row was drawn, (draws, N)."""
    dice = torch.Generator().manual_seed(seed)
    drawn = torch.randint(rows, (draws, rows), generator=dice)
    return torch.zeros(draws, rows, dtype=torch.float64).scatter_add_(
        1, drawn, torch.ones(drawn.shape).double()
    )


def _across(layer: Layer, values: Tensor) -> tuple[Tensor, Tensor]:
    """Points (p, i) across the grids, and the features there less their means over the samples."""
    steps = torch.linspace(0, 1, POINTS).to(layer.lo)
    grid = layer.lo + steps[:, None] * (layer.hi - layer.lo)
    means = layer.features(values, slope=False)[0].mean(0)
    return grid, layer.features(grid, slope=False)[0] - means


def _resting(layer: Layer, grid: Tensor, network: Network, x: Tensor) -> Tensor:
    """The curves (p, i, o) as they are, less their means over the samples."""
    return layer.edge_values(grid) - edge_means(network, x)[-1]


def _solved(layer: Layer, part: Part, target: Tensor, counts: Tensor) -> Tensor:
    """The part's numbers for each draw, (draws, F), by normal equations."""
    third = roughness(layer, part)
    ridge = SMOOTHNESS * third.T @ third
    solutions = [_normal(part.design, target, weights / len(target), ridge) for weights in counts]
    return torch.stack(solutions)


def _normal(design: Tensor, target: Tensor, weights: Tensor, ridge: Tensor) -> Tensor:
    weighted = design * weights[:, None]
    form = design.T @ weighted + ridge
    form.diagonal().add_(RIDGE * form.diagonal().mean() if len(form) else 0.0)
    factor = torch.linalg.cholesky(form)
    return torch.cholesky_solve((weighted.T @ target)[:, None], factor)[:, 0]


def _ends(draws: Tensor, level: float) -> tuple[Tensor, Tensor]:
    """Quantiles over the first axis that leave as much out below as above."""
    tails = torch.tensor([(1 - level) / 2, (1 + level) / 2]).to(draws)
    lo, hi = torch.quantile(draws, tails, 0)
    return lo, hi
