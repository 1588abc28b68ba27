"""How flat the curves should be, read from the data themselves: where there is no noise, not at all."""

from __future__ import annotations

from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.jacobian import free_columns
from kanscope.kan.objective import Aim, Objective, Point
from kanscope.kan.penalties.flatness import Flatness, steps
from kanscope.kan.penalties.weighted import Term, Weighted

FIRST, SOFTEST, HARDEST = 1e-3, 1e-12, 1e3
STRIDE = 30.0  # the weight changes by this factor at most: far from the minimum the evidence is a guess
STEADY = 1.1  # and not at all by less than this
JITTER = 1e-9  # of the largest diagonal element, for directions that neither a sample nor a penalty holds
EVERY = 5  # steps between looks
LARGEST = 2000  # free parameters
LEAST_LEFT = 0.1  # share of the numbers in y that noise is measured on, however many parameters there are


def flattened(aim: Aim, weight: float) -> Aim:
    """The aim with flat curves, by that weight, for a further one."""
    if not weight:
        return aim
    return replace(aim, further=Weighted((*aim.further.terms, Term(Flatness(), weight))))


def evident_weight(objective: Objective, here: Point, weight: float) -> float:
    """The weight of `Flatness` that is most probable at this point, reached under `weight` > 0.

    μ = γ·σ²/(n·R): n numbers in y; R the flatness of the free splines; γ = m - μ·tr(H⁻¹S) how many of the m
    numbers in it the data determine, S being the second derivative of R and H that of the objective; the
    noise σ² = n·MSE/(n - P + m - γ) over P free parameters. So it falls with the error, and a law without
    noise is not bent. For the mean squared error. Changes at most 30-fold at a time, and not beyond 2,000
    free parameters, where looking takes too long. Wishes count as if they bound nothing. Source: MacKay,
    Bayesian interpolation (1992), §4; Foresee & Hagan (1997).
    """
    network = objective.network
    if int(objective.passes.trainable.sum()) > LARGEST:
        return weight
    curvature, form = objective.own_curvature(here.parameters), _form(objective)
    free = network.parameters[free_columns(network)].double()
    flatness = 0.5 * float(free @ form @ free)
    if not flatness > 0:
        return weight
    held = weight * _trace(curvature, form)
    known, n = max(steps(network) - held, 0.0), objective.y.numel()
    left = max(n - len(free) + held, LEAST_LEFT * n)
    return _near(weight, known * here.error / (left * flatness))


def _form(objective: Objective) -> Float[Tensor, "F F"]:
    """The second derivative of R by the free parameters."""
    size = int(objective.passes.trainable.sum())
    matrix = torch.zeros(size, size, dtype=torch.float64, device=objective.y.device)
    Flatness().add_curvature(matrix, objective.passes, 1.0)
    return matrix


def _trace(curvature: Float[Tensor, "F F"], form: Float[Tensor, "F F"]) -> float:
    """tr(H⁻¹S)."""
    held = curvature + JITTER * float(curvature.diagonal().max()) * torch.eye(len(curvature)).to(curvature)
    return float(torch.linalg.solve(held, form).trace())


def _near(weight: float, wanted: float) -> float:
    reached = min(max(wanted, weight / STRIDE, SOFTEST), weight * STRIDE, HARDEST)
    return weight if weight / STEADY < reached < weight * STEADY else reached
