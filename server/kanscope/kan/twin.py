"""Is the KAN worth it? The same rows, the same time, as many parameters: a perceptron beside it."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.kan.divergence import Diverged
from kanscope.kan.network import Network
from kanscope.kan.perceptron import Descent, Perceptron, hidden_sizes, hidden_width
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.train import Training

Clock = Callable[[], float]
Model = Callable[[Tensor], Tensor]

RATES = (1e-3, 5e-3, 2e-2)
HIDDEN_LAYERS = (1, 2)
TRIALS = 0.5  # share of the time in which all six are tried; the best of them has the rest
LARGEST_FOR_LM = 300  # free parameters, beyond which L-BFGS gets farther in the same time
ENDLESS = 100_000
CERTAIN = 2.0  # standard errors by which two errors must differ to be told apart


@dataclass(frozen=True)
class Row:
    """One way to learn the rows: RMSE on the check rows, seconds it took, free parameters."""

    name: str
    shape: tuple[int | tuple[int, int], ...]
    error: float
    seconds: float
    parameters: int


@dataclass(frozen=True)
class Twin:
    """The KAN, the perceptron of its size, and the two-layer shape [n, 2n + 1, outputs] of the theorem.

    certainty: by how many standard errors the KAN's error is above (+) or below (-) the perceptron's, row by
    row on the check rows; check_rows: how many there are.
    """

    kan: Row
    perceptron: Row
    two_layers: Row
    certainty: float
    check_rows: int

    @property
    def winner(self) -> str | None:
        """ "kan" or "perceptron"; None where the check rows cannot tell."""
        if abs(self.certainty) < CERTAIN:
            return None
        return "perceptron" if self.certainty > 0 else "kan"

    def sentence(self, scale: float = 1.0, unit: str = "") -> str:
        """Who wins and by how much, errors multiplied by `scale`, which takes them to the target's unit."""
        rows = (self.kan, self.perceptron, self.two_layers)
        kan, mlp, full = (_said(row.error * scale, unit) for row in rows)
        size = f"{self.perceptron.parameters} parameters in {self.perceptron.seconds:.2g} s"
        also = f"the two-layer shape [{_shape(self.two_layers)}] misses by {full}"
        if self.winner is None:
            unclear = f"which {self.check_rows} test rows cannot tell apart"
            return (
                f"Neither wins: the KAN misses by {kan}, a perceptron of {size} by {mlp}, {unclear}; {also}."
            )
        low, high = sorted((self.kan.error, self.perceptron.error))
        times = f"{high / low:.2g} times as much" if low > 0 and math.isfinite(high) else "more"
        if self.winner == "kan":
            return f"The KAN wins: it misses by {kan}, a perceptron of {size} by {mlp}, {times}; {also}."
        return f"The perceptron wins: with {size} it misses by {mlp}, the KAN by {kan}, {times}; {also}."


def twin(network: Network, samples: Samples, seconds: float, clock: Clock, seed: int = 0) -> Twin:
    """Compares a trained network with a perceptron and the two-layer shape, given `seconds` each.

    seconds: the time the network itself took. clock: seconds since any moment. The perceptron (SiLU, Adam,
    all rows at once) is the best of 3 learning rates and 1 or 2 hidden layers, all six within the time and
    chosen on the check rows, which favours it a little; in the end its learning rate falls to 0 along a
    cosine.
    ValueError: seconds not positive.
    """
    if not 0 < seconds < math.inf:
        raise ValueError(f"seconds must be finite and positive, got {seconds}")
    size = int(network.trainable().sum())
    kan = Row("kan", tuple(network.width), _rmse(network, samples), seconds, size)
    mlp, mlp_row = _perceptron(size, samples, _Budget(clock, seconds), seed)
    full = _two_layers(network, samples, _Budget(clock, seconds), seed)
    return Twin(kan, mlp_row, full, _certainty(network, mlp, samples), len(samples.check_x))


class _Budget:
    """Seconds that run from the first look at the clock."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock, self._start, self.seconds = clock, clock(), seconds

    def spent(self) -> float:
        return self._clock() - self._start


def _perceptron(size: int, samples: Samples, budget: _Budget, seed: int) -> tuple[Perceptron, Row]:
    """Every learning rate and depth for a while, then the best of them to the end."""
    tried = [_start(size, samples, layers, rate, seed) for layers in HIDDEN_LAYERS for rate in RATES]
    for place, descent in enumerate(tried):
        until = budget.seconds * TRIALS * (place + 1) / len(tried)
        descent.step()
        while budget.spent() < until:
            descent.step()
    best = min(tried, key=lambda descent: _rmse(descent.network, samples))
    since = budget.spent()
    while (spent := budget.spent()) < budget.seconds:
        best.step(0.5 + 0.5 * math.cos(math.pi * (spent - since) / max(budget.seconds - since, 1e-9)))
    network = best.network
    error, count = _rmse(network, samples), network.parameters.numel()
    return network, Row("perceptron", network.sizes, error, budget.spent(), count)


def _start(size: int, samples: Samples, layers: int, rate: float, seed: int) -> Descent:
    inputs, outputs = samples.x.shape[1], samples.y.shape[1]
    sizes = hidden_sizes(hidden_width(size, inputs, outputs, layers), inputs, outputs, layers)
    return Descent(Perceptron(sizes, seed, samples.x), samples.x, samples.y, rate)


def _two_layers(network: Network, samples: Samples, budget: _Budget, seed: int) -> Row:
    """[n, 2n + 1, outputs] on the network's finest grid: the shape of Kolmogorov's theorem (1957)."""
    inputs, outputs = samples.x.shape[1], samples.y.shape[1]
    width = [inputs, 2 * inputs + 1, outputs]
    fresh = Network.create(width, inputs=samples.x, grid=max(network.grid), seed=seed, dtype=samples.x.dtype)
    size = int(fresh.trainable().sum())
    training = Training(fresh, samples, Plan(ENDLESS, "lm" if size <= LARGEST_FOR_LM else "lbfgs"))
    with suppress(Diverged):  # its network is then the last finite one
        while budget.spent() < budget.seconds and next(training, None):
            pass
    return Row("two layers", tuple(width), _rmse(training.network, samples), budget.spent(), size)


def _squares(model: Model, samples: Samples) -> Tensor:
    """Mean squared error of each check row, (N,)."""
    return (model(samples.check_x) - samples.check_y).square().mean(1)


def _rmse(model: Model, samples: Samples) -> float:
    """Infinite where the model is not a finite number on every row."""
    error = math.sqrt(float(_squares(model, samples).mean()))
    return error if math.isfinite(error) else math.inf


def _certainty(network: Model, other: Model, samples: Samples) -> float:
    """Mean difference of the squared errors, by its standard error over the check rows.

    Or, where it points the same way more clearly, the surplus of rows one of them is better on (sign test):
    a few enormous errors have an enormous standard error too.
    """
    mine, theirs = _squares(network, samples), _squares(other, samples)
    defined = [bool(torch.isfinite(squares).all()) for squares in (mine, theirs)]
    if not all(defined):
        return (float(defined[1]) - float(defined[0])) * math.inf if any(defined) else 0.0
    difference = mine - theirs
    by_size, by_count = _standard_errors(difference), _standard_errors(difference.sign())
    return max(by_size, by_count, key=abs) if by_size * by_count > 0 else by_size


def _standard_errors(values: Tensor) -> float:
    """How many of its standard errors a mean is away from 0; 0 where it cannot be told."""
    spread = float(values.std()) / math.sqrt(len(values)) if len(values) > 1 else 0.0
    return float(values.mean()) / spread if spread > 0 else 0.0


def _said(error: float, unit: str) -> str:
    return f"{error:.2g} {unit}".strip() if math.isfinite(error) else "no finite number"


def _shape(row: Row) -> str:
    return ", ".join(str(nodes) for nodes in row.shape)
