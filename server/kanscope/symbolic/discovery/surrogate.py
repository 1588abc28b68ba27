"""A trained KAN in the place of the unknown law: its values and slopes tell how the law is built."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from kanscope.kan.hypotheses.probe import Probe
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.staircase import until_calm
from kanscope.kan.train import Training
from kanscope.symbolic.discovery.view import View

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]

STEPS, STALL = 60, 5e-3
GRID = 4
STARTS = 2
MOST_ROWS = 1500
INSIDE = 0.03  # share of each column's ends left out when slopes are read: splines are least sure there


@dataclass(frozen=True)
class Surrogate:
    """f ≈ y on the view's rows: `value` (N,), `slopes` ∂y/∂xᵢ (N, n), and where they can be trusted (N,).

    `error`: RMSE on rows it has not seen, relative to y's spread (weighted by the view's weights).
    """

    value: Column
    slopes: Matrix
    trusted: NDArray[np.bool_]
    error: float


def surrogate(view: View, seed: int = 0) -> Surrogate:
    """The better of a network of y and, where y keeps its sign, one of log|y|."""
    plain = _fitted(view, view.y, seed)
    found = [plain]
    if plain.error > 2e-3 and view.y.min() * view.y.max() > 0 and abs(view.y).max() > 3 * abs(view.y).min():
        logged = _fitted(replace(view, weight=view.weight * view.y**2), np.log(np.abs(view.y)), seed)
        value = np.sign(view.y) * np.exp(np.clip(logged.value, -60, 60))
        slopes = logged.slopes * value[:, None]
        spread = np.sqrt(
            np.average((view.y - np.average(view.y, weights=view.weight)) ** 2, weights=view.weight)
        )
        held = _held_out(len(view.y))
        error = float(np.sqrt(np.average((value - view.y)[held] ** 2, weights=view.weight[held])) / spread)
        found.append(Surrogate(value, slopes, logged.trusted, error))
    return min(found, key=lambda one: one.error)


def _held_out(rows: int) -> NDArray[np.bool_]:
    held: NDArray[np.bool_] = np.arange(rows) % 5 == 4
    return held


def _fitted(view: View, target: Column, seed: int) -> Surrogate:
    inputs = _inputs(view)
    x, y = (torch.from_numpy(_standard(rows)) for rows in (inputs.values, target[:, None]))
    held = torch.from_numpy(_held_out(len(target)))
    weight = torch.from_numpy(np.clip(view.weight / view.weight.max(), 1e-6, 1))
    samples = Samples(x[~held], y[~held], x[held], y[held], weight[~held], weight[held])
    network, error = min((_trained(samples, seed + start) for start in range(STARTS)), key=lambda one: one[1])
    probe = Probe(network, x)
    scale = target.std() / inputs.values.std(0)
    slopes = probe.gradient.numpy() * scale
    low, high = np.quantile(view.x, INSIDE, 0), np.quantile(view.x, 1 - INSIDE, 0)
    trusted = np.asarray(((view.x > low) & (view.x < high)).all(1), dtype=bool)
    trusted = trusted if len(low) < 8 else np.ones_like(trusted)
    return Surrogate(probe.values.numpy() * target.std() + target.mean(), inputs.back(slopes), trusted, error)


def _trained(samples: Samples, seed: int) -> tuple[Network, float]:
    n, rows = samples.x.shape[1], len(samples.x)
    hidden = 5 if n <= 5 else 4
    width = [n, hidden, 2, 1] if rows > 300 else [n, 3, 1]
    network = Network.create(width, inputs=samples.x, grid=GRID if rows > 300 else 3, base="zero", seed=seed)
    training = Training(network, samples, Plan(steps=STEPS, optimiser="lm", evidence=True))
    for _ in until_calm(training, STALL):
        pass
    weight = samples.check_weights
    assert weight is not None
    off = (training.network(samples.check_x) - samples.check_y)[:, 0].square()
    return training.network, float(((off * weight).sum() / weight.sum() / _spread(samples, weight)).sqrt())


def _spread(samples: Samples, weight: torch.Tensor) -> torch.Tensor:
    y = samples.check_y[:, 0]
    mean = (y * weight).sum() / weight.sum()
    return ((y - mean).square() * weight).sum() / weight.sum() + 1e-300


def _standard(rows: Matrix) -> Matrix:
    spread = rows.std(0)
    standard: Matrix = (rows - rows.mean(0)) / np.where(spread > 0, spread, 1)
    return standard


@dataclass(frozen=True)
class _Inputs:
    """What the network sees of the columns: themselves, or their logarithms where they span decades."""

    values: Matrix
    log: NDArray[np.bool_]
    x: Matrix

    def back(self, slopes: Matrix) -> Matrix:
        """Slopes by the columns themselves."""
        divided: Matrix = slopes / np.where(self.log, self.x, 1.0)
        return divided


def _inputs(view: View) -> _Inputs:
    positive = (view.x > 0).all(0)
    with np.errstate(all="ignore"):
        log = (
            positive
            & (view.x.max(0) > 20 * np.abs(view.x).min(0))
            & (np.median(view.x, 0) < 0.2 * view.x.max(0))
        )
        values = np.where(log, np.log(np.where(positive, view.x, 1.0)), view.x)
    return _Inputs(values, log, view.x)
