"""What training makes small: loss + sparsity · penalty + further terms, with its exact gradient."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from jaxtyping import Float, Int
from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.jacobian import gauss_newton
from kanscope.kan.losses.loss import Loss
from kanscope.kan.losses.squared import Squared
from kanscope.kan.metric import Metric, measure
from kanscope.kan.network import Network
from kanscope.kan.penalties.edge_spread import EdgeSpread
from kanscope.kan.penalties.penalty import Penalty, Pressure
from kanscope.kan.penalties.weighted import Weighted
from kanscope.kan.wishes.freedom import Freedom


@dataclass(frozen=True)
class Point:
    """Parameters (P,) and what the objective is there: error is the loss, rest the further terms,
    rmse how far predictions are from the targets, gradient (P,)."""

    parameters: Float[Tensor, " P"]
    error: float
    penalty: float
    sparsity: float
    gradient: Float[Tensor, " P"]
    rest: float = 0.0
    rmse: float = 0.0

    @property
    def value(self) -> float:
        """error + sparsity · penalty + rest."""
        return self.error + self.sparsity * self.penalty + self.rest

    def is_finite(self) -> bool:
        """Neither value nor gradient holds NaN or infinity (their sum of squares would show it)."""
        return bool(torch.isfinite(torch.dot(self.gradient, self.gradient) + self.value))


@dataclass(frozen=True)
class Aim:
    """What is to be small: the loss, the penalty that sparsity multiplies, and what always acts."""

    loss: Loss = field(default_factory=Squared)
    penalty: Penalty = field(default_factory=EdgeSpread)
    further: Weighted = field(default_factory=Weighted)


class Objective:
    """Evaluates a network on x (N, n0), y (N, n_out) at any parameters; leaves the network standing there.

    Where edges have wishes, a point's parameters are the numbers of `Freedom`, and gradients are by those.

    weights (N,): how much each row counts; None: all the same. rows: numbers of those to begin with, None for
    all. compiled: as in `Gradient`.
    """

    def __init__(
        self,
        network: Network,
        x: Float[Tensor, "N n0"],
        y: Float[Tensor, "N n_out"],
        sparsity: float = 0.0,
        *,
        aim: Aim | None = None,
        weights: Float[Tensor, " N"] | None = None,
        compiled: bool = False,
        rows: Tensor | None = None,
    ) -> None:
        self.network, self.sparsity, self.aim = network, sparsity, aim or Aim()
        targets = self.aim.loss.targets(y, network.shape.nodes(network.shape.depth))
        self._all = x, targets, weights
        self._freedom = Freedom(network) if any(layer.wiring.wishes for layer in network.layers) else None
        there, self.y, self.weights = self._at(rows)
        self.passes = Gradient(network, there, compiled=compiled)

    def take(self, rows: Int[Tensor, " m"] | None) -> None:
        """Looks at some rows only (their numbers) from now on; None: at all of them."""
        there, self.y, self.weights = self._at(rows)
        self.passes.look_at(there)

    def __call__(self, parameters: Float[Tensor, " P"]) -> Point:
        """The point at these parameters."""
        outputs = self._outputs(parameters)
        error, pull = self.aim.loss.measure(outputs, self.y, self.weights)
        rmse = self.aim.loss.rmse(error, outputs, self.y, self.weights)
        sparse, rest = self._pressures()
        gradient = self._gradient(pull, sparse * self.sparsity + rest)
        if self._freedom:
            gradient = self._freedom.pull(parameters, gradient)
        return Point(parameters, error, sparse.value, self.sparsity, gradient, rest.value, rmse)

    def metric(self, parameters: Float[Tensor, " P"]) -> Metric:
        """The metric at these parameters."""
        self._outputs(parameters)
        sparse, rest = self._pressures()
        return measure(self.passes, (sparse * self.sparsity + rest).by_variance)

    def curvature(self, parameters: Float[Tensor, " P"]) -> Float[Tensor, "F F"]:
        """Second derivative by the free parameters, (F, F) in float64, of a quadratic that touches here.

        Gauss-Newton's for the loss, each penalty's own for the rest.
        """
        outputs = self._outputs(parameters)
        matrix = self._own_curvature(outputs)
        if self._freedom:
            self._freedom.bend(matrix, parameters, self._own_gradient(outputs))
        return matrix

    def own_curvature(self, parameters: Float[Tensor, " P"]) -> Float[Tensor, "F F"]:
        """The same by the network's free parameters, whatever its edges' wishes."""
        return self._own_curvature(self._outputs(parameters))

    def _own_curvature(self, outputs: Tensor) -> Tensor:
        matrix = gauss_newton(self.passes, self.aim.loss.curvature(outputs, self.y, self.weights))
        if self.sparsity:
            self.aim.penalty.add_curvature(matrix, self.passes, self.sparsity)
        self.aim.further.add_curvature(matrix, self.passes, 1.0)
        return matrix

    def _at(self, rows: Tensor | None) -> tuple[Tensor, Tensor, Tensor | None]:
        """x, targets and shares of some rows."""
        x, y, weights = self._all
        at = slice(None) if rows is None else rows
        return x[at], y[at], None if weights is None else _shares(weights[at])

    def start(self) -> Float[Tensor, " P"]:
        """Where the network stands now, as a point's parameters."""
        here = self.network.parameters
        return self._freedom.free(here) if self._freedom else here.clone()

    def stand(self, parameters: Float[Tensor, " P"]) -> None:
        """Puts the network where a point is."""
        own = self._freedom.parameters(parameters) if self._freedom else parameters
        self.network.parameters.copy_(own)

    def _outputs(self, parameters: Tensor) -> Tensor:
        self.stand(parameters)
        return self.passes.forward()

    def _gradient(self, pull: Tensor, pressure: Pressure) -> Tensor:
        gradient = self.passes.backward(pull, pressure.by_variance)
        if pressure.by_parameters is not None:
            gradient.add_(pressure.by_parameters * self.passes.trainable)
        return gradient

    def _own_gradient(self, outputs: Tensor) -> Tensor:
        """By the network's parameters."""
        _, pull = self.aim.loss.measure(outputs, self.y, self.weights)
        sparse, rest = self._pressures()
        return self._gradient(pull, sparse * self.sparsity + rest)

    def _pressures(self) -> tuple[Pressure, Pressure]:
        """The sparsity penalty's, unweighted, and that of the other terms, weighted."""
        sparse = self.aim.penalty.measure(self.passes) if self.sparsity else Pressure()
        return sparse, self.aim.further.measure(self.passes)


def _shares(weights: Tensor) -> Tensor:
    """(N, 1), summing to 1; all 0 where a batch holds no row that counts."""
    whole = weights.sum()
    return (weights / torch.where(whole > 0, whole, 1))[:, None]
