"""From rows of numbers to the smallest shape: how often it is found, and in how much time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import process_time

import torch
from torch import Tensor

from bench.row import Row
from kanscope.kan.samples import Samples
from kanscope.kan.simplest.compact import used_inputs
from kanscope.kan.simplest.search import simplest
from kanscope.kan.simplest.stage import Stage

CHECKED = 4
"""One check row for so many training rows."""


@dataclass(frozen=True)
class Target:
    """A law on uniform x in [-1, 1], the widest shape searched, and the fewest edges known to hold it."""

    name: str
    law: Callable[[Tensor], Tensor]
    widest: tuple[int, ...]
    edges: int
    inputs: int
    rows: int = 1000
    seeds: int = 5

    def samples(self, seed: int) -> Samples:
        """Standardised rows, other ones for each seed."""
        rows = self.rows + self.rows // CHECKED
        dice = torch.Generator().manual_seed(seed)
        x = torch.rand(rows, self.widest[0], generator=dice, dtype=torch.float64) * 2 - 1
        y = self.law(x)[:, None]
        x, y = ((values - values.mean(0)) / values.std(0) for values in (x, y))
        return Samples(x[: self.rows], y[: self.rows], x[self.rows :], y[self.rows :])


def _bumps(x: Tensor) -> Tensor:
    """½ sin π(x1² + x2²) + ½ sin π(x3² + x4²)."""
    radii = x.square().view(-1, 2, 2).sum(-1)
    return 0.5 * torch.sin(torch.pi * radii).sum(-1)


TARGETS = (
    Target(
        "exp(sin πx1 + x2²)",
        lambda x: torch.exp(torch.sin(torch.pi * x[:, 0]) + x[:, 1].square()),
        (2, 5, 1),
        edges=3,
        inputs=2,
        seeds=20,
    ),
    Target(
        "exp(½sin π(x1²+x2²) + ½sin π(x3²+x4²))",
        lambda x: _bumps(x).exp(),
        (4, 4, 2, 1),
        edges=7,
        inputs=4,
        rows=3000,
        seeds=10,
    ),
    Target("x1·x2", lambda x: x[:, 0] * x[:, 1], (2, 5, 1), edges=6, inputs=2),
    Target(
        "√(x1²+x2²+.1), two idle inputs",
        lambda x: (x[:, :2].square().sum(1) + 0.1).sqrt(),
        (4, 5, 1),
        edges=3,
        inputs=2,
    ),
    Target(
        "x1/(1.5+x2) + x3²",
        lambda x: x[:, 0] / (1.5 + x[:, 1]) + x[:, 2].square(),
        (3, 5, 1),
        edges=6,
        inputs=3,
    ),
)


def rows() -> Iterable[Row]:
    """Per target: seeds that end at the fewest edges on the right inputs, and processor seconds a seed."""
    for target in TARGETS:
        ends, seconds = zip(*(_search(target, seed) for seed in range(target.seeds)), strict=True)
        name = f"shapes: {target.name} from {list(target.widest)}, {target.rows} rows"
        reached = sum(end.edges <= target.edges and used_inputs(end.network) == target.inputs for end in ends)
        yield Row(f"{name}, {target.edges} edges found", reached, None, f"of {target.seeds} seeds", None)
        yield Row(f"{name}, median", median(seconds), None, "s of one core", None)
        yield Row(f"{name}, slowest seed", max(seconds), None, "s of one core", None)
        yield Row(f"{name}, largest error", max(end.error for end in ends), None, "std of y", None)


def _search(target: Target, seed: int) -> tuple[Stage, float]:
    samples, start = target.samples(seed), process_time()
    *_, found = simplest(samples, target.widest, seed=seed)
    return found, process_time() - start
