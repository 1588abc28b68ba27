"""Where training starts: every edge a random line with a little noise."""

import math

import torch
from torch import Tensor

from kanscope.kan.shape import Shape

NOISE = 0.1
FACTOR_OFFSET = 0.7  # factors start away from 0: a product of two zeros has no gradient


def start_weights(shape: Shape, l: int, grid: int, dice: torch.Generator) -> Tensor:
    """Weights (i, features, o) of layer l: random lines, and those into the factors of a product off 0."""
    weights = random_lines(shape, l, grid, dice)
    weights[:, : grid + shape.orders[l], shape.sums(l) :] += FACTOR_OFFSET / shape.nodes(l)
    return weights


def random_lines(shape: Shape, l: int, grid: int, dice: torch.Generator) -> Tensor:
    """Weights (i, features, o) of layer l: slopes a ~ U(-1, 1)/√i over the grid's range, noise 0.1/√i.

    At the Greville points the coefficients of a line are the line itself.
    """
    i, o, k = shape.nodes(l), shape.subnodes(l), shape.orders[l]
    line = greville(grid, k)[None, :, None]
    slope = (torch.rand(i, 1, o, generator=dice, dtype=torch.float64) * 2 - 1) / math.sqrt(i)
    noise = torch.randn(i, grid + k, o, generator=dice, dtype=torch.float64) * NOISE / math.sqrt(i)
    weights = torch.zeros(i, shape.features(l, grid), o, dtype=torch.float64)
    weights[:, : grid + k] = slope * line + noise
    return weights


def greville(grid: int, k: int) -> Tensor:
    """Greville points of the G + k splines in units where the grid spans [-1, 1]: means of k inner knots."""
    first = -(k - 1) / 2
    return (torch.arange(grid + k, dtype=torch.float64) + first) * (2 / grid) - 1


def start_affine(shape: Shape, l: int) -> Tensor:
    """The identity affine a, b, c, d = 1, 0, 1, 0 for every edge of layer l, (i, o, 4)."""
    return (
        torch.tensor([1.0, 0.0, 1.0, 0.0], dtype=torch.float64)
        .expand(shape.nodes(l), shape.subnodes(l), 4)
        .clone()
    )
