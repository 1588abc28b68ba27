"""Fits as the search needs them: many short ones, compared at equal numbers of parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, isfinite, sqrt

import torch
from torch import Tensor

from kanscope.kan.divergence import Diverged
from kanscope.kan.ends import continue_ends
from kanscope.kan.grid import settle
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.simplest.compact import living_edges
from kanscope.kan.simplest.start import restarted
from kanscope.kan.staircase import BOLD, MARGIN, STALL, until_calm
from kanscope.kan.train import Training

COARSE = 3  # grid intervals of a start: the fewer, the more starts find their way
FEW = 700  # rows a coarse fit looks at
FINEST = 50  # grid intervals
PROMISING = 2e-2  # an error below which no further start is made
ROWS_A_PARAMETER = 5
GLANCE, LONG = Plan(12, "lm", evidence=True), Plan(30, "lm", evidence=True)
# the polish does without evidence: where it learns noise, the coarse fit is better on check rows and stays
POLISH = Plan(25, "lm", learning_rate=BOLD, adapt_every=0)


@dataclass(frozen=True)
class Fit:
    """A fitted network and its error: RMSE on the check rows over the targets' standard deviation."""

    network: Network
    error: float

    @property
    def edges(self) -> int:
        """Living edges."""
        return living_edges(self.network)


class Fitting:
    """Fits networks to some samples, each with about `parameters` numbers: few edges get fine grids."""

    def __init__(self, samples: Samples, parameters: int, seed: int) -> None:
        self.samples, self._dice = samples, torch.Generator().manual_seed(seed)
        self.parameters = min(parameters, len(samples.x) // ROWS_A_PARAMETER)
        self._few = _few(samples, self._dice)
        self._spread = _size(samples.y - samples.y.mean(0), samples.weights)

    def from_scratch(self, network: Network, starts: int) -> Fit:
        """The best of some random starts of this shape; after a glance at each only a third goes on."""
        begun: list[Fit] = []
        while len(begun) < starts and (not begun or begun[-1].error > PROMISING):
            fresh = restarted(network, self._few.x, COARSE, self._dice)
            begun.append(self._fit(fresh, self._few, GLANCE))
        begun.sort(key=_error)
        longer = [self.again(fit.network) for fit in begun[: max(1, len(begun) // 3)]]
        return self.polished(min(longer, key=_error).network)

    def again(self, network: Network) -> Fit:
        """A fit of a few rows from where the network stands, at its grid."""
        return self._fit(network, self._few, LONG)

    def polished(self, network: Network) -> Fit:
        """A fit of all rows at the grid that spends the parameters, unless the coarser grid is better."""
        fine = settle(network, self.grid(network), self.samples.x, MARGIN)
        coarse = Fit(network, self.error(network))
        return min(coarse, self._fit(fine, self.samples, POLISH), key=_error)

    def sparsified(self, network: Network, sparsity: float, steps: int) -> Fit:
        """A fit of a few rows under the sparsity penalty, softly first, then harder."""
        return self._fit(network, self._few, Plan(steps, "lm", sparsity), stall=-inf)

    def grid(self, network: Network) -> int:
        """Grid intervals with which the living edges spend the parameters."""
        share = self.parameters // max(1, living_edges(network))
        return max(COARSE, min(FINEST, share - network.shape.orders[0]))

    def error(self, network: Network) -> float:
        """RMSE on the check rows over the targets' standard deviation."""
        residual = network(self.samples.check_x) - self.samples.check_y
        error = _size(residual, self.samples.check_weights) / self._spread
        return error if isfinite(error) else inf

    def _fit(self, network: Network, samples: Samples, plan: Plan, stall: float = STALL) -> Fit:
        """One training, until it is calm; where it diverges the error is infinite."""
        training = Training(network, samples, plan)
        try:
            for _ in until_calm(training, stall):
                pass
        except Diverged:
            return Fit(training.network, inf)
        whole = continue_ends(training.network, samples.x)
        return Fit(whole, self.error(whole))


def _error(fit: Fit) -> float:
    return fit.error


def _size(values: Tensor, weights: Tensor | None) -> float:
    """Root of the mean square, rows counting by their weights."""
    squares = values.square().mean(1)
    return sqrt(float(squares.mean() if weights is None else (squares @ weights) / weights.sum()))


def _few(samples: Samples, dice: torch.Generator) -> Samples:
    """Some rows that count, drawn at random: tables are often sorted."""
    rows, weights = torch.randperm(len(samples.x), generator=dice), samples.weights
    if weights is None:
        rows = rows[:FEW]
        return replace(samples, x=samples.x[rows], y=samples.y[rows])
    rows = rows[weights[rows] > 0][:FEW]
    return replace(samples, x=samples.x[rows], y=samples.y[rows], weights=weights[rows])
