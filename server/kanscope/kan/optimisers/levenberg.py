"""Levenberg-Marquardt: Gauss-Newton steps, held back as far as the last ones fell short of their promise."""

import math
from dataclasses import dataclass

import torch
from jaxtyping import Bool
from torch import Tensor

from kanscope.kan.jacobian import free_columns
from kanscope.kan.network import Network
from kanscope.kan.objective import Objective, Point
from kanscope.kan.smoothness import Roughness

DAMPING = 1e-2  # at the start, as a share of the curvature's diagonal
LEAST_DAMPING = 1e-14
LEAST_SCALE = 1e-8  # of the largest diagonal element: coefficients no sample reaches stay solvable
TRIES = 12
COARSE, SMOOTHNESS, FINE_SMOOTHNESS = 50, 1e-10, 1e-13  # tie-breaks below that grid, and from it on
MEMORY = 2 << 30  # bytes
MATRICES = 4  # of F x F float64 at the same time


class Levenberg:
    """Marquardt's scaling, Nielsen's damping, Cholesky.

    Solves (A + λD)d = -g with A the objective's curvature over the F free parameters and D its diagonal. λ
    falls, down to a fifth, where the objective fell as the quadratic said, and grows 2, 4, 8 … times where it
    did not fall. Squaring the condition number does no harm: g is exact, so each step mends the one before.
    A learning rate r divides λ. Sources: Marquardt (1963); Nielsen, Damping parameter in Marquardt's method
    (1999).
    """

    compares = True

    def __init__(self, learning_rate: float = 1.0) -> None:
        self.learning_rate = learning_rate
        self._damping = DAMPING
        self.forget()

    def step(self, here: Point, objective: Objective) -> Point:
        """Down to the first of 12 ever shorter moves that is lower; ValueError when F is too large."""
        check_memory(objective.network)
        if not bool(objective.passes.trainable.any()):
            return here
        around = _quadratic(here, objective)
        for _ in range(TRIES):
            damping = self._damping / self.learning_rate
            move = around.lowest(damping)
            there = here if move is None else objective(around.moved(here.parameters, move))
            gained = around.value - around.value_at(there)
            if move is not None and there.is_finite() and gained > 0:
                self._relax(gained / around.promise(move, damping))
                return there
            self._brace()
        self._damping = DAMPING
        self.forget()
        return here

    def forget(self) -> None:
        """Keeps the damping, which suited an objective much like the next one, but not its haste to grow."""
        self._growth = 2.0

    def keep(self, untouched: Bool[Tensor, " P"], network: Network) -> None:
        """The damping is of all parameters together."""
        self.forget()

    def state(self) -> dict[str, Tensor]:
        """Damping and how fast it grows."""
        return {"damping": torch.tensor([self._damping, self._growth], dtype=torch.float64)}

    def load(self, tensors: dict[str, Tensor], network: Network) -> None:
        """Continues from a `state`."""
        self._damping, self._growth = tensors["damping"].tolist()

    def _relax(self, kept: float) -> None:
        """kept: the share of the promised gain that came."""
        self._damping = max(self._damping * max(0.2, 1 - (2 * kept - 1) ** 3), LEAST_DAMPING)
        self._growth = 2.0

    def _brace(self) -> None:
        self._damping, self._growth = self._damping * self._growth, self._growth * 2


@dataclass(frozen=True)
class _Quadratic:
    """The objective with its tie-break around one point: value, g and A over the free parameters."""

    value: float
    gradient: Tensor
    curvature: Tensor
    scale: Tensor
    columns: Tensor
    tie_break: Roughness

    def lowest(self, damping: float) -> Tensor | None:
        """The move d (F,) to the lowest point under this damping; None where rounding leaves none."""
        least = 1e-15 * float(self.scale.max())
        held = self.curvature + torch.diag(damping * self.scale + least)
        factor, failed = torch.linalg.cholesky_ex(held)
        if int(failed):
            return None
        return -torch.cholesky_solve(self.gradient[:, None], factor)[:, 0]

    def promise(self, move: Tensor, damping: float) -> float:
        """How much lower the quadratic is after the move: ½dᵀ(λDd - g)."""
        return 0.5 * float(move @ (damping * self.scale * move - self.gradient))

    def moved(self, parameters: Tensor, move: Tensor) -> Tensor:
        """The parameters (P,) after the move."""
        return parameters.index_add(0, self.columns, move.to(parameters.dtype))

    def value_at(self, point: Point) -> float:
        """The objective with its tie-break."""
        return point.value + self.tie_break.value(point.parameters)


def _quadratic(here: Point, objective: Objective) -> _Quadratic:
    network = objective.network
    tie_break = Roughness(network, SMOOTHNESS if max(network.grid) < COARSE else FINE_SMOOTHNESS)
    columns = free_columns(network)
    gradient = (here.gradient + tie_break.gradient(here.parameters))[columns].double()
    curvature = objective.curvature(here.parameters)
    tie_break.add_to(curvature)
    diagonal = curvature.diagonal()
    scale = diagonal.clamp(min=LEAST_SCALE * float(diagonal.max()))
    value = here.value + tie_break.value(here.parameters)
    return _Quadratic(value, gradient, curvature, scale, columns, tie_break)


def check_memory(network: Network) -> None:
    """ValueError when the matrices of Levenberg-Marquardt would not fit into 2 GiB."""
    free = int(network.trainable().sum())
    needed = MATRICES * 8 * free**2
    if needed > MEMORY:
        most = math.isqrt(MEMORY // (MATRICES * 8))
        raise ValueError(
            f"optimiser: lm would need {needed / 2**30:.1f} GiB for {free} free parameters; it takes up to "
            f"{most}, lbfgs and adam any number"
        )
