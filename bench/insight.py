"""What the KAN is worth beside a perceptron, and what training several seeds at once saves."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter, process_time

import torch
from torch import Tensor

from bench.row import Row
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.seeds.fitting import fit
from kanscope.kan.train import Training
from kanscope.kan.twin import twin
from kanscope.tables.examples import EXAMPLES, Example
from kanscope.tables.table import numbers

HIDDEN, STEPS, SEEDS, ROUNDS = 5, 200, 8, 3
CHECKED = 5
"""One row in so many is for checking."""


def rows() -> Iterable[Row]:
    """Per example the errors of KAN and perceptron; per shape the time of eight seeds."""
    for example in EXAMPLES:
        yield _beside(example)
    toy = _samples(EXAMPLES[0])
    for width in ([2, 1, 1], [2, 5, 1], [2, 5, 5, 1]):
        yield _at_once(toy, width)


def _beside(example: Example) -> Row:
    samples, start = _samples(example), perf_counter()
    training = Training(_fresh(samples, [samples.x.shape[1], HIDDEN, 1], 0), samples, Plan(STEPS))
    list(training)
    found = twin(training.network, samples, perf_counter() - start, perf_counter)
    name = f"insight: {example.id}, {list(found.kan.shape)}, same time and parameters"
    return Row(name, found.kan.error, found.perceptron.error, "std of y", "perceptron (SiLU)")


def _at_once(samples: Samples, width: list[int]) -> Row:
    """The quicker of some rounds each, taken in turns."""
    together, apart = list[float](), list[float]()
    for _ in range(ROUNDS):
        start = process_time()
        fit(_seeds(samples, width), samples.x, samples.y, 30)
        middle = process_time()
        for network in _seeds(samples, width):
            list(Training(network, samples, Plan(30, "lm")))
        together.append(middle - start)
        apart.append(process_time() - middle)
    name = f"insight: {SEEDS} seeds of {width} in one batch, 30 steps"
    return Row(name, min(together), min(apart), "s of one core", "ours, one after another")


def _seeds(samples: Samples, width: list[int]) -> list[Network]:
    return [_fresh(samples, width, seed) for seed in range(SEEDS)]


def _fresh(samples: Samples, width: list[int], seed: int) -> Network:
    return Network.create(width, inputs=samples.x, grid=5, seed=seed)


def _samples(example: Example) -> Samples:
    """Standardised, every fifth row for checking."""
    names, matrix = numbers(example.build())
    columns = dict(zip(names, torch.tensor(matrix).T, strict=True))
    x, y = (_standard(columns, roles, example.logs) for roles in (example.inputs, example.targets))
    check = torch.arange(len(x)) % CHECKED == 0
    return Samples(x[~check], y[~check], x[check], y[check])


def _standard(columns: dict[str, Tensor], roles: tuple[str, ...], logs: tuple[str, ...]) -> Tensor:
    values = torch.stack([columns[name].log() if name in logs else columns[name] for name in roles], 1)
    return (values - values.mean(0)) / values.std(0)
