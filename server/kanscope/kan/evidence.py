"""How smooth the curves should be, read from the data themselves: none is needed where there is no noise."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.jacobian import free_columns, free_layers
from kanscope.kan.network import Network
from kanscope.kan.objective import Objective, Point
from kanscope.kan.penalties.coefficients import Smoothness

ORDER = 2  # of the differences that are to be small: where no sample lies a curve then goes on straight
FIRST, SOFTEST, HARDEST = 1e-3, 1e-12, 1.0
STRIDE = 30.0  # the weight changes by this factor at most: far from the minimum the evidence is a guess
STEADY = 1.1  # and not at all by less than this
JITTER = 1e-9  # of the largest diagonal element, for directions that neither a sample nor a penalty holds
LEAST_LEFT = 0.1  # share of the numbers in y that noise is measured on, however many parameters there are


def evident_weight(objective: Objective, here: Point, weight: float) -> float:
    """The weight of the smoothness that is most probable at this point, reached under `weight` > 0.

    μ = γ·σ²/(n·R): n numbers in y; R = Σ‖second difference‖² of the free splines; γ = m - μ·tr(H⁻¹S) how
    many of its m differences the data determine, S being the second derivative of R and H that of the
    objective; the noise σ² = n·MSE/(n - P + m - γ) over P free parameters. So it falls with the error, and a
    law without noise is not bent. For the mean squared error. Changes at most 30-fold at a time. Source:
    MacKay, Bayesian interpolation (1992), §4; Foresee & Hagan (1997).
    """
    network, bend = objective.network, _bend(objective)
    free = here.parameters[free_columns(network)].double()
    roughness = 0.5 * float(free @ bend @ free)
    if not roughness > 0:
        return weight
    held = weight * _trace(objective.curvature(here.parameters), bend)
    known, n = max(_differences(network) - held, 0.0), objective.y.numel()
    left = max(n - len(free) + held, LEAST_LEFT * n)
    return _near(weight, known * here.error / (left * roughness))


def _bend(objective: Objective) -> Float[Tensor, "F F"]:
    """The second derivative of R by the free parameters."""
    size = int(objective.passes.trainable.sum())
    matrix = torch.zeros(size, size, dtype=torch.float64, device=objective.y.device)
    Smoothness(ORDER).add_curvature(matrix, objective.passes, 1.0)
    return matrix


def _differences(network: Network) -> int:
    """m: how many numbers R is the squared length of."""
    pairs = zip(network.layers, free_layers(network), strict=True)
    return sum(len(free.source) * max(layer.grid + layer.k - ORDER, 1) for layer, free in pairs)


def _trace(curvature: Float[Tensor, "F F"], bend: Float[Tensor, "F F"]) -> float:
    """tr(H⁻¹S)."""
    held = curvature + JITTER * float(curvature.diagonal().max()) * torch.eye(len(curvature)).to(curvature)
    return float(torch.linalg.solve(held, bend).trace())


def _near(weight: float, wanted: float) -> float:
    reached = min(max(wanted, weight / STRIDE, SOFTEST), weight * STRIDE, HARDEST)
    return weight if weight / STEADY < reached < weight * STEADY else reached
